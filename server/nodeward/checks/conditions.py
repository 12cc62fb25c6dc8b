"""Whether the value of an expression fulfils a condition. What is unknown fulfils none but `not-constant`."""

import re
from collections.abc import Callable

from nodeward.checks.around import names_in
from nodeward.checks.context import Context
from nodeward.checks.folders import own_folder
from nodeward.checks.functions import gives_nothing, lets_everything_through
from nodeward.checks.naming import own_name
from nodeward.checks.parts import parts
from nodeward.checks.secrets import secret_text
from nodeward.checks.texts import listed, number_after
from nodeward.rulebook.condition import Condition
from nodeward.rulebook.shape import Scalar
from nodeward.semantics.constancy import is_fixed
from nodeward.semantics.handed import passed_on
from nodeward.semantics.primitives import type_of
from nodeward.semantics.roles import parameters
from nodeward.semantics.shapes import elements, shape
from nodeward.semantics.sources import source_in
from nodeward.semantics.values import (
    UNDEFINED,
    Api,
    Array,
    Constant,
    Function,
    Object,
    Regex,
    Result,
    Site,
    Text,
    Value,
    constant_text,
)

_FIRST_WORD = re.compile(r"[\w.\-]+")
_SIZE = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(b|kb|mb|gb|tb)?\s*$", re.IGNORECASE)
_SIZES = {"b": 1, "kb": 1024, "mb": 1024**2, "gb": 1024**3, "tb": 1024**4}
_TIME = re.compile(
    r"^\s*(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|y|yrs?|years?)?\s*$",
    re.IGNORECASE,
)
_TIMES = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800, "y": 31_557_600}


def holds(context: Context, condition: Condition, site: Site | None) -> bool:
    """Whether the expression at `site` (None: not given) fulfils every part of a condition that is set."""
    if site is None:
        return _only_absent(condition) or any(holds(context, inner, None) for inner in condition.any_)
    if condition.absent:
        return False
    value = site.model.value(site.node)
    return all(judge(context, condition, site, value) for judge in _JUDGES) and _any(context, condition, site)


def number(value: Value, unit: str | None) -> float | None:
    """A constant number; text as a size in bytes (`5mb`) or a time in seconds (`15m`, a bare number in ms) by unit."""
    if not isinstance(value, Constant) or isinstance(value.value, bool):
        return None
    if isinstance(value.value, int | float):
        return float(value.value)
    if not isinstance(value.value, str) or unit is None:
        return None
    return _size(value.value) if unit == "bytes" else _seconds(value.value)


def _number(condition: Condition, value: Value) -> float | None:
    if condition.number_after is None:
        return number(value, condition.unit)
    text = constant_text(value)
    place = number_after(text, condition.number_after) if text is not None else None
    return float(text[slice(*place)]) if text is not None and place is not None else None


def is_one_of(value: Value, wanted: list[Scalar], *, ignore_case: bool = False) -> bool:
    """Whether a constant equals one of these scalars; `true` is not 1."""
    if not isinstance(value, Constant) or value.value is UNDEFINED:
        return False
    found = value.value
    if isinstance(found, str) and ignore_case:
        return found.lower() in [item.lower() for item in wanted if isinstance(item, str)]
    return any(_kind(item) is _kind(found) and item == found for item in wanted)


def _kind(value: object) -> type:
    return float if isinstance(value, int | float) and not isinstance(value, bool) else type(value)


def _only_absent(condition: Condition) -> bool:
    return condition == Condition(absent=True)


