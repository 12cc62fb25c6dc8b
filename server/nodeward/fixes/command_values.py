"""The values in the words of a command: whether each is one argument, and how the arguments are written."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nodeward.fixes.shell_words import Put, Word, plain
from nodeward.fixes.style import Style
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.semantics.constancy import is_fixed
from nodeward.semantics.origin import origin
from nodeward.semantics.primitives import Type, type_of
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Array, Constant, Result, Site, Text, constant_text
from nodeward.syntax.nodes import Node

# Names of values that hold several words as a rule, besides plurals.
_SEVERAL = frozenset({"argv", "cmd", "cmdline", "command", "extra", "line", "list", "rest", "script"})
_PLURAL = re.compile(r"..[^aiosu]s$")
_CHOICES = {
    "ternary_expression": ("consequence", "alternative"),
    "||": ("left", "right"),
    "??": ("left", "right"),
    "&&": ("right",),  # the left side, where it is taken, is no text that anyone meant
}
_QUOTING = re.compile(r"quote|escape", re.IGNORECASE)
_LAST_WORD = re.compile(r"(?:[A-Z]?[a-z]+|[A-Z]+)\d*$")
_TYPESCRIPT = (".ts", ".tsx", ".mts", ".cts")


def why_not(words: Sequence[Word[Site]]) -> NoFix | None:
    """Why the words cannot be a program and its arguments, or None where they can."""
    for piece in words[0]:
        if isinstance(piece, Put) and not is_fixed(piece.hole):
            return NoFix.PROGRAM_UNKNOWN
        if _is_batch(piece):
            return NoFix.NO_SAFE_EQUIVALENT
    refusals = (_refusal(piece, word) for word in words for piece in word if isinstance(piece, Put))
    refused = next((refusal for refusal in refusals if refusal is not None), None)
    return refused or (NoFix.WORD_BOUNDARY if any(map(_runs_on, words)) else None)


def code_of(style: Style, word: Word[Site]) -> str:
    """A word as an element of an array of arguments."""
    if all(isinstance(piece, str) for piece in word):
        return style.string("".join(piece for piece in word if isinstance(piece, str)))
    only = word[0] if len(word) == 1 else None
    if isinstance(only, Put):
        return _whole(only)
    inside = "".join(
        _escaped(piece) if isinstance(piece, str) else f"${{{_text(piece.hole)}}}" for piece in word
    )
    return f"`{inside}`"


def _is_batch(piece: str | Put[Site]) -> bool:
    """Whether the program may be a batch file, which Windows runs in a shell only."""
    leaves = [leaf for leaf in _leaves(piece.hole) if leaf is not None] if isinstance(piece, Put) else []
    texts = [constant_text(leaf.model.value(leaf.node)) or "" for leaf in leaves]
    return any(
        text.lower().endswith((".cmd", ".bat")) for text in ([piece] if isinstance(piece, str) else texts)
    )


def _runs_on(word: Word[Site]) -> bool:
    """Whether two values follow each other: the second may begin with a blank."""
    bare = [isinstance(piece, Put) and not piece.quote for piece in word]
    return any(first and second for first, second in pairwise(bare))


def _refusal(put: Put[Site], word: Word[Site]) -> NoFix | None:
    """Why a value in a word cannot go over into an argument."""
    hole = Site(put.hole.model, unwrapped(put.hole.node))
    if _receiver_of_join(hole) is not None and not put.quote:
        return None if len(word) == 1 else NoFix.WORD_BOUNDARY
    if _stringified(hole) is not None and not put.quote:
        return None if len(word) == 1 else NoFix.NO_SAFE_EQUIVALENT
    for leaf in _leaves(hole):
        refused = _leaf(leaf, put.quote) if leaf is not None else (None if put.quote else NoFix.WORD_BOUNDARY)
        if refused is not None:
            return refused
    return None


def _leaves(site: Site) -> Iterator[Site | None]:
    """The values that an expression chooses between; None for one that no word stands for, such as `false`."""
    model, node = site.model, unwrapped(site.node)
    operator = node.child_by_field_name("operator") if node.type == "binary_expression" else None
    sides = _CHOICES.get(operator.type if operator is not None else node.type)
    if sides is None:
        yield Site(model, node)
        return
    if len(sides) == 1:
        yield None
    for part in (node.child_by_field_name(side) for side in sides):
        if part is not None:
            yield from _leaves(model.site(part))


def _leaf(site: Site, quote: str) -> NoFix | None:
    refused = NoFix.NO_SAFE_EQUIVALENT if quote else NoFix.WORD_BOUNDARY
    value = site.model.value(site.node)
    known = constant_text(value)
    if isinstance(value, Constant):
        return refused if known is not None and not plain(known, quoted=bool(quote)) else None
    if isinstance(value, Text):
        texts = [piece for piece in value.pieces if isinstance(piece, str)]
        return None if all(plain(text, quoted=bool(quote)) for text in texts) else refused
    made = origin(site)
    if _is_quoted(made, quote):
        return NoFix.NO_SAFE_EQUIVALENT
    several = isinstance(value, Array) or _is_several(site) or _is_joined(made)
    return NoFix.WORD_BOUNDARY if several and not quote else None


def _is_quoted(site: Site, quote: str) -> bool:
    """Whether a value has been made for a shell already: the quotes would become part of the argument."""
    node = unwrapped(site.node)
    callee = node.child_by_field_name("function") if node.type == "call_expression" else None
    if callee is None:
        return False
    name = site.model.text(callee)
    given = [constant_text(site.model.value(argument)) or "" for argument in arguments(node)]
    replaced = name.endswith((".replace", ".replaceAll")) and bool(set("".join(given[1:])) & set("\\'\""))
    stringified = site.model.value(node) == Result("JSON.stringify", site.model.site(node)) and quote != "'"
    return bool(_QUOTING.search(name)) or replaced or stringified


def _is_several(site: Site) -> bool:
    node = site.node
    key = node.child_by_field_name("property") if node.type == "member_expression" else node
    if key is None or key.type not in ("identifier", "property_identifier"):
        return False
    last = _LAST_WORD.search(site.model.text(key))
    word = last.group().lower().rstrip("0123456789") if last is not None else ""
    return word in _SEVERAL or bool(_PLURAL.search(word))


def _is_joined(site: Site) -> bool:
    callee = site.node.child_by_field_name("function") if site.node.type == "call_expression" else None
    return (
        callee is not None and site.model.text(callee).endswith(".join") and type_of(site) is not Type.STRING
    )


def _receiver_of_join(site: Site) -> Node | None:
    """`files` of `files.join(" ")`, where the elements are arguments as they are."""
    node = unwrapped(site.node)
    callee = node.child_by_field_name("function") if node.type == "call_expression" else None
    key = callee.child_by_field_name("property") if callee is not None else None
    receiver = callee.child_by_field_name("object") if callee is not None else None
    given = [constant_text(site.model.value(argument)) for argument in arguments(node)]
    if key is None or receiver is None or site.model.text(key) != "join" or given != [" "]:
        return None
    return receiver if receiver.type in ("identifier", "member_expression") else None


def _stringified(site: Site) -> Node | None:
    """`title` of `JSON.stringify(title)`, which is how text is quoted for a shell by people in a hurry."""
    node, given = unwrapped(site.node), arguments(site.node)
    if len(given) != 1 or site.model.value(node) != Result("JSON.stringify", site.model.site(node)):
        return None
    return given[0] if type_of(site.model.site(given[0])) is Type.STRING else None


def _whole(put: Put[Site]) -> str:
    """A value that is an argument by itself: its text, spread where it is a list, made text where it may be none."""
    site, model = put.hole, put.hole.model
    list_, quoted = _receiver_of_join(site), _stringified(Site(model, unwrapped(site.node)))
    if list_ is not None and not put.quote:
        return f"...{model.text(list_)}"
    if quoted is not None and not put.quote:
        return model.text(quoted)
    kind = type_of(site)
    number = kind in (Type.NUMBER, Type.BOOLEAN) or (kind is None and model.path.endswith(_TYPESCRIPT))
    return f"String({_text(site)})" if number else _text(site)


def _text(site: Site) -> str:
    """The code of a value, its parentheses left out where nothing needs them."""
    inner = site.node.named_child(0) if site.node.type == "parenthesized_expression" else None
    bare = inner is not None and inner.type != "sequence_expression" and site.node.named_child_count == 1
    return site.model.text(inner if bare and inner is not None else site.node)


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    return escaped.replace("\n", "\\n").replace("\r", "\\r")
