"""A call turned to another function of the same module: the name in the call, and the import or alias that it comes from."""

from dataclasses import dataclass

from nodeward.fixes.imports import free_name, member_import
from nodeward.fixes.objects import drop_property
from nodeward.fixes.style import indent_at, newline_of
from nodeward.semantics.calls import PROMISIFY, arguments, callee
from nodeward.semantics.facts import Binding
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import Kind, unwrapped
from nodeward.semantics.values import Api
from nodeward.syntax.nodes import Node, ancestors, last_named
from nodeward.text.edits import Edit
from nodeward.text.files import Files
from nodeward.text.span import Span


@dataclass(frozen=True, slots=True)
class Other:
    """The function that is to be called in the file of `model`: `member` of `package`, or (empty) the package itself."""

    model: Model
    files: Files
    package: str
    member: str


def call_other(other: Other, function: Node) -> list[Edit] | None:
    """Edits after which the expression `function`, now some member of the package, is the other one.

    A name that is used for nothing else is changed where it is made; one that is used elsewhere stays, and the other
    function gets a name of its own. None where the name is not made in a way that can be edited.
    """
    model, node = other.model, unwrapped(function)
    if node.type == "sequence_expression":
        node = last_named(node) or node
    if node.type == "member_expression":
        return _member(other, node)
    if node.type == "call_expression":
        given = arguments(node)
        return call_other(other, given[0]) if _is_promisify(model, node) and len(given) == 1 else None
    binding = model.facts.binding(node) if node.type == "identifier" else None
    if binding is None or len(binding.declarations) != 1 or binding.writes:
        return None
    if len(binding.uses) == 1 and not _is_exported(binding):
        return _made_anew(other, binding)
    value = model.value(node)
    if isinstance(value, Api) and value.promisified:
        return _other_promise(other, node, binding)
    added = member_import(model, other.files, other.package, other.member)
    return [_replaced(node, added.name), *([added.edit] if added.edit is not None else [])]


def _replaced(node: Node, code: str) -> Edit:
    return Edit(Span(node.start_byte, node.end_byte), code.encode())


def _member(other: Other, node: Node) -> list[Edit] | None:
    """Such as `cp.exec` and `require("child_process").exec`."""
    object_, key = node.child_by_field_name("object"), node.child_by_field_name("property")
    if key is None or object_ is None or other.model.value(object_) != Api(other.package):
        return None
    if not other.member:
        return [Edit(Span(object_.end_byte, node.end_byte), b"")]
    return [_replaced(key, other.member)]


def _is_promisify(model: Model, call: Node) -> bool:
    return model.value(call.child_by_field_name("function")) == Api(PROMISIFY)


def _is_exported(binding: Binding) -> bool:
    return any(above.type == "export_statement" for above in ancestors(binding.declarations[0].name))


def _made_anew(other: Other, binding: Binding) -> list[Edit] | None:
    """The function changed where its name is made; the one use follows where it has no name of its own there."""
    declaration, use = binding.declarations[0], binding.uses[0]
    site, name = declaration.site, declaration.name
    if declaration.kind is Kind.IMPORT and site.type == "import_specifier":
        return _specifier(other, site, name, use)
    value = site.child_by_field_name("value")
    if declaration.kind is not Kind.VARIABLE or value is None:
        return None
    pattern = site.child_by_field_name("name")
    if pattern == name:
        edits = call_other(other, value)
        return [*edits, *_renamed(other, name, use)] if edits is not None else None
    part = name.parent if name.type == "identifier" else name
    if part is None or part.parent != pattern or other.model.value(value) != Api(other.package):
        return None
    return _specifier(other, part, name, use)


def _renamed(other: Other, name: Node, use: Node) -> list[Edit]:
    """A variable that is called after the function it held, called after the one it holds now."""
    value = other.model.value(name)
    own = value.name.rpartition(".")[2] if isinstance(value, Api) else None
    if own != other.model.text(name) or free_name(other.model, other.member) != other.member:
        return []
    return [_replaced(name, other.member), _replaced(use, other.member)]


def _specifier(other: Other, part: Node, name: Node, use: Node) -> list[Edit] | None:
    """`exec` of `import { exec } from "child_process"` or of `const { exec } = require("child_process")`."""
    key = part.child_by_field_name("name") or part.child_by_field_name("key") or part
    if key != name:
        return [_replaced(key, other.member)]
    known = member_import(other.model, other.files, other.package, other.member)
    if known.edit is None:
        alone = part.parent is None or part.parent.named_child_count == 1
        return [_replaced(use, known.name), *([] if alone else [drop_property(other.model, part)])]
    local = free_name(other.model, other.member)
    renaming = f"{other.member} as {local}" if part.type == "import_specifier" else f"{other.member}: {local}"
    return [_replaced(part, other.member if local == other.member else renaming), _replaced(use, local)]


def _other_promise(other: Other, node: Node, binding: Binding) -> list[Edit] | None:
    """A second promisified function beside the one that is still needed."""
    known = _known_promise(other)
    if known is not None:
        return [_replaced(node, known)]
    model, statement = other.model, binding.declarations[0].site.parent
    call = binding.declarations[0].site.child_by_field_name("value")
    given = arguments(call) if call is not None and call.type == "call_expression" else []
    function = callee(call) if call is not None else None
    if (
        call is None
        or function is None
        or statement is None
        or len(given) != 1
        or not _is_promisify(model, call)
    ):
        return None
    imported, edits = _callback_form(other, given[0])
    name = free_name(model, f"{other.member}Async")
    text = model.text(statement)
    declares = text.split(maxsplit=1)[0]
    line = f"{declares} {name} = {model.text(function)}({imported}){';' if text.endswith(';') else ''}"
    exported = statement.parent is not None and statement.parent.type == "export_statement"
    whole = statement.parent if exported and statement.parent is not None else statement
    break_ = newline_of(model.facts.document.text) + indent_at(model.facts.document, whole.start_byte)
    at = Span(whole.end_byte, whole.end_byte)
    return [_replaced(node, name), Edit(at, f"{break_}{line}".encode()), *edits]


def _callback_form(other: Other, given: Node) -> tuple[str, list[Edit]]:
    """The code for the other function as it is handed to promisify."""
    object_ = given.child_by_field_name("object") if given.type == "member_expression" else None
    if object_ is not None and other.model.value(object_) == Api(other.package):
        return f"{other.model.text(object_)}.{other.member}", []
    added = member_import(other.model, other.files, other.package, other.member)
    return added.name, [added.edit] if added.edit is not None else []


def _known_promise(other: Other) -> str | None:
    """A name of the whole file for the other function's promise."""
    wanted = Api(f"{other.package}.{other.member}", promisified=True)
    for word in other.model.facts.occurrences("promisify"):
        call = next((above for above in ancestors(word) if above.type == "call_expression"), None)
        declarator = call.parent if call is not None else None
        name = declarator.child_by_field_name("name") if declarator is not None else None
        binding = other.model.facts.binding(name) if name is not None and name.type == "identifier" else None
        if binding is None or name is None or binding.scope.type != "program":
            continue
        if other.model.value(name) == wanted:
            return other.model.text(name)
    return None
