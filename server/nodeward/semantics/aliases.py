"""The calls that may mean a thing by its word: where the word stands, and the further names that the file gives it.

Looks at forms only; whoever asks judges each call by its value.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nodeward.semantics.calls import PROMISIFY
from nodeward.semantics.returns import returning
from nodeward.semantics.scopes import WRAPPERS
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Api, Function, api_name
from nodeward.syntax.nodes import Node, first_named, walk

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

RESULT = "()"  # after a word: what a function of this name gives back
_CALLS = frozenset({"call_expression", "new_expression"})
# What has the value of a part of it; `(0, module.f)(x)` is what TypeScript makes of a call of an imported function.
_THROUGH = WRAPPERS | {"array", "await_expression", "sequence_expression", "ternary_expression"}
_CHOICES = frozenset({"||", "&&", "??"})
_MEMBERS = frozenset({"member_expression", "nested_identifier"})
_IMPORTS = frozenset({"import_specifier", "import_statement", "import_require_clause", "import_alias"})
_NAMING = _IMPORTS | {"pair_pattern"}
_VALUES = frozenset({"identifier", "member_expression", "call_expression", "shorthand_property_identifier"})
_FIELDS = frozenset({"field_definition", "public_field_definition"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})


@dataclass(frozen=True, slots=True)
class _Word:
    """A name to look for; `called`: a function that gives the thing back when it is called."""

    text: str
    called: bool = False


def calls_of_words(model: "Model", words: frozenset[str], givers: frozenset[str]) -> Iterator[Node]:
    """The calls whose callee can be reached from one of the words, each at least once.

    What a function with a word of `givers` gives back when it is called is such a callee.
    """
    known = model.facts.names
    queue = [_Word(word) for word in sorted(words.intersection(known))]
    queue += [_Word(word, called=True) for word in sorted(givers.intersection(known))]
    seen = set(queue)
    while queue:
        word = queue.pop()
        for node in _places(model, word):
            flow = list(_flow(model, node, called=word.called))
            yield from (found for found in flow if isinstance(found, Node))
            fresh = [found for found in flow if isinstance(found, _Word) and found not in seen]
            if fresh and _is_worth_following(model, node):
                seen.update(fresh)
                queue += fresh


def _is_worth_following(model: "Model", node: Node) -> bool:
    """Whether an expression is a thing of a library, or a function that may give one; imports and patterns may be."""
    if node.type not in _VALUES or (node.parent is not None and node.parent.type in _IMPORTS):
        return True
    return isinstance(model.value(node), Api | Function)


def _places(model: "Model", word: _Word) -> Iterator[Node]:
    """The expressions that a word stands for, and the patterns and clauses that give it a further name."""
    for node in model.facts.occurrences(word.text):
        parent = node.parent
        is_key = parent is not None and parent.child_by_field_name("property") == node
        yield parent if is_key and parent is not None and parent.type in _MEMBERS else node
    for string in model.facts.occurrences_in_strings(word.text):
        around = string.parent
        call = around.parent if around is not None and around.type == "arguments" else None
        if around is not None and around.type in ("subscript_expression", "computed_property_name"):
            yield around
        elif call is not None and call.type == "call_expression":
            yield call  # `require("cors")()`
        elif around is not None and around.type in _NAMING:
            yield string


def _flow(model: "Model", node: Node, *, called: bool) -> Iterator[Node | _Word]:
    """The calls of what stands at `node`, and the names that it is given."""
    at = node
    while at.parent is not None:
        parent = at.parent
        if parent.type in _CALLS and at == _callee(parent):
            if not called:
                yield parent
                return
            called = False
            at = parent
            continue
        onward = _onward(model, at, parent)
        if onward is None:
            break
        at = onward
    yield from (_Word(name, called) for name in _names_given(model, at))
    function = returning(at)
    for name in _names_of_function(model, function) if function is not None and not called else ():
        yield _Word(name, called=True)
        yield _Word(name)  # a getter is not called


def _onward(model: "Model", at: Node, parent: Node) -> Node | None:
    """The expression around `at` that has its value, or None."""
    if parent.type in _THROUGH or _is_choice(parent):
        return parent
    if parent.type == "assignment_expression" and _is_right(parent, at):
        return parent
    if parent.type == "subscript_expression" and parent.child_by_field_name("object") == at:
        return parent
    if parent.type == "member_expression" and parent.child_by_field_name("object") == at:
        key, call = parent.child_by_field_name("property"), parent.parent
        bound = key is not None and model.text(key) == "bind" and call is not None
        return call if bound and call is not None and call.type == "call_expression" else None
    call = parent.parent if parent.type == "arguments" else None
    return call if call is not None and _gives_back(model, call) else None


def _is_choice(node: Node) -> bool:
    operator = node.child_by_field_name("operator") if node.type == "binary_expression" else None
    return operator is not None and operator.type in _CHOICES


def _gives_back(model: "Model", call: Node) -> bool:
    """Whether a call gives back what it is given: `promisify(exec)`, `Object.freeze({...})`."""
    callee = _callee(call)
    if callee is None or not _may_give_back(model, callee):
        return False
    name = api_name(model.value(callee))
    return name is not None and (name == PROMISIFY or name in model.library.passes)


def _may_give_back(model: "Model", callee: Node) -> bool:
    """Judged by the last word: a file that does not speak of `promisify` needs no values."""
    if "promisify" in model.facts.names:
        return True
    last = model.text(callee).rpartition(".")[2]
    return any(name.rpartition(".")[2] == last for name in model.library.passes)


def _callee(call: Node) -> Node | None:
    return call.child_by_field_name("function") or call.child_by_field_name("constructor")


def _is_right(assignment: Node, node: Node) -> bool:
    return assignment.child_by_field_name("right") == node


def _names_given(model: "Model", at: Node) -> Iterator[str]:
    """The names that the value of an expression gets where it stands, or within it where it is an assignment."""
    inner: Node | None = at
    while inner is not None and inner.type == "assignment_expression":
        yield from _targets(model, inner.child_by_field_name("left"))
        inner = inner.child_by_field_name("right")
    parent = at.parent
    if parent is None:
        return
    if parent.type == "variable_declarator" and parent.child_by_field_name("value") == at:
        yield from _targets(model, parent.child_by_field_name("name"))
    elif parent.type in _FIELDS and parent.child_by_field_name("value") == at:
        yield from _targets(
            model, parent.child_by_field_name("name") or parent.child_by_field_name("property")
        )
    elif parent.type == "pair" and parent.child_by_field_name("value") == at:
        yield from _key(model, parent)
    elif parent.type == "pair_pattern" and parent.child_by_field_name("key") == at:
        yield from _targets(model, parent.child_by_field_name("value"))
    elif parent.type in ("assignment_pattern", "object_assignment_pattern") and _is_right(parent, at):
        yield from _targets(model, parent.child_by_field_name("left"))
    elif parent.type in _IMPORTS:
        yield from _imported(model, parent)


def _key(model: "Model", pair: Node) -> Iterator[str]:
    key = pair.child_by_field_name("key")
    spelled = key_text(model, key) if key is not None else None
    if spelled is not None:
        yield spelled


def _targets(model: "Model", target: Node | None) -> Iterator[str]:
    """The names in what is assigned to; members of a library's thing taken apart are found by their own words."""
    if target is None:
        return
    if target.type == "member_expression":
        key = target.child_by_field_name("property")
        yield from (model.text(key),) if key is not None else ()
    elif target.type in ("array_pattern", "assignment_pattern"):
        yield from (model.text(name) for name in walk(target) if name.type in _NAMES)
    elif target.type != "object_pattern":
        yield model.text(target)


