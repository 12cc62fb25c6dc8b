"""An options object judged: which required options it lacks, which forbidden ones it has."""

from dataclasses import dataclass, field

from nodeward.checks.conditions import holds, is_one_of
from nodeward.checks.context import Context
from nodeward.rulebook.condition import Condition, Options
from nodeward.rulebook.shape import Scalar
from nodeward.semantics.calls import arguments
from nodeward.semantics.shapes import Shape, shape
from nodeward.semantics.values import UNDEFINED, Constant, Object, Site
from nodeward.syntax.nodes import Node


@dataclass(slots=True)
class Wrong:
    """What is wrong with an options object: dotted keys that are missing or have a bad value, and the forbidden ones."""

    missing: list[str] = field(default_factory=list)
    forbidden: list[tuple[str, Site]] = field(default_factory=list)


def options_of(context: Context, options: Options, call: Node) -> Shape | None:
    """The shape of the options of a call: empty where none are given, None where they are not known."""
    given = arguments(call)
    if any(node.type == "spread_element" for node in given):
        return None
    positions = options.argument if isinstance(options.argument, list) else [options.argument]
    sites = [context.model.site(given[at]) for at in positions if -len(given) <= at < len(given)]
    objects = [value for site in sites if isinstance(value := site.model.value(site.node), Object)]
    if objects:
        return _below(shape(objects[0]), options.below)
    # Nothing, `undefined` and `null` say that there are none; anything else may be options that we do not see.
    bare = all(_is_none(site) for site in sites) if not isinstance(options.argument, list) else not sites
    return Shape() if bare else None


def wrong_options(context: Context, options: Options, found: Shape) -> Wrong:
    """Which of the options are not as they should be; what is unknown is taken for right."""
    wrong = Wrong()
    for key, good in options.require.items():
        default = Constant(options.defaults[key]) if key in options.defaults else None
        if _is_bad(found, key.split("."), good, default):
            wrong.missing.append(key)
    wrong.missing += [key for key in options.given if _is_missing(found, key.split("."))]
    for key, condition in options.forbid.items():
        site = _forbidden(context, found, key.split("."), condition)
        if site is not None:
            wrong.forbidden.append((key, site))
    return wrong


def _is_missing(found: Shape, keys: list[str]) -> bool:
    if found.lacks(keys[0]):
        return True
    site = found.site(keys[0]) if len(keys) > 1 else None
    value = site.model.value(site.node) if site is not None else None
    return isinstance(value, Object) and _is_missing(shape(value), keys[1:])


def _below(found: Shape, key: str | None) -> Shape | None:
    for part in key.split(".") if key is not None else []:
        if found.lacks(part):
            return Shape()
        site = found.site(part)
        value = site.model.value(site.node) if site is not None else None
        if not isinstance(value, Object):
            return None
        found = shape(value)
    return found


def _is_none(site: Site) -> bool:
    value = site.model.value(site.node)
    return isinstance(value, Constant) and value.value in (None, UNDEFINED)


def _is_bad(found: Shape, keys: list[str], good: list[Scalar], default: Constant | None) -> bool:
    key = keys[0]
    if found.lacks(key):
        return default is None or not is_one_of(default, good)
    site = found.site(key)
    if site is None:
        return False
    value = site.model.value(site.node)
    if len(keys) > 1:
        return isinstance(value, Object) and _is_bad(shape(value), keys[1:], good, default)
    if not isinstance(value, Constant):
        return False
    if value.value is UNDEFINED:
        return default is None or not is_one_of(default, good)
    return not is_one_of(value, good, ignore_case=True)


def _forbidden(context: Context, found: Shape, keys: list[str], condition: Condition) -> Site | None:
    site = found.site(keys[0])
    if site is None:
        return None
    if len(keys) == 1:
        return site if holds(context, condition, site) else None
    value = site.model.value(site.node)
    return _forbidden(context, shape(value), keys[1:], condition) if isinstance(value, Object) else None
