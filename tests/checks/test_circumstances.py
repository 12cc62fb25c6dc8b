"""When a call does no harm: in development, towards the machine itself, with a result of which only a part is used."""

import pytest
from tests.checks.marks import marked

from nodeward.checks.circumstances import harmless, picked, shortened, to_this_machine


@pytest.mark.parametrize(
    ("arguments", "own"),
    [
        ('"https://localhost:3000/x"', True),
        ('"https://localhost"', True),
        ("`https://localhost:${port}/x`", True),
        ("`https://localhost${rest}`", False),
        ("`https://${host}/x`", False),
        ('"https://app.localhost/x"', True),
        ('"https://127.0.0.1/x"', True),
        ('"https://127.1/x"', True),
        ('"https://[::1]:443/x"', True),
        ('"mongodb://root:x@localhost:27017/shop"', True),
        ('"https://example.com/?from=localhost"', False),
        ('"https://localhost.example.com"', False),
        ('"https://notlocalhost"', False),
        ('{ host: "localhost", port: 1 }', True),
        ('{ hostname: "::1" }', True),
        ("{ port: 1 }", False),
        ('{ host: "db.example.com" }', False),
        ("{ host: process.env.HOST }", False),
        ('443, "x", { host: "localhost" }', True),
        ('{ connection: { host: "localhost" } }', True),
        ('{ a: { b: { host: "localhost" } } }', False),
        ('{ name: "localhost" }', False),
        ("", False),
    ],
)
def test_calls_to_the_machine_itself(arguments: str, own: bool) -> None:
    assert to_this_machine(marked(f"«connect({arguments})»;")) is own


@pytest.mark.parametrize(
    ("source", "cut"),
    [
        ("const id = «hash(x)».slice(0, 8);", True),
        ('const id = «hash(x)».digest("hex").substring(0, 8);', True),
        ('const id = «hash(x)».digest("hex").substr(-8).toUpperCase();', True),
        ('const id = «hash(x)».digest("hex").slice();', False),
        ('const id = «hash(x)».digest("hex").slice(0);', False),
        ('const id = «hash(x)».digest("hex");', False),
        ("const id = «hash(x)»; use(id.slice(0, 8), id.slice(8, 16));", True),
        ("const id = «hash(x)»; use(id.slice(0, 8), id);", False),
        ("const id = «hash(x)».digest(); use(id.length);", False),
        ("const id = «hash(x)»;", False),
        ("use(«hash(x)»);", False),
    ],
)
def test_text_of_which_only_a_part_is_used(source: str, cut: bool) -> None:
    assert shortened(marked(source)) is cut


@pytest.mark.parametrize(
    ("source", "chosen"),
    [
        ("const server = servers[Math.floor(«Math.random()» * servers.length)];", True),
        ("server = servers[(«Math.random()» * 4) | 0];", True),
        ("function next() { return servers[Math.floor(«Math.random()» * 4)]; }", True),
        ("const first = letters[Math.floor(«Math.random()» * 26)] + rest;", False),
        ("word += letters[Math.floor(«Math.random()» * 26)];", False),
        ("const word = list.map(() => letters[Math.floor(«Math.random()» * 26)]);", False),
        ("const word = «Math.random()».toString(36);", False),
    ],
)
def test_a_choice_among_given_values(source: str, chosen: bool) -> None:
    assert picked(marked(source)) is chosen


def test_one_circumstance_is_enough() -> None:
    dev = marked('if (process.env.NODE_ENV !== "production") { «connect("https://example.com")»; }')
    assert harmless(["this-machine", "development"], dev, dev)
    assert not harmless(["this-machine", "shortened"], dev, dev)
    assert not harmless([], dev, dev)


def test_what_is_wrong_may_stand_elsewhere() -> None:
    call = marked("«connect(options)»;")
    option = marked("if (isDev) { use({ «strict: false» }); }")
    assert harmless(["development"], call, option)
    assert not harmless(["development"], call, call)