def _imported(model: "Model", site: Node) -> Iterator[str]:
    """The names that an import gives: to one of its specifiers, or to the module as a whole."""
    if site.type == "import_specifier":
        alias = site.child_by_field_name("alias")
        yield from (model.text(alias),) if alias is not None else ()
        return
    if site.type != "import_statement":
        name = first_named(site)
        yield from (model.text(name),) if name is not None else ()
        return
    for clause in site.named_children:
        for part in clause.named_children if clause.type == "import_clause" else ():
            yield from _whole(model, part)


def _whole(model: "Model", part: Node) -> Iterator[str]:
    """The names of a module or of its default export in one part of an import clause."""
    inner = first_named(part)
    if part.type == "identifier":
        yield model.text(part)
    elif part.type == "namespace_import" and inner is not None:
        yield model.text(inner)
    for specifier in part.named_children if part.type == "named_imports" else ():
        name, alias = specifier.child_by_field_name("name"), specifier.child_by_field_name("alias")
        if name is not None and alias is not None and model.text(name) == "default":
            yield model.text(alias)


def _names_of_function(model: "Model", function: Node) -> Iterator[str]:
    """The names by which a function can be called."""
    name = function.child_by_field_name("name")
    if name is not None:
        yield model.text(name)
    yield from _names_given(model, function)
    parent = function.parent
    if parent is not None and parent.type == "assignment_expression":
        yield from _targets(model, parent.child_by_field_name("left"))
