"""What a hover says about the findings under the pointer: what, why, how to do it right. Holds no rule's words."""

from collections.abc import Iterator

from lsprotocol import types

from nodeward.findings import Finding
from nodeward.fixes.fix import Refusal
from nodeward.lsp.door import Result
from nodeward.lsp.mend import Deed, Order, carry_out
from nodeward.lsp.places import Places
from nodeward.lsp.session import OpenFile, Session
from nodeward.rulebook.pages import page, plain

EXAMPLES = 1  # of each kind; a hover is no manual


def hovered(session: Session, file: OpenFile, result: Result, position: types.Position) -> types.Hover | None:
    """The words on the findings at a place; None where there is none. The narrowest one comes first."""
    places = Places(session, result.document)
    offset = places.offset(file.path, position)
    if offset is None:
        return None
    here = [one for one in result.findings if one.span.start <= offset <= one.span.end]
    if not here:
        return None
    here.sort(key=lambda finding: finding.span.end - finding.span.start)
    markdown = session.client.markdown
    rule = "\n\n---\n\n" if markdown else f"\n\n{'-' * 40}\n\n"
    text = rule.join("\n\n".join(_words(session, file, result, finding)) for finding in here)
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, text), places.range(file.path, here[0].span))


def _words(session: Session, file: OpenFile, result: Result, finding: Finding) -> Iterator[str]:
    """The finding's own sentence, why it has no quick fix if so, then the page of its rule."""
    markdown = session.client.markdown
    yield f"**{_escaped(finding.message)}**" if markdown else finding.message
    order = Order(Deed.FIX, file.uri, file.version, finding.rule, finding.span.start, finding.span.end)
    fix = carry_out(session, file.path, result, order)
    if isinstance(fix, Refusal):
        yield f"No quick fix: {fix.reason.value}."
    rule = session.workspace.rulebook.rules.get(finding.rule)
    if rule:
        yield (page(rule, EXAMPLES, finding) if markdown else plain(rule, finding)).strip()


def _escaped(message: str) -> str:
    """A message quotes code between backticks; what else Markdown would take for markup is shown as it is."""
    parts = message.split("`")
    if len(parts) % 2 == 0 or "``" in message:  # the code itself has backticks: nobody knows what is quoted
        return _as_it_is(message)
    return "`".join(part if number % 2 else _as_it_is(part) for number, part in enumerate(parts))


def _as_it_is(text: str) -> str:
    return "".join(f"\\{mark}" if mark in "\\`*_<>[]" else mark for mark in text)
