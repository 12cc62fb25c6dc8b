"""What a file exports under a name: through re-exports, `export *`, and the forms of CommonJS."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nodeward.program.exports import Exports, Passed
from nodeward.semantics.members import member_of
from nodeward.semantics.model import Model
from nodeward.semantics.shapes import shape
from nodeward.semantics.statics import static_names
from nodeward.semantics.values import (
    UNDEFINED,
    UNKNOWN,
    Api,
    Class,
    Constant,
    Function,
    Module,
    Object,
    Value,
    join,
)

if TYPE_CHECKING:
    from nodeward.program.program import Program

MOST_FILES = 400  # that one name is looked for in

_Name = tuple[str, str]  # path of a file, name that it exports


@dataclass(frozen=True, slots=True)
class Stars:
    """What the `export *` statements of a file lead to: an index of many files is asked for each of their names."""

    named: Mapping[str, list[str]]  # files that say themselves what they export, by these names
    others: tuple[str, ...]  # files that may export any name
    unresolved: bool


def stars(program: "Program", path: str) -> Stars:
    """The files behind the `export *` statements of a file."""
    named: dict[str, list[str]] = {}
    others: list[str] = []
    targets = [program.resolve(path, specifier) for specifier in program.exports(path).stars]
    for target in dict.fromkeys(each.path for each in targets if isinstance(each, Module)):
        table = program.exports(target)
        for name in table.named:
            named.setdefault(name, []).append(target)
        if table.stars or not table.is_module:
            others.append(target)
    return Stars(named, tuple(others), None in targets)


def exported(program: "Program", path: str, name: str) -> Value:
    """The value of an exported name (ECMA-262, 16.2.1.7.2.2 ResolveExport); unknown where it is none or two."""
    queue: list[_Name] = [(path, name)]
    seen = set(queue)
    values: list[Value] = []
    beyond: list[Value] = []  # what `export *` of a library may give
    while queue and len(seen) <= MOST_FILES:
        here = queue.pop(0)
        for found in _given(program, *here, starred=here != (path, name)):
            if isinstance(found, tuple):
                queue += [found] if found not in seen else []
                seen.add(found)
            else:
                values.append(found)
        beyond += _of_libraries(program, *here)
    if values:
        return join(values)
    return beyond[0] if len(beyond) == 1 else UNKNOWN


def required(program: "Program", path: str) -> Value:
    """What `require` of a file gives: what it sets `module.exports` to, or its namespace."""
    model = program.model(path)
    if model is None:
        return UNKNOWN
    table = program.exports(path)
    if table.is_module or not table.whole:
        return Module(path)
    whole = join([model.value(node) for node in table.whole])
    more = table.named or table.merged
    return Module(path) if more and isinstance(whole, Object) else whole


def names(program: "Program", path: str) -> list[str]:
    """Every name that a file exports, as far as it is known, those of `export *` included."""
    found: dict[str, None] = {}
    queue = [path]
    seen = set(queue)
    while queue:
        here = queue.pop(0)
        model, table = program.model(here), program.exports(here)
        found.update(dict.fromkeys(table.named))
        for node in (*table.whole, *table.merged):
            value = model.value(node) if model is not None else UNKNOWN
            if isinstance(value, Object):
                found.update(dict.fromkeys(shape(value).properties))
            elif isinstance(value, Class | Function):
                found.update(dict.fromkeys(static_names(value.site)))
        for specifier in table.stars:
            target = program.resolve(here, specifier)
            if isinstance(target, Module) and target.path not in seen:
                seen.add(target.path)
                queue.append(target.path)
    return list(found)


def _given(program: "Program", path: str, name: str, *, starred: bool) -> Iterator[Value | _Name]:
    """What a file itself says of a name: its value, or the file and name that it passes on."""
    model, table = program.model(path), program.exports(path)
    if model is None:
        yield UNKNOWN
    elif name in table.named:
        for what in table.named[name]:
            yield _passed(program, path, what) if isinstance(what, Passed) else model.value(what)
    elif not table.is_module:
        value = _of_object(program, model, table, name)
        # Another file may be the one that `export *` means.
        if value != UNKNOWN or not starred:
            yield value
    elif name != "default":
        stars = program.stars(path)
        yield from ((target, name) for target in (*stars.named.get(name, ()), *stars.others))
        if stars.unresolved:
            yield UNKNOWN


def _of_libraries(program: "Program", path: str, name: str) -> Iterator[Value]:
    table = program.exports(path)
    if name in table.named or name == "default":
        return
    for specifier in table.stars:
        target = program.resolve(path, specifier)
        if isinstance(target, Api):
            yield Api(program.library.member(target.name, name))


def _passed(program: "Program", path: str, passed: Passed) -> Value | _Name:
    target = program.resolve(path, passed.specifier)
    if isinstance(target, Api):
        return target if passed.name == "*" else Api(program.library.member(target.name, passed.name))
    if target is None:
        return UNKNOWN
    return target if passed.name == "*" else (target.path, passed.name)


def _of_object(program: "Program", model: Model, table: Exports, name: str) -> Value:
    """A member of the object that a CommonJS file exports; `default` is the object itself."""
    if name == "default":
        return required(program, model.path)
    whole = join([model.value(node) for node in table.whole])
    objects = [whole, *(model.value(node) for node in table.merged)]
    found = [member_of(model, value, name) for value in objects]
    known = [value for value in found if value not in (UNKNOWN, Constant(UNDEFINED))]
    return join(known) if known else found[0]
