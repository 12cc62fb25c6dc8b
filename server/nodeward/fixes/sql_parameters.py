"""Puts a placeholder where a value is put into an SQL statement, and hands the value over as the driver takes it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nodeward.fixes.commands import Command, read_command
from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at, set_keys
from nodeward.fixes.sql_drivers import Driver, Place, driver_of
from nodeward.fixes.sql_text import Given, Part, read_sql
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Array, Function, Object
from nodeward.semantics.values import Site as Hole
from nodeward.syntax.nodes import Node, node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_MARK = re.compile(r"\?")
_NUMBERED = re.compile(r"(?<![:\w])[$:@]p?(\d+)\b")
_DONE = re.compile(r"cb|callback|done|next|fn", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_]\w*$")
_RUNS = frozenset({"all", "get", "iterate", "run"})


@dataclass(slots=True)
class _Call:
    """What is mended: the call, the statement that it is given, and what the placeholders stand for."""

    model: Model
    call: Node
    driver: Driver
    argument: Node
    values: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)  # how many placeholders stood before each value


def build(site: Site) -> Fix | Refusal:
    """The statement with placeholders, and the values behind it."""
    model = site.model
    call = call_at(model, site.finding.details) if model is not None else None
    driver = driver_of(site.finding.details.get("api", ""))
    argument = node_at(site.document, site.finding.span.start, site.finding.span.end)
    if model is None or call is None or driver is None or argument is None:
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    given = arguments(call)
    if not given or unwrapped(given[0]) != unwrapped(argument):
        return Refusal(NoFix.BUILT_ELSEWHERE)
    mended = _mended(_Call(model, call, driver, given[0]))
    if isinstance(mended, NoFix):
        return Refusal(mended)
    return Fix(site.spec.title, (FileEdit(model.path, tuple(mended)),), safe=site.spec.safe)


def _mended(at: _Call) -> list[Edit] | NoFix:
    command = read_command(at.model, at.argument, at.call)
    parts = read_sql(command.pieces, at.driver.dialect) if isinstance(command, Command) else command
    if isinstance(command, NoFix) or isinstance(parts, NoFix):
        return command if isinstance(command, NoFix) else parts if isinstance(parts, NoFix) else []
    if not any(isinstance(part, Given) for part in parts):
        return NoFix.BUILT_ELSEWHERE
    if at.driver.place is Place.TAG:
        return _tagged(at, parts) if command.declared is None else NoFix.BUILT_ELSEWHERE
    text = _statement(at, parts)
    known = _known(at, parts)
    handed = _PLACES[at.driver.place](at, known)
    if isinstance(handed, NoFix):
        return handed
    node = unwrapped(at.argument) if command.declared is None else _initial(command.declared)
    return [Edit(Span(node.start_byte, node.end_byte), text.encode()), *handed]


def _initial(statement: Node) -> Node:
    declarator = next(each for each in statement.named_children if each.type == "variable_declarator")
    return declarator.child_by_field_name("value") or declarator


def _statement(at: _Call, parts: list[Part]) -> str:
    """The code of the statement; what each placeholder stands for is noted on the way."""
    last = _known(at, parts) if at.driver.numbered else 0
    pieces: list[str | Hole] = []
    marks = 0
    for part in parts:
        if not isinstance(part, Given):
            marks += len(_MARK.findall(part)) if isinstance(part, str) else 0
            pieces.append(part)
            continue
        at.values.append(_code(part))
        at.slots.append(marks)
        at.names.append(_name(at, part, last + len(at.values)))
        pieces.append(at.driver.sign + (at.names[-1] if at.driver.numbered else ""))
    return _written(at.model, unwrapped(at.argument), pieces)


def _name(at: _Call, part: Given, number: int) -> str:
    if at.driver.place is Place.INPUT:
        return f"p{number}"
    if at.driver.place is not Place.OBJECT:
        return str(number)
    hole = next(piece for piece in part.pieces if isinstance(piece, Hole))
    found = _NAME.search(hole.model.text(hole.node))
    name = found.group() if found is not None else f"p{number}"
    taken = at.model.facts.document.text
    while name in at.names or f":{name}".encode() in taken:
        name += "2"
    return name


def _code(part: Given) -> str:
    """The value itself, or the text that it is put into."""
    if len(part.pieces) == 1 and isinstance(part.pieces[0], Hole):
        return _of(part.pieces[0])
    return _template(part.pieces)


def _of(hole: Hole) -> str:
    return hole.model.text(hole.node)


def _template(pieces: tuple[str | Hole, ...] | list[str | Hole]) -> str:
    inside = "".join(
        piece.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
        if isinstance(piece, str)
        else f"${{{_of(piece)}}}"
        for piece in pieces
    )
    return f"`{inside}`"


def _written(model: Model, node: Node, pieces: list[str | Hole]) -> str:
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    stays = any(isinstance(piece, Hole) for piece in pieces)
    if stays or "\n" in text or "\r" in text:
        return _template(pieces)
    style = style_of(model.facts.document)
    return (
        style.string(text) if style.quote not in text or node.type != "template_string" else _template([text])
    )


def _known(at: _Call, parts: list[Part]) -> int:
    """How many values the statement was handed before."""
    own = "".join(part if isinstance(part, str) else " " for part in parts)
    if at.driver.numbered:
        return max((int(found) for found in _NUMBERED.findall(own)), default=0)
    return len(_MARK.findall(own))


def _into_list(at: _Call, known: int) -> list[Edit] | NoFix:
    """`query(sql, [values], done)`: a list of its own, or more elements for the one that is there."""
    rest = arguments(at.call)[1:]
    if not rest or _is_done(at.model, rest[0]):
        if known:
            return NoFix.BUILT_ELSEWHERE
        end = arguments(at.call)[0].end_byte
        return [Edit(Span(end, end), f", [{', '.join(at.values)}]".encode())]
    value = at.model.value(rest[0])
    if rest[0].type != "array" or not isinstance(value, Array):
        return NoFix.BUILT_ELSEWHERE
    return _among(at, rest[0].named_children, known, rest[0].start_byte + 1)


def _among(at: _Call, elements: list[Node], known: int, start: int) -> list[Edit] | NoFix:
    """The values put between those that are there already, in the order of their placeholders."""
    if len(elements) != known or any(each.type in ("comment", "spread_element") for each in elements):
        return NoFix.BUILT_ELSEWHERE
    edits = []
    for value, slot in zip(at.values, at.slots, strict=True):
        before = known if at.driver.numbered else slot
        place = elements[before - 1].end_byte if before else start
        joined = f", {value}" if before else f"{value}, " if elements else value
        edits.append(Edit(Span(place, place), joined.encode()))
    if not elements:
        return [Edit(Span(start, start), ", ".join(at.values).encode())]
    return edits


def _is_done(model: Model, node: Node) -> bool:
    """Whether an argument is the function that is called in the end."""
    return isinstance(model.value(node), Function) or (
        node.type == "identifier" and _DONE.fullmatch(model.text(node)) is not None
    )


def _into_statement(at: _Call, known: int) -> list[Edit] | NoFix:
    """`db.prepare(sql).get(values)`."""
    member = at.call.parent
    run = member.parent if member is not None else None
    key = member.child_by_field_name("property") if member is not None else None
    if run is None or key is None or at.model.text(key) not in _RUNS or run.type != "call_expression":
        return NoFix.BUILT_ELSEWHERE
    listed = run.child_by_field_name("arguments")
    given = arguments(run)
    if callee(run) != member or listed is None or len(arguments(at.call)) != 1:
        return NoFix.BUILT_ELSEWHERE
    if any(isinstance(at.model.value(each), Array | Object) for each in given):
        return NoFix.BUILT_ELSEWHERE
    return _among(at, given, known, listed.start_byte + 1)


def _into_input(at: _Call, _known: int) -> list[Edit] | NoFix:
    """`request.input("p1", value).query(sql)`."""
    function = callee(at.call)
    object_ = function.child_by_field_name("object") if function is not None else None
    if object_ is None:
        return NoFix.BUILT_ELSEWHERE
    style = style_of(at.model.facts.document)
    pairs = zip(at.names, at.values, strict=True)
    code = "".join(f".input({style.string(name)}, {value})" for name, value in pairs)
    return [Edit(Span(object_.end_byte, object_.end_byte), code.encode())]


def _into_replacements(at: _Call, known: int) -> list[Edit] | NoFix:
    """`query(sql, { replacements: [values] })`."""
    rest, listed = arguments(at.call)[1:], f"[{', '.join(at.values)}]"
    if known:
        return NoFix.BUILT_ELSEWHERE
    if not rest:
        end = arguments(at.call)[0].end_byte
        return [Edit(Span(end, end), f", {{ replacements: {listed} }}".encode())]
    value = at.model.value(rest[0])
    if not isinstance(value, Object) or value.site.model is not at.model or rest[0].type != "object":
        return NoFix.BUILT_ELSEWHERE
    keys = at.model.text(rest[0])
    if "replacements" in keys or "bind" in keys or "..." in keys:
        return NoFix.BUILT_ELSEWHERE
    return set_keys(at.model, value, {"replacements": listed}) or NoFix.BUILT_ELSEWHERE


def _into_object(at: _Call, _known: int) -> list[Edit] | NoFix:
    """`where("user.name = :name", { name: value })`."""
    rest = arguments(at.call)[1:]
    if rest:
        return NoFix.BUILT_ELSEWHERE
    pairs = zip(at.names, at.values, strict=True)
    inside = ", ".join(name if name == value else f"{name}: {value}" for name, value in pairs)
    end = arguments(at.call)[0].end_byte
    return [Edit(Span(end, end), f", {{ {inside} }}".encode())]


def _tagged(at: _Call, parts: list[Part]) -> list[Edit] | NoFix:
    """The statement as a tagged template, which sends its holes apart."""
    function = callee(at.call)
    key = function.child_by_field_name("property") if function is not None else None
    listed = at.call.child_by_field_name("arguments")
    if len(arguments(at.call)) != 1 or key is None or listed is None:
        return NoFix.BUILT_ELSEWHERE
    if any(isinstance(part, Hole) for part in parts):
        return NoFix.NAME_IN_SQL
    escaped = "".join(
        _template([part])[1:-1] if isinstance(part, str) else f"${{{_code(part)}}}"
        for part in parts
        if not isinstance(part, Hole)
    )
    return [
        Edit(Span(key.start_byte, key.end_byte), at.driver.tag.encode()),
        Edit(Span(listed.start_byte, listed.end_byte), f"`{escaped}`".encode()),
    ]


_PLACES: Mapping[Place, Callable[[_Call, int], list[Edit] | NoFix]] = {
    Place.LIST: _into_list,
    Place.STATEMENT: _into_statement,
    Place.INPUT: _into_input,
    Place.REPLACEMENTS: _into_replacements,
    Place.OBJECT: _into_object,
}
