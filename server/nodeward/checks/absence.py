"""The way `absence`: an application is created and its protection is nowhere in the project's view of it."""

from collections.abc import Iterator

from nodeward.checks.conditions import holds
from nodeward.checks.context import Context, Hit
from nodeward.checks.development import for_development
from nodeward.checks.functions import catches
from nodeward.program.apps import App, Registration, apps
from nodeward.rulebook.protection import Protection
from nodeward.rulebook.rule import Absence
from nodeward.rulebook.ways import absences, names
from nodeward.semantics.callsites import call_sites
from nodeward.semantics.roles import parameters
from nodeward.semantics.values import UNKNOWN, Function, Site, api_name

_QUIET_KINDS = ("test", "script", "config", "browser")


def check(context: Context, way: Absence) -> Iterator[Hit]:
    """The applications of the file that lack a protection."""
    for app in _apps(context):
        if app.framework.app == way.on and _lacks(context, way, app) and not _folded(context, way, app):
            yield Hit(app.creation.node, {"app": _name(app)})


def _apps(context: Context) -> list[App]:
    if not context.program.complete or context.kind in _QUIET_KINDS:
        return []
    return context.cached("apps", lambda: [] if for_development(context) else _found(context))


def _found(context: Context) -> list[App]:
    return apps(context.program, context.model.path)


def _lacks(context: Context, way: Absence, app: App) -> bool:
    """Whether the protection is missing, as far as that can be known: an application out of sight lacks nothing."""
    if app.partial or app.mounted or not app.served:
        return False
    if way.routes and not app.has_routes():
        return False
    protections = way.of if isinstance(way.of, list) else [way.of]
    if any(_protected(context, protection, app) for protection in protections):
        return False
    return not _sets_headers(way, app)


def _folded(context: Context, way: Absence, app: App) -> bool:
    """Whether another rule reports this application already, so that one diagnostic is enough."""
    other = context.book.rules.get(way.unless_rule) if way.unless_rule is not None else None
    if other is None:
        return False
    return any(each.on == app.framework.app and _lacks(context, each, app) for each in absences(other))


def _protected(context: Context, protection: Protection, app: App) -> bool:
    wanted = names(protection.call)
    matches: set[str] = set()
    for registration in app.registrations:
        if registration.name in wanted:
            found = _matches(context, protection, registration)
            if found is None:
                return True
            matches |= found
    if any(
        _in_router(context, protection, app, name)
        for name in wanted
        if name.rpartition(".")[0] in app.framework.routers
    ):
        return True
    return len(matches) >= protection.at_least


def _matches(context: Context, protection: Protection, registration: Registration) -> set[str] | None:
    """What of a registration protects; None where something unknown is registered that may protect."""
    given = registration.arguments()
    if not (protection.argument or protection.parameters or protection.arguments or protection.catches):
        return {registration.name}
    if protection.arguments:
        fits = all(
            holds(context, condition, given[at] if at < len(given) else None)
            for at, condition in protection.arguments.items()
        )
        return {registration.name} if fits else set()
    found: set[str] = set()
    for site in given:
        value = site.model.value(site.node)
        if value == UNKNOWN:
            return None
        name = api_name(value)
        if name in protection.argument:
            found.add(name or "")
        if protection.catches and isinstance(value, Function) and catches(value):
            found.add(registration.name)
        if protection.parameters is not None and isinstance(value, Function):
            found |= (
                {registration.name} if len(parameters(value.site.node)) == protection.parameters else set()
            )
        if protection.parameters is not None and name is not None and _may_be_handler(name):
            return None
    return found


def _may_be_handler(name: str) -> bool:
    """A handler that a library made may take an error; its routers and its known middleware do not."""
    return name.lower().endswith("handler") or "error" in name.lower().rpartition(".")[2]


def _in_router(context: Context, protection: Protection, app: App, name: str) -> bool:
    """Whether a router of a file that the application mounts has the protection."""
    for path in _mounted_files(context, app):
        model = context.program.model(path)
        for site in call_sites(model, frozenset({name})).get(name, []) if model is not None else []:
            assert model is not None
            if _matches(context, protection, Registration(name, "", model.site(site.node))) != set():
                return True
    return False


def _mounted_files(context: Context, app: App) -> list[str]:
    """The files of the application, and those that they load, as far as routers go: two hops."""
    paths = dict.fromkeys(registration.call.model.path for registration in app.registrations)
    for _ in range(2):
        for path in list(paths):
            paths.update(dict.fromkeys(context.program.loaded(path)))
    return list(paths)


def _sets_headers(way: Absence, app: App) -> bool:
    """Whether one of the application's files, or of its middleware, writes such a header by hand."""
    if not way.unless_header:
        return False
    models = {site.model.path: site.model for site in _sites(app)}
    texts = [model.facts.document.text.lower() for model in models.values()]
    return any(header.lower().encode() in text for header in way.unless_header for text in texts)


def _sites(app: App) -> Iterator[Site]:
    yield app.creation
    for registration in app.registrations:
        yield registration.call
        for site in registration.arguments():
            value = site.model.value(site.node)
            if isinstance(value, Function):
                yield value.site


def _name(app: App) -> str:
    parent = app.creation.node.parent
    name = (
        parent.child_by_field_name("name")
        if parent is not None and parent.type == "variable_declarator"
        else None
    )
    return app.creation.model.text(name) if name is not None else "app"
