"""Where a class does first what has to be done to one of its fields: at the start of its constructor. Shared by such builders."""

from nodeward.fixes.placing import Place, unwrapped_value
from nodeward.fixes.style import indent_at, style_of
from nodeward.semantics.model import Model
from nodeward.syntax.nodes import Node, first_named, named
from nodeward.text.span import Span

_FIELDS = ("field_definition", "public_field_definition")


def place_in_class(model: Model, creation: Node) -> Place | None:
    """The place for an application that is made as the value of a field: fields are there before the constructor's body."""
    value = unwrapped_value(creation)
    field = value.parent
    if field is None or field.type not in _FIELDS or field.child_by_field_name("value") != value:
        return None
    body, key = field.parent, field.child_by_field_name("name") or field.child_by_field_name("property")
    if body is None or key is None or key.type not in ("property_identifier", "private_property_identifier"):
        return None
    target = f"this.{model.text(key)}"
    static = any(child.type == "static" for child in field.children)
    if static or any(each != field and target in model.text(each) for each in _fields(body)):
        return None  # another field does something to it before the constructor can
    constructor = next((each for each in named(body) if _is_constructor(model, each)), None)
    if constructor is not None:
        return _in_constructor(model, body, constructor, target)
    return None if _extends(body) else _new_constructor(model, body, target)


def _in_constructor(model: Model, body: Node, constructor: Node, target: str) -> Place | None:
    block = constructor.child_by_field_name("body")
    if block is None:
        return None  # of an overload
    document, style = model.facts.document, style_of(model.facts.document)
    outer = indent_at(document, constructor.start_byte)
    statements = [each for each in named(block) if each.type != "comment"]
    if not statements:
        inner = outer + style.indent
        return Place(
            target,
            Span(block.start_byte + 1, block.end_byte - 1),
            style.newline + inner,
            style.newline + outer,
        )
    if statements[0].start_point[0] == block.start_point[0]:
        return None  # all on one line
    begun = block.start_byte + 1
    if _extends(body):
        called = next((each for each in statements if _is_super(model, each)), None)
        if called is None:
            return None
        begun = called.end_byte
    return Place(target, Span(begun, begun), style.newline + indent_at(document, statements[0].start_byte))


def _new_constructor(model: Model, body: Node, target: str) -> Place:
    document, style = model.facts.document, style_of(model.facts.document)
    last = _fields(body)[-1]
    end = last.next_sibling
    at = end.end_byte if end is not None and end.type == ";" else last.end_byte
    outer = indent_at(document, last.start_byte)
    head = f"{style.newline}{style.newline}{outer}constructor() {{{style.newline}{outer}{style.indent}"
    return Place(target, Span(at, at), head, f"{style.newline}{outer}}}")


def _fields(body: Node) -> list[Node]:
    return [each for each in named(body) if each.type in _FIELDS]


def _is_constructor(model: Model, member: Node) -> bool:
    name = member.child_by_field_name("name") if member.type == "method_definition" else None
    return name is not None and model.text(name) == "constructor"


def _extends(body: Node) -> bool:
    """Whether the class has a parent, whose constructor has to be called first."""
    return body.parent is not None and any(
        each.type == "class_heritage" and "extends" in (each.text or b"").decode()
        for each in body.parent.children
    )


def _is_super(model: Model, statement: Node) -> bool:
    call = first_named(statement) if statement.type == "expression_statement" else None
    function = call.child_by_field_name("function") if call is not None else None
    return function is not None and model.text(function) == "super"
