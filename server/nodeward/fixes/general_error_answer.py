"""Logs an error and answers with a text that says nothing about the inside, in place of what the response was sent."""

from dataclasses import dataclass

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at
from nodeward.fixes.style import Style, indent_at, style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.model import Model
from nodeward.syntax.nodes import Node, node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span

ANSWER = "Internal server error"
_OBJECTS = frozenset({"json", "jsonp"})
_TEXTS = frozenset({"send", "end"})
_LOGS = ("console.", "log.", "logger.", "req.log", "request.log", "winston.", "pino.")


@dataclass(frozen=True, slots=True)
class _Place:
    """The statement (or body of an arrow function) that sends, in its surroundings."""

    model: Model
    style: Style
    call: Node
    statement: Node
    error: str
    answer: str


def build(site: Site) -> Fix | Refusal:
    """The call is that of the finding; `error` is the expression that it sends."""
    model = site.model
    call = call_at(model, site.finding.details) if model is not None else None
    if model is None or call is None or "brought" in site.finding.details:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    style = style_of(model.facts.document)
    answer = _answer(model, style, call, site.finding.details)
    if isinstance(answer, Refusal):
        return answer
    error = _caught(model, site.finding.span)
    place = _Place(model, style, call, _statement(call), error, answer)
    edit = _edit(place)
    return (
        Fix(site.spec.title, (FileEdit(model.path, (edit,)),), safe=site.spec.safe)
        if edit is not None
        else Refusal(NoFix.NO_PLACE)
    )


def _answer(model: Model, style: Style, call: Node, details: object) -> str | Refusal:
    """The call as it is to be: the same response and status, another text."""
    callee = call.child_by_field_name("function")
    key = (
        callee.child_by_field_name("property")
        if callee is not None and callee.type == "member_expression"
        else None
    )
    receiver = callee.child_by_field_name("object") if callee is not None and key is not None else None
    given = call.child_by_field_name("arguments")
    if key is None or receiver is None or given is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    method, count = model.text(key), given.named_child_count
    if count != 1 or method not in _OBJECTS | _TEXTS:
        return Refusal(NoFix.NEEDS_HUMAN if method == "render" else NoFix.NO_PLACE)
    sent = given.named_children[0]
    text = style.string(ANSWER)
    body = f"{{ error: {text} }}" if method in _OBJECTS or sent.type == "object" else text
    return f"{model.text(receiver)}{_status(model, receiver, call, details)}.{method}({body})"


def _status(model: Model, receiver: Node, call: Node, details: object) -> str:
    """`.status(500)` where the response has no status yet and can be given one in the chain."""
    assert hasattr(details, "get")
    if details.get("status") or receiver.type == "call_expression":
        return ""
    name = model.value(call.child_by_field_name("function"))
    return ".status(500)" if getattr(name, "name", "").startswith("express.Response") else ""


def _caught(model: Model, span: Span) -> str:
    """The error itself: `error` of `error.message`."""
    node = node_at(model.facts.document, span.start, span.end)
    inner = (
        node.child_by_field_name("object") if node is not None and node.type == "member_expression" else node
    )
    return model.text(inner) if inner is not None else "error"


def _statement(call: Node) -> Node:
    """What has to give way: the statement, or the expression that is the body of an arrow function."""
    at = call
    while at.parent is not None and at.parent.type not in (
        "statement_block",
        "program",
        "if_statement",
        "else_clause",
        "arrow_function",
    ):
        at = at.parent
    return at


def _edit(place: _Place) -> Edit | None:
    model, style, statement = place.model, place.style, place.statement
    parent = statement.parent
    if parent is None or (
        statement.start_point[0] != statement.end_point[0] and parent.type != "statement_block"
    ):
        return None
    text = model.facts.document.text
    before = text[statement.start_byte : place.call.start_byte].decode("utf-8", "replace")
    after = text[place.call.end_byte : statement.end_byte].decode("utf-8", "replace")
    if before.strip() not in ("", "return", "await", "return await") or after.strip() not in ("", ";"):
        return None
    sends = f"{before}{place.answer}{after}"
    span = Span(statement.start_byte, statement.end_byte)
    if parent.type == "statement_block":
        return _in_block(place, sends, span)
    return _in_new_block(place, sends.rstrip(";") + style.semicolon, span)


def _in_block(place: _Place, sends: str, span: Span) -> Edit | None:
    log = "" if _is_logged(place) else f"console.error({place.error}){place.style.semicolon}"
    if not log:
        return Edit(span, sends.encode())
    document = place.model.facts.document
    indent = indent_at(document, span.start)
    line = document.text.rfind(b"\n", 0, span.start) + 1
    if document.text[line : span.start].strip():
        return None  # several statements on one line: there is no place for another
    return Edit(span, f"{log}{place.style.newline}{indent}{sends}".encode())


def _in_new_block(place: _Place, sends: str, span: Span) -> Edit | None:
    style, document = place.style, place.model.facts.document
    parent = place.statement.parent
    if parent is not None and parent.type == "else_clause":
        return None
    indent = indent_at(document, span.start)
    inner = indent + style.indent
    lines = [f"console.error({place.error}){style.semicolon}", sends]
    body = "".join(f"{style.newline}{inner}{line}" for line in lines)
    return Edit(span, f"{{{body}{style.newline}{indent}}}".encode())


def _is_logged(place: _Place) -> bool:
    """Whether a statement before logs the error already."""
    before = place.statement.prev_named_sibling
    while before is not None:
        text = place.model.text(before)
        if text.startswith(_LOGS) and place.error in text:
            return True
        before = before.prev_named_sibling
    return False
