"""What a response is said to be before it is sent: HTML, something else, or nothing that can be seen."""

from collections.abc import Iterator

from nodeward.semantics.calls import arguments
from nodeward.semantics.primitives import Type, type_of
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.shapes import key_text, shape
from nodeward.semantics.values import Array, Constant, Object, Site, constant_text
from nodeward.syntax.nodes import Node, ancestors, first_named, named
from nodeward.taint.prefix import known_text

UNSEEN = "?"  # a type is set, and nobody knows to what
_TYPES = frozenset({"type", "contentType"})
_HEADERS = frozenset({"set", "header", "headers", "setHeader", "writeHead", "append"})
_BLOCKS = frozenset({"statement_block", "program", "switch_case", "switch_default"})


def may_be_page(site: Site, value: Site, page: str) -> bool:
    """Whether the response that the call or assignment at `site` sends is read as HTML, as far as `page` asks.

    `said`: it is said to be; `possible`: nothing else is said; `sniffed`: and text whose beginning is known begins as markup.
    """
    if isinstance(value.model.value(value.node), Array | Object) or type_of(value) is Type.ARRAY:
        return False  # sent as JSON
    said = said_type(site)
    if said is not None:
        return is_html(said)
    if page == "said":
        return False
    begins = known_text(value.model, value.node) if page == "sniffed" else None
    return not (begins or "").strip() or (begins or "").lstrip().startswith("<")


def is_html(said: str) -> bool:
    """Whether a media type, or Express's short name of one, is one whose scripts a browser runs."""
    return "html" in said.lower() or "svg" in said.lower()


def said_html(site: Site) -> bool:
    """Whether the response is said to be HTML."""
    return site.node.type in ("call_expression", "assignment_expression") and is_html(said_type(site) or "")


def said_type(site: Site) -> str | None:
    """The type that the response has: set in the chain of calls, or by a statement before; None where nothing is said."""
    model, node = site.model, site.node
    callee = node.child_by_field_name("function") or node.child_by_field_name("left")
    at = callee.child_by_field_name("object") if callee is not None else None
    while at is not None and at.type == "call_expression":
        found = _said_by(model.site(at))
        if found is not None:
            return found
        inner = at.child_by_field_name("function")
        at = inner.child_by_field_name("object") if inner is not None else None
    response = model.text(at).removesuffix(".response") if at is not None else ""
    return next(_said_after(site), None) or next(_said_before(site, response), None) or _branch(site)


def _said_after(site: Site) -> Iterator[str]:
    """By calls that are chained behind: `h.response(x).type("text/plain")`."""
    for around in ancestors(site.node):
        if around.type not in ("member_expression", "call_expression"):
            return
        found = _said_by(site.model.site(around)) if around.type == "call_expression" else None
        if found is not None:
            yield found


def _said_before(site: Site, response: str) -> Iterator[str]:
    """By the statements before, the nearest first; for an assignment also by those behind it."""
    at, sends_later = site.node, site.node.type != "call_expression"
    for around in ancestors(site.node):
        inside = named(around) if around.type in _BLOCKS else []
        wanted = [each for each in inside if each.start_byte < at.start_byte or (sends_later and each != at)]
        for statement in reversed(wanted):
            inner = first_named(statement) if statement.type == "expression_statement" else None
            if inner is not None:
                yield from _said_of(site, unwrapped(inner), response)
        at = around


def _said_of(site: Site, node: Node, response: str) -> Iterator[str]:
    model = site.model
    if not model.text(node).startswith(response + "."):
        return
    if node.type == "assignment_expression":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None and right is not None and model.text(left).endswith(".type"):
            yield _text(model.site(right))
    while node.type == "call_expression":
        found = _said_by(model.site(node))
        if found is not None:
            yield found
        callee = node.child_by_field_name("function")
        inner = callee.child_by_field_name("object") if callee is not None else None
        if inner is None:
            return
        node = inner


def _said_by(site: Site) -> str | None:
    """What one call says: `type("html")`, `set("Content-Type", ...)`, `writeHead(200, {...})`, `attachment()`."""
    callee = site.node.child_by_field_name("function")
    key = callee.child_by_field_name("property") if callee is not None else None
    method, given = site.model.text(key) if key is not None else "", arguments(site.node)
    if method == "attachment":
        return method
    if method in _TYPES and given:
        return _text(site.model.site(given[0]))
    if method not in _HEADERS or not given:
        return None
    value = site.model.value(given[-1])
    if isinstance(value, Object):
        found = shape(value).properties.items()
        return next((_text(sites[0]) for name, sites in found if name.lower() == "content-type"), None)
    name = site.model.value(given[0])
    if len(given) < 2 or not isinstance(name, Constant) or str(name.value).lower() != "content-type":
        return None
    return _text(site.model.site(given[1]))


def _text(site: Site) -> str:
    return constant_text(site.model.value(site.node)) or known_text(site.model, site.node) or UNSEEN


def _branch(site: Site) -> str | None:
    """`res.format({ "text/plain": () => res.send(x) })`: the key of the function."""
    for around in ancestors(site.node):
        key = around.child_by_field_name("key") if around.type in ("pair", "method_definition") else None
        call = (
            around.parent.parent.parent
            if around.parent is not None and around.parent.parent is not None
            else None
        )
        callee = call.child_by_field_name("function") if call is not None else None
        method = callee.child_by_field_name("property") if callee is not None else None
        if key is not None and method is not None and site.model.text(method) == "format":
            return key_text(site.model, key) or UNSEEN
    return None
