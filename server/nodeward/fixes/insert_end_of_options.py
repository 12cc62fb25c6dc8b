"""Puts `--` before a value in a list of arguments, where the program knows that sign and nothing behind it is an option."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.values import constant_text
from nodeward.syntax.nodes import Node, node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def build(site: Site) -> Fix | Refusal:
    """The value is an element of the list of the finding's call; the rule says which `programs`, and of git which `commands`."""
    model, span = site.model, site.finding.span
    call = call_at(model, site.finding.details) if model is not None else None
    value = node_at(site.document, span.start, span.end)
    given = arguments(call) if call is not None else []
    if model is None or value is None or value.parent is None or len(given) < 2 or value.parent != given[1]:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    listed = [each for each in given[1].named_children if each.type != "comment"]
    at = next((i for i, each in enumerate(listed) if each == value), len(listed))
    if not _knows_the_sign(site, model, given[0], listed) or any(map(_spreads, listed)):
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    if any((constant_text(model.value(each)) or "").startswith("-") for each in listed[at + 1 :]):
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    code = f"{style_of(site.document).string('--')}, "
    edit = Edit(Span(value.start_byte, value.start_byte), code.encode())
    return Fix(site.spec.title, (FileEdit(model.path, (edit,)),), safe=site.spec.safe)


def _knows_the_sign(site: Site, model: Model, program: Node, listed: list[Node]) -> bool:
    """Whether `--` ends the options and changes nothing else: with most commands of git it parts revisions from paths."""
    name = constant_text(model.value(program)) or ""
    first = constant_text(model.value(listed[0])) if listed else None
    commands, programs = site.spec.with_["commands"], site.spec.with_["programs"]
    assert isinstance(commands, list)
    assert isinstance(programs, list)
    return first in commands if name == "git" else name in programs


def _spreads(node: Node) -> bool:
    return node.type == "spread_element"
