"""No answer depends on the order of the questions, or on which were asked before it."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.semantics.generated import programs
from tests.semantics.support import MAIN, analysis

from nodeward.program.apps import apps
from nodeward.program.program import Program
from nodeward.semantics.callsites import call_sites
from nodeward.semantics.facts import FileFacts
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.semantics.values import Site, Value
from nodeward.syntax.document import Document
from nodeward.syntax.nodes import walk

NAMES = frozenset({"child_process.exec", "express", "express.App.get", "express.Response.cookie"})
FIXTURES = (
    {
        MAIN: "const app = require('express')();\napp.use(require('./routes'));\napp.get('/', require('./c').show);\nmodule.exports = app;\n",
        "/routes.js": "const router = require('express').Router();\nconst c = require('./c');\nrouter.get('/', wrap(c.list), c.show);\nmodule.exports = router;\n",
        "/c.js": "const app = require('./main');\nconst o = { a: 1 };\no.b = app;\nexports.show = (q, s) => s.cookie('a', q.query.x, o);\nmodule.exports.list = function (q, s) { s.send(exports.show); };\n",
    },
    {
        MAIN: "import { b } from './b';\nexport const a = b + 'a';\nexport * from './b';\n",
        "/b.js": "import { a } from './main';\nexport const b = 'b' + a;\nexport * from './main';\n",
    },
    {
        MAIN: "function f(n) { return n ? '<' + g(n - 1) : ''; }\nfunction g(n) { return '>' + f(n); }\nlet s = ''; s = s + f(1); const t = g(2);\n",
    },
    {
        MAIN: "class A extends B { a = this.b; c() { return this.d; } }\nclass B extends A { b = this.a; d = this.c(); }\nconst x = new A(), y = new B(); x.a; y.d;\n",
    },
)


def _all_sites(program: Program, paths: list[str]) -> list[Site]:
    models = [model for path in paths if (model := program.model(path)) is not None]
    return [
        model.site(node)
        for model in models
        if model.facts.document.root is not None
        for node in walk(model.facts.document.root)
        if node.is_named
    ]


def _check(texts: dict[str, str], seed: int) -> None:
    facts = {path: FileFacts(Document.open(path, text.encode())) for path, text in texts.items()}
    at_once = analysis(facts)
    sites = _all_sites(at_once, sorted(texts))
    Random(seed).shuffle(sites)
    later: dict[Site, Value] = {site: site.model.value(site.node) for site in sites}
    for site in sites:
        fresh = analysis(facts)
        alone = fresh.model(site.model.path)
        assert alone is not None
        assert alone.value(site.node) == later[site], f"{texts}\n{site.model.text(site.node)}"
        if site.node.type in FUNCTIONS:
            path = site.model.path
            assert fresh.references(path, site.node) == at_once.references(path, site.node)
    for path in texts:
        assert _told(analysis(facts), path) == _told(at_once, path)


def _told(program: Program, path: str) -> list[object]:
    """What is known of the applications and calls of a file."""
    model = program.model(path)
    calls = call_sites(model, NAMES) if model is not None else {}
    sites = {name: [site.node.start_byte for site in listed] for name, listed in calls.items()}
    return [
        sites,
        [(app.creation, app.registrations, app.partial, app.served) for app in apps(program, path)],
    ]


@given(st.sampled_from(FIXTURES), st.integers(0, 1000))
@settings(max_examples=16, deadline=None, derandomize=True)
def test_values_of_files_that_people_write(texts: dict[str, str], seed: int) -> None:
    _check(texts, seed)


@given(programs, st.integers(0, 1000))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_values_of_generated_files(texts: dict[str, str], seed: int) -> None:
    _check(texts, seed)
