"""Values of which the sender chooses the structure: what keeps it, and what makes a text of them or only compares them."""

import pytest
from tests.rulebook_files import repository_rules
from tests.taint.support import handler, split

from nodeward.semantics.calls import arguments
from nodeward.semantics.callsites import call_sites
from nodeward.taint.point import ANY
from nodeward.taint.search import asking, search
from nodeward.taint.spec import Kind, Question
from nodeward.workspace.examples import ROOT, exhibit

BOOK, _ = repository_rules()
EXEC = "child_process.exec"
# `«a|b»`: with a the sender's object is a filter's field, with b it is not.
FIELDS = {
    "field": "exec({ name: «req.body.x|req.params.x» });",
    "text": "exec({ name: «(req.body.x)|String(req.body.x)» });",
    "template": "exec({ name: «req.body.x|`${req.body.x}`» });",
    "JSON text": "exec({ name: «req.body.x|JSON.stringify(req.body.x)» });",
    "operator": "exec({ name: «req.body.x|{ $eq: req.body.x }» });",
    "spread": "exec({ age: 1, ...«req.body|req.params» });",
    "shorthand": "const { one } = req.body; if («!one|typeof one !== 'string'») return; exec({ one });",
    "list of texts": "exec({ name: req.body.x«|.join()» });",
}


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("number", [0, 1])
def test_an_object_is_told_from_a_text(name: str, number: int) -> None:
    code = handler(split(FIELDS[name])[number])
    shown = exhibit(BOOK.library, {f"{ROOT}/app.js": code.encode()}, f"{ROOT}/app.js")
    model = shown.program.model(f"{ROOT}/app.js")
    assert not shown.broken
    assert model is not None
    (site,) = call_sites(model, frozenset({EXEC}))[EXEC]
    question = Question(("http-request",), Kind.FILTER, structured=True)
    asked = asking(shown.program, BOOK.flows, question)
    found = search(asked, model.site(arguments(site.node)[0]), (ANY,))
    assert bool(found.flows) == (number == 0)
