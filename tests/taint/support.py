"""Flows looked for in small programs: what a request hands in, and the commands that it reaches."""

import re

from tests.rulebook_files import repository_rules

from nodeward.semantics.calls import arguments
from nodeward.semantics.callsites import call_sites
from nodeward.taint.search import Found, asking, search
from nodeward.taint.spec import Kind, Question
from nodeward.workspace.examples import ROOT, exhibit

BOOK, _ = repository_rules()
EXEC = "child_process.exec"
HANDLER = """const {{ exec }} = require("{module}");
const app = require("express")();
const ALLOWED = ["a", "b"];
{before}
app.get("/", async (req, res, next) => {{
{body}
}});
"""
HELPER = """const cp = require("child_process");
function run(command) {
  cp.exec(command);
}
module.exports = { exec: run };
"""
_OWN = re.compile(r"\b(dir|cmd|item|list|obj|out|run|build|one|two|key|value|Job|job|fn|done|text)\b")


def flows(files: dict[str, str], path: str, kind: Kind = Kind.SHELL, *sources: str) -> list[Found]:
    """What flows into each command of one file."""
    contents = {f"{ROOT}/{name}": text.encode() for name, text in files.items()}
    shown = exhibit(BOOK.library, contents, f"{ROOT}/{path}")
    assert not shown.broken, files[path]
    model = shown.program.model(f"{ROOT}/{path}")
    assert model is not None
    question = Question(sources or ("http-request",), kind)
    sites = call_sites(model, frozenset({EXEC})).get(EXEC, [])
    assert sites, "no command in the file"
    asked = asking(shown.program, BOOK.flows, question)
    return [search(asked, model.site(arguments(site.node)[0])) for site in sites]


def handler(body: str, before: str = "", module: str = "child_process") -> str:
    """A file with one handler."""
    return HANDLER.format(body=body, before=before, module=module)


def split(code: str) -> tuple[str, str]:
    """`«a|b»` stands for a in the program with a flow and for b in the one without."""
    return re.sub(r"«(.*?)\|(.*?)»", r"\1", code), re.sub(r"«(.*?)\|(.*?)»", r"\2", code)


def renamed(code: str) -> str:
    """The same program with other names."""
    return _OWN.sub(lambda match: f"{match.group(1)[::-1]}Q", code)
