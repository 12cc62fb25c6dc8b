"""Runs a program with a list of arguments instead of a command line, where the words of the command line are certain."""

from nodeward.fixes.command_values import code_of, why_not
from nodeward.fixes.commands import Command, read_command
from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.lines import without
from nodeward.fixes.objects import call_at
from nodeward.fixes.other_function import Other, call_other
from nodeward.fixes.shell_words import split, split_at_spaces
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.model import Model
from nodeward.semantics.shapes import shape
from nodeward.semantics.values import Constant, Function, Object
from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit
from nodeward.text.files import Files
from nodeward.text.span import Span

# What is called now: package, function without a shell, and whether a shell reads the command now.
_OTHERS = {
    "child_process.exec": ("child_process", "execFile", True),
    "child_process.execSync": ("child_process", "execFileSync", True),
    "execa.execaCommand": ("execa", "execa", False),
    "execa.execaCommandSync": ("execa", "execaSync", False),
}
# The same as methods of execa's one export, up to version 5.
_METHODS = {"command": "", "commandSync": "sync"}
_LOOKS_LIKE_OPTIONS = ("opt", "config", "setting", "env")


def build(site: Site) -> Fix | Refusal:
    """The program, its arguments and the function that takes them, with options and callback as they were."""
    model, other = site.model, _OTHERS.get(site.finding.details.get("api", ""))
    call = call_at(model, site.finding.details) if model is not None else None
    if model is None or call is None or other is None:
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    given, function = arguments(call), callee(call)
    refused = _options_refused(model, given[1:], other[1])
    command = read_command(model, given[0], call) if refused is None else refused
    if isinstance(command, NoFix):
        return Refusal(command)
    words = split(command.pieces) if other[2] else split_at_spaces(command.pieces)
    reason = words if isinstance(words, NoFix) else why_not(words)
    if isinstance(words, NoFix) or reason is not None:
        return Refusal(reason or NoFix.NO_SAFE_EQUIVALENT)
    renamed = _renamed(model, site.files, function, other) if function is not None else None
    if renamed is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    style = style_of(model.facts.document)
    program, *rest = (code_of(style, word) for word in words)
    code = f"{program}, [{', '.join(rest)}]" if rest else program
    replaced = Edit(Span(given[0].start_byte, given[0].end_byte), code.encode())
    edits = (replaced, *renamed, *_without_declaration(model, command))
    return Fix(site.spec.title, (FileEdit(model.path, edits),), safe=site.spec.safe)


def _renamed(model: Model, files: Files, function: Node, other: tuple[str, str, bool]) -> list[Edit] | None:
    key = function.child_by_field_name("property")
    member = _METHODS.get(model.text(key), other[1]) if key is not None else other[1]
    return call_other(Other(model, files, other[0], member), function)


def _options_refused(model: Model, rest: list[Node], member: str) -> NoFix | None:
    """Why the further arguments of the call cannot stay as they are."""
    for i, node in enumerate(rest):
        value = model.value(node)
        if isinstance(value, Object):
            found = shape(value)
            if not found.lacks("shell"):
                return NoFix.SHELL_OPTION if "shell" in found.properties else NoFix.BUILT_ELSEWHERE
        elif isinstance(value, Function | Constant) or i > 0:
            continue
        elif len(rest) > 1 or member.endswith("Sync") or _looks_like_options(model, node):
            return NoFix.BUILT_ELSEWHERE
    return None


def _looks_like_options(model: Model, node: Node) -> bool:
    return any(word in model.text(node).lower() for word in _LOOKS_LIKE_OPTIONS)


def _without_declaration(model: Model, command: Command) -> list[Edit]:
    """The variable that held the command taken away, with its line where nothing else stands on it."""
    if command.declared is None:
        return []
    node = command.declared
    return [without(model.facts.document.text, node.start_byte, node.end_byte)]
