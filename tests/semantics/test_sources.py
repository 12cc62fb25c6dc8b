"""Which request property stands inside an expression, and which expressions can only be what the code says."""

import pytest
from tests.semantics.support import marked

from nodeward.semantics.constancy import is_fixed
from nodeward.semantics.sources import source_in

APP = "const app = require('express')(); const { exec } = require('child_process');\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("«q.query»", "q.query"),
        ("«q.query.host»", "q.query.host"),
        ("«q.query.a.b»", "q.query.a.b"),
        ("«q.query['host']»", "q.query['host']"),
        ("«q.query[key]»", "q.query"),
        ("«`ping ${q.query.host}`»", "q.query.host"),
        ("«'ping ' + q.query.host»", "q.query.host"),
        ("«'a' + q.body.x + q.query.y»", "q.body.x"),
        ("«q.query.host.trim()»", "q.query.host"),
        ("«clean(q.query.host)»", None),
        ("«q.query.host.replace(/x/, '')»", None),
        ("«() => q.query.host»", None),
        ("«[1, { a: q.query.host }]»", "q.query.host"),
        ("«{ query: 1 }»", None),
        ("const { host } = q.query; «host»", "host"),
        ("const command = `ping ${q.query.host}`; «command»", "q.query.host"),
        ("let command = `ping ${q.query.host}`; command = 'x'; «command»", None),
        ("const a = q.query.host, b = a + 'x', c = b; «c»", "a"),
        ("«q.params.id»", None),
        ("«other.query.host»", None),
        ("«x ? q.query.a : 'b'»", "q.query.a"),
    ],
)
def test_sources(body: str, expected: str | None) -> None:
    _, sites = marked(
        f"{APP}app.get('/', (q, s) => {{ f({body}); }});"
        if ";" not in body
        else f"{APP}app.get('/', (q, s) => {{ {body}; }});"
    )
    found = source_in(sites[0], ("http-request",))
    assert (found.model.text(found.node) if found is not None else None) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("«'ls'»", True),
        ("«`ls ${'x'}`»", True),
        ("«`ls ${x}`»", False),
        ("const x = 'a'; «`ls ${x}`»", True),
        ("let x = 'a'; if (y) x = 'b'; «x»", True),
        ("let x = 'a'; if (y) x = z; «x»", False),
        ("«y ? 'a' : 'b'»", True),
        ("«y ? 'a' : z»", False),
        ("const T = { a: 'x', b: 'y' }; «T[z]»", True),
        ("const T = { a: 'x', ...z }; «T[z]»", False),
        ("const T = ['x', 'y']; «T[z]»", True),
        ("for (const x of ['a', 'b']) { «x»; }", True),
        ("for (const x of list) { «x»; }", False),
        ("function f(x) { «x»; }", False),
        ("«__dirname»", False),
        ("«['ls', '-l']»", True),
        ("«['ls', x]»", False),
        ("«/a/»", True),
        ("«f()»", False),
    ],
)
def test_what_is_fixed(source: str, expected: bool) -> None:
    _, sites = marked(source)
    assert is_fixed(sites[0]) == expected
