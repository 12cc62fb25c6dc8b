"""What makes a value harmless for one kind of sink and for no other."""

import pytest
from tests.taint.support import flows, handler, split

from nodeward.taint.spec import Kind

# A kind of sink and the body of a handler. `«a|b»`: a flows, b is harmless.
CASES: dict[str, tuple[Kind, str]] = {
    "a number is as big as its sender likes": (Kind.SIZE, "exec(Number(req.query.x) «|% 9»);"),
    "a sign in front": (Kind.SIZE, "exec(«+|!»req.query.x);"),
    "multiplied": (Kind.SIZE, "exec(req.query.x «*|>» 2);"),
    "the smaller of two": (Kind.SIZE, "exec(Math.«max|min»(req.query.x, 9));"),
    "the type says nothing": (
        Kind.SIZE,
        "const dir = req.body.x; if (typeof dir !== '«number|boolean»') return; exec(dir);",
    ),
    "an integer may be big": (
        Kind.SIZE,
        "const dir = Number(req.query.x); if («!Number.isInteger(dir)|dir > 9») return; exec(dir);",
    ),
    "how long a text is": (Kind.SIZE, "exec(req.query.«length|x.length»);"),
    "an option's value": (Kind.ARGUMENT, "exec('-«|-name=»' + req.query.x);"),
    "the value of a short option": (Kind.ARGUMENT, "exec('-o«|=»' + req.query.x);"),
    "a text in front of a key": (Kind.KEY, "exec('«__|of:»' + req.query.x);"),
    "capital letters": (Kind.KEY, "exec(req.query.x.«toLowerCase|toUpperCase»());"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_flows(name: str) -> None:
    assert found(name, 0)


@pytest.mark.parametrize("name", CASES)
def test_it_is_harmless(name: str) -> None:
    assert not found(name, 1)


def found(name: str, number: int) -> bool:
    kind, body = CASES[name]
    return any(each.flows for each in flows({"app.js": handler(split(body)[number])}, "app.js", kind))