def _equals(_context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    return not condition.equals or is_one_of(value, condition.equals, ignore_case=condition.ignore_case)


def _text(_context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    return text_holds(condition, constant_text(value))


def text_holds(condition: Condition, text: str | None) -> bool:
    """Whether a text (None: unknown) begins with, ends with and contains what a condition says."""
    tests: list[tuple[list[str], Callable[[str, str], bool]]] = [
        (condition.starts_with, lambda text, part: text.startswith(part)),
        (condition.ends_with, lambda text, part: text.endswith(part)),
        (condition.contains, lambda text, part: part in text),
    ]
    wanted = [(parts, test) for parts, test in tests if parts]
    if not wanted:
        return True
    if text is None:
        return False
    spelled = text.lower() if condition.ignore_case else text
    return all(any(test(spelled, part) for part in parts) for parts, test in wanted)


def _length(_context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    if condition.shorter_than is None:
        return True
    text = constant_text(value)
    return text is not None and len(text) < condition.shorter_than


def _lists(_context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    text = constant_text(value) if condition.lists else None
    return not condition.lists or (text is not None and bool(listed(text, condition.lists)))


def _includes(_context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    if not condition.includes:
        return True
    items = elements(value) if isinstance(value, Array) else None
    found = [item.model.value(item.node) for item in items or []]
    return any(is_one_of(each, condition.includes, ignore_case=condition.ignore_case) for each in found)


def missing_words(value: Value, wanted: list[str]) -> list[str]:
    """The words that no known piece of a text holds, whatever their case; none where the value is no text."""
    if isinstance(value, Constant) and isinstance(value.value, str):
        known = value.value.lower()
    elif isinstance(value, Text):
        known = " ".join(piece for piece in value.pieces if isinstance(piece, str)).lower()
    else:
        return []
    return [word for word in wanted if word.lower() not in known]


def _omits(_context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    return not condition.omits or bool(missing_words(value, condition.omits))


def _numbers(_context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    if condition.below is None and condition.above is None:
        return True
    found = _number(condition, value)
    if found is None:
        return False
    return (condition.below is None or found < condition.below) and (
        condition.above is None or found > condition.above
    )


def _constancy(_context: Context, condition: Condition, site: Site, value: Value) -> bool:
    if condition.constant and not constant_text(value):
        return False
    if condition.passed_on and not passed_on(site):
        return False
    if not condition.not_constant:
        return True
    return not (isinstance(value, Function | Object) or is_fixed(site, frozenset(condition.cleaned_by)))


def _type(_context: Context, condition: Condition, site: Site, _value: Value) -> bool:
    return condition.type is None or type_of(site) == condition.type


def _names(_context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    if not condition.is_:
        return True
    if isinstance(value, Api | Result):
        name = value.name if isinstance(value, Api) else value.api
        return name in condition.is_ or f"{name.rpartition('.')[0]}.*" in condition.is_
    return isinstance(value, Regex) and "RegExp" in condition.is_


def _objects(context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    if not condition.has and not condition.lacks:
        return True
    if not isinstance(value, Object):
        return False
    found = shape(value)
    if not all(found.lacks(key) for key in condition.lacks):
        return False
    for key, inner in condition.has.items():
        site = found.site(key)
        if (site is None and not found.lacks(key)) or not holds(context, inner, site):
            return False
    return True


def _sources(_context: Context, condition: Condition, site: Site, _value: Value) -> bool:
    return not condition.holds or source_in(site, tuple(condition.holds)) is not None


def _named(context: Context, condition: Condition, site: Site, value: Value) -> bool:
    if condition.named is None:
        return True
    name = _beginning(value)
    if name is None and site.node.type == "call_expression":
        return any(map(context.vocabulary(condition.named), names_in(site)))
    name = name or own_name(site)
    return name is not None and context.vocabulary(condition.named)(name) is not None


def _beginning(value: Value) -> str | None:
    """The word that a text begins with: of `sid=${id}; Path=/` it is sid."""
    first = value.pieces[0] if isinstance(value, Text) else constant_text(value)
    found = _FIRST_WORD.match(first) if isinstance(first, str) else None
    return found.group() if found is not None else None


def _parameters(_context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    if condition.parameters is None:
        return True
    return isinstance(value, Function) and len(parameters(value.site.node)) == condition.parameters


def _lets_through(_context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    return not condition.lets_through or (isinstance(value, Function) and lets_everything_through(value))


def _gives_nothing(_context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    return not condition.gives_nothing or (isinstance(value, Function) and gives_nothing(value))


def _secret(_context: Context, condition: Condition, site: Site, _value: Value) -> bool:
    return not condition.secret or secret_text(site) is not None


def _own_folder(_context: Context, condition: Condition, site: Site, _value: Value) -> bool:
    return not condition.own_folder or own_folder(site)


def _items(context: Context, condition: Condition, _site: Site, value: Value) -> bool:
    inner = condition.items
    return inner is None or any(holds(context, inner, part) for part in parts(value))


def _any(context: Context, condition: Condition, site: Site) -> bool:
    return not condition.any_ or any(holds(context, inner, site) for inner in condition.any_)


def _size(text: str) -> float | None:
    found = _SIZE.match(text)
    return float(found.group(1)) * _SIZES[(found.group(2) or "b").lower()] if found else None


def _seconds(text: str) -> float | None:
    found = _TIME.match(text)
    if found is None:
        return None
    unit = (found.group(2) or "ms").lower()
    known = "ms" if unit.startswith(("ms", "milli")) else unit[0]
    return float(found.group(1)) * _TIMES[known]


_JUDGES = (
    _equals,
    _text,
    _length,
    _includes,
    _lets_through,
    _gives_nothing,
    _lists,
    _omits,
    _numbers,
    _constancy,
    _type,
    _names,
    _objects,
    _sources,
    _named,
    _parameters,
    _secret,
    _own_folder,
    _items,
)
