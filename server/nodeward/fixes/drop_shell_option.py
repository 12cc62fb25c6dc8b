"""Starts a program without the shell that an option asks for, where no word of its command needs one.

Node.js puts a blank between the program and each argument and hands the whole to the shell, so the words are those of one line.
"""

import posixpath

from nodeward.fixes.command_values import code_of, why_not
from nodeward.fixes.commands import parts_of
from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at, drop_property, pair_of
from nodeward.fixes.shell_words import Put, Word, split
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Constant, Object
from nodeward.semantics.values import Site as Place
from nodeward.syntax.nodes import Node, walk
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_POSIX_SHELLS = frozenset({"sh", "bash", "dash", "ksh", "zsh"})


def build(site: Site) -> Fix | Refusal:
    """The option dropped; a program that was written together with its first arguments is taken apart."""
    model = site.model
    call = call_at(model, site.finding.details) if model is not None else None
    if model is None or call is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    given = arguments(call)
    at = next((i for i in range(1, len(given)) if isinstance(model.value(given[i]), Object)), 0)
    dropped = _dropped(model, given, at)
    if isinstance(dropped, NoFix):
        return Refusal(dropped)
    listed = given[1] if at > 1 else None
    edits = _without_shell(model, given[0], listed)
    if isinstance(edits, NoFix):
        return Refusal(edits)
    return Fix(site.spec.title, (FileEdit(model.path, (*edits, dropped)),), safe=site.spec.safe)


def _dropped(model: Model, given: list[Node], at: int) -> Edit | NoFix:
    """The option taken away; an object that held nothing else goes, too."""
    node = given[at]
    value = model.value(node)
    if at == 0 or not isinstance(value, Object) or value.site.model is not model:
        return NoFix.BUILT_ELSEWHERE
    pair, inline = pair_of(model, value, "shell"), node == value.site.node
    if pair is None or not (inline or _used_once(model, node)):
        return NoFix.BUILT_ELSEWHERE
    shell = model.value(pair.child_by_field_name("value"))
    if not isinstance(shell, Constant):
        return NoFix.NO_SAFE_EQUIVALENT
    if isinstance(shell.value, str) and posixpath.basename(shell.value) not in _POSIX_SHELLS:
        return NoFix.SHELL_OPTION
    if inline and node.named_child_count == 1 and node.prev_named_sibling == given[at - 1]:
        return Edit(Span(given[at - 1].end_byte, node.end_byte), b"")
    return drop_property(model, pair)


def _used_once(model: Model, name: Node) -> bool:
    binding = model.facts.binding(name) if name.type == "identifier" else None
    return binding is not None and len(binding.uses) == 1


def _without_shell(model: Model, program: Node, listed: Node | None) -> list[Edit] | NoFix:
    """Edits that give program and arguments the words that the shell made of them."""
    elements = listed.named_children if listed is not None and listed.type == "array" else []
    opaque = any(element.type in ("comment", "spread_element") for element in elements)
    parts = [
        parts_of(model, element) for element in elements if element.type not in ("comment", "spread_element")
    ]
    words = split([*parts_of(model, program), *(piece for part in parts for piece in (" ", *part))])
    refused = words if isinstance(words, NoFix) else why_not(words)
    if isinstance(words, NoFix) or refused is not None:
        return refused or NoFix.NO_SAFE_EQUIVALENT
    first = len(words) - len(parts)
    same = first > 0 and all(_same(word, part) for word, part in zip(words[first:], parts, strict=True))
    if same:
        return _taken_apart(model, program, listed, words[:first]) if first > 1 else []
    if opaque or listed is None:
        return NoFix.NO_SAFE_EQUIVALENT
    style = style_of(model.facts.document)
    code, *rest = (code_of(style, word) for word in words)
    return [_replaced(program, code), _replaced(listed, f"[{', '.join(rest)}]")]


def _same(word: Word[Place], part: list[str | Place]) -> bool:
    """Whether a word is the element as it was written."""
    bare = [piece.hole if isinstance(piece, Put) else piece for piece in word]
    merged: list[str | Place] = []
    for piece in part:
        if isinstance(piece, str) and merged and isinstance(last := merged[-1], str):
            merged[-1] = last + piece
        elif piece != "":
            merged.append(piece)
    return bare == merged


def _taken_apart(
    model: Model, program: Node, listed: Node | None, words: list[Word[Place]]
) -> list[Edit] | NoFix:
    """`"npm install"` in front of arguments that stay as they are."""
    style = style_of(model.facts.document)
    code, *rest = (code_of(style, word) for word in words)
    front = ", ".join(rest)
    if listed is None:
        return [_replaced(program, f"{code}, [{front}]")]
    if listed.type == "array":
        inside = Span(listed.start_byte + 1, listed.start_byte + 1)
        gap = ", " if listed.named_child_count else ""
        return [_replaced(program, code), Edit(inside, f"{front}{gap}".encode())]
    if unwrapped(listed).type not in ("identifier", "member_expression") or _has_comment(listed):
        return NoFix.BUILT_ELSEWHERE
    return [_replaced(program, code), _replaced(listed, f"[{front}, ...{model.text(listed)}]")]


def _has_comment(node: Node) -> bool:
    return any(part.type == "comment" for part in walk(node))


def _replaced(node: Node, code: str) -> Edit:
    return Edit(Span(node.start_byte, node.end_byte), code.encode())
