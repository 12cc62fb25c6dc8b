"""Takes a setting out of a project file: a line of `.env`, a word of a command in `package.json`."""

import re

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.lines import without
from nodeward.project.env import read_env
from nodeward.rulebook.rule import NoFix
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_SETTER = re.compile(rb"(?<=[\s\"])(?:export|set)[ \t]+$")
_REST = re.compile(rb"[ \t]*(&&?|;)?[ \t]*")


def build(site: Site) -> Fix | Refusal:
    """The setting is the place of the finding."""
    edit = _of_command(site) if site.document.root is not None else _of_env(site)
    if edit is None:
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    return Fix(site.spec.title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)


def _of_env(site: Site) -> Edit | None:
    span = site.finding.span
    entry = next((each for each in read_env(site.document.text) if each.key.start == span.start), None)
    if entry is None:
        return None
    line = site.document.lines.line_span(site.document.text, site.document.lines.line(span.start))
    return without(site.document.text, line.start, max(entry.written.end, line.end))


def _of_command(site: Site) -> Edit | None:
    """The word with what joins it to the next one: `set A=0 && node app` becomes `node app`."""
    text, span = site.document.text, site.finding.span
    setter = _SETTER.search(text[: span.start][-16:])
    start = span.start - (len(setter.group()) if setter is not None else 0)
    rest = _REST.match(text, span.end)
    assert rest is not None
    end = rest.end()
    if setter is not None and rest.group(1) is None:
        return None
    if text[start - 1 : start] == b'"' and text[end : end + 1] == b'"':
        return None
    if text[end : end + 1] == b'"':
        while text[start - 1 : start] in (b" ", b"\t"):
            start -= 1
    return Edit(Span(start, end), b"")
