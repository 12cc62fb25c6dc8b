"""An application followed through its workspace: variables, fields, functions that it is handed to, files that import it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nodeward.program.apps import App, Registration
from nodeward.program.handing import Handed, binds, handed_to, handed_to_class, returned_by
from nodeward.program.instances import outer_uses, own_uses
from nodeward.program.references import export_keys, references
from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.classes import enclosing_class
from nodeward.semantics.forward import uses
from nodeward.semantics.returns import returning
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Api, Class, Constant, Function, Result, Site, Value, api_name
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.program.program import Program

MOST_USES = 4_000  # uses of one application; one with more is partial
_LATER = 2**62  # comes after everything that has a place in the file
_MEMBERS = frozenset({"member_expression", "subscript_expression"})
_FIELDS = frozenset({"field_definition", "public_field_definition"})
_CHOICES = frozenset({"||", "&&", "??"})
_LOOKS = frozenset(
    {"unary_expression", "binary_expression", "template_substitution", "type_query", "type_annotation"}
)
_SERVERS = (".createServer", ".createSecureServer", ".Server")

_Keys = tuple[str, ...]
_Way = tuple[
    tuple[Site, Site], ...
]  # the calls by which it was handed on, each with the function that is called
_Order = tuple[int, ...]  # places, from the outermost call on, by which registrations are sorted


@dataclass(frozen=True, slots=True)
class _Use:
    """An expression whose member `keys` is the application (none: it is the application itself)."""

    site: Site
    keys: _Keys
    order: _Order
    way: _Way = ()


def track(program: "Program", app: App) -> None:
    """Fills in everything that the workspace does to an application."""
    tracker = _Tracker(program, app)
    tracker.follow(app.creation, (), ())
    app.exported = bool(export_keys(program, app.creation.model, app.creation.node))
    tracker.run()
    app.registrations = [registration for _, registration in sorted(tracker.found, key=lambda pair: pair[0])]


class _Tracker:
    """A worklist of expressions that mean the application."""

    def __init__(self, program: "Program", app: App) -> None:
        self.program = program
        self.app = app
        self.found: list[tuple[_Order, Registration]] = []
        self.queue: list[_Use] = []
        self.seen: set[tuple[Site, _Keys]] = set()
        self.files: dict[str, int] = {}

    def follow(self, site: Site, keys: _Keys, order: _Order, way: _Way = ()) -> None:
        """The member `keys` of the value at `site` is the application: whatever it is used as is looked at."""
        self._everywhere(_Use(site, keys, order, way))
        for reference in self.program.references(site.model.path, site.node):
            self._add(_Use(reference, keys, self._elsewhere(reference, order)))
        for reference in references(self.program, site.model.path, site.node, keys) if keys else ():
            self._add(_Use(reference, (), self._elsewhere(reference, order)))

    def _elsewhere(self, reference: Site, order: _Order) -> _Order:
        return (*order, _LATER, self.files.setdefault(reference.model.path, len(self.files)))

    def run(self) -> None:
        """Looks at every use until none is left."""
        while self.queue:
            if len(self.seen) > MOST_USES:
                self.app.partial = True
                return
            self._use(self.queue.pop(0))

    def _everywhere(self, use: _Use) -> None:
        model, node = use.site.model, use.site.node
        for found in uses(model, node, use.keys):
            self._add(_Use(model.site(found), (), use.order, use.way))
        for found in uses(model, node) if use.keys else ():
            self._add(_Use(model.site(found), use.keys, use.order, use.way))

    def _add(self, use: _Use) -> None:
        if (use.site, use.keys) not in self.seen:
            self.seen.add((use.site, use.keys))
            self.queue.append(replace(use, order=(*use.order, use.site.node.start_byte)))

    def _use(self, use: _Use) -> None:
        site, parent = use.site, use.site.node.parent
        if parent is None:
            return
        if parent.type in _MEMBERS and parent.child_by_field_name("object") == site.node:
            self._member(use, parent)
        elif parent.type == "arguments" and parent.parent is not None:
            self._argument(use, parent.parent)
        elif parent.type in ("assignment_expression", *_FIELDS):
            self._assigned(use, parent)
        elif returning(site.node) is not None:
            self._returned(use)
        elif parent.type in ("export_statement", "export_specifier"):
            self.app.exported = True
        elif parent.type == "pair" or site.node.type == "shorthand_property_identifier":
            self._in_object(use, parent)
        elif parent.type == "call_expression" and not use.keys:
            self.app.listens = True  # it is called itself: with a request, as servers do
        elif not _only_looks(site.node, parent):
            self.app.partial = True

    def _member(self, use: _Use, member: Node) -> None:
        """`app.method(...)`; members of an object that holds the application have been looked for."""
        model, call = use.site.model, member.parent
        key = member.child_by_field_name("property") or member.child_by_field_name("index")
        method = _spelled(use.site, member)
        if use.keys or method is None or key is None:
            self.app.partial = self.app.partial or bool(use.keys and method is None)
            return
        if call is None or call.type != "call_expression" or call.child_by_field_name("function") != member:
            return
        framework, order = self.app.framework, (*use.order[:-1], key.start_byte)
        name = f"{framework.app}.{method}"
        self.found.append((order, Registration(name, method, model.site(call))))
        self.app.listens = self.app.listens or method in framework.serves
        if self.program.library.returns.get(name) == framework.app:
            self.follow(model.site(call), (), use.order[:-1], use.way)
        if method in framework.mounts:
            self._plugins(model.site(call), replace(use, order=order))

    def _plugins(self, call: Site, use: _Use) -> None:
        """A plugin is handed the application that it is registered on (Fastify)."""
        for argument in arguments(call.node):
            value = call.model.value(argument)
            given = handed_to(value, 0, ()) if isinstance(value, Function) else None
            if isinstance(value, Function) and given is not None and self._is_app(value, given):
                self._hand_on(given, use.order, use.way)

    def _is_app(self, function: Function, given: Handed) -> bool:
        name = given.name
        return name is not None and function.site.model.value(name) == Api(self.app.framework.app)

    def _argument(self, use: _Use, call: Node) -> None:
        model = use.site.model
        if binds(use.site, call):
            return
        called: Value = model.value(callee(call))
        position = next((i for i, each in enumerate(arguments(call)) if _holds(each, use.site.node)), 0)
        order = (*use.order[:-1], use.site.node.end_byte)  # what is in the argument comes before the call
        if isinstance(called, Function):
            way = (*use.way, (model.site(call), called.site))
            self._hand_on(handed_to(called, position, use.keys), order, way)
        elif isinstance(called, Class):
            self._hand_on(handed_to_class(called, position, use.keys), order, use.way)
        elif use.keys:
            self.app.partial = True
        else:
            self._handed_to_library(called, replace(use, order=order), call)

    def _hand_on(self, given: Handed | None, order: _Order, way: _Way) -> None:
        if given is None:
            self.app.partial = True
            return
        for site in given.uses:
            self._add(_Use(site, (), order, way))
        for site in given.holders:
            self._add(_Use(site, given.keys, order, way))
        if given.owner is not None and given.name is not None:
            self._field(given.owner, given.owner.model.text(given.name), order)

    def _handed_to_library(self, called: Value, use: _Use, call: Node) -> None:
        name = api_name(called)
        if name is None or isinstance(called, Result):
            self.app.partial = True
            return
        if any(
            name.startswith(framework.app + ".") or name.rpartition(".")[0] in framework.routers
            for framework in self.program.library.frameworks
        ):
            self.app.mounted = True
            return
        registration = Registration(name, name.rpartition(".")[2], use.site.model.site(call))
        self.found.append((use.order, registration))
        if name not in self.program.library.neutral:
            self.app.partial = True
        elif name.endswith(_SERVERS):
            self.app.listens = True

    def _assigned(self, use: _Use, parent: Node) -> None:
        """`this.app = app`, `app = express()` in a class; `module.exports = app`."""
        model = use.site.model
        left = parent.child_by_field_name("left") or parent.child_by_field_name("name")
        left = left or parent.child_by_field_name("property")
        if left is None or left.type == "identifier":
            return
        if model.text(left).startswith(("module.exports", "exports")):
            self.app.exported = True
            return
        object_ = left.child_by_field_name("object")
        key = left.child_by_field_name("property") if parent.type not in _FIELDS else left
        owner = enclosing_class(use.site.node)
        of_object = parent.type in _FIELDS or (object_ is not None and object_.type == "this")
        if key is None or owner is None or owner[1] or use.keys or not of_object:
            self.app.partial = True
            return
        self._field(model.site(owner[0]), model.text(key), use.order)

    def _field(self, owner: Site, key: str, order: _Order) -> None:
        """`this.app` in its class, and `server.app` wherever an object of the class is known."""
        outside = outer_uses(self.program, owner, key)
        if outside is None:
            self.app.partial = True
        for site in own_uses(owner, key):
            self._add(_Use(site, (), order))
        for site in outside or ():
            self._add(_Use(site, (), (*order, _LATER)))

    def _returned(self, use: _Use) -> None:
        """A function that gives the application back: its calls are the application, or the one that was given it."""
        function = returning(use.site.node)
        if use.way and function is not None and use.way[-1][1].node == function:
            self.follow(use.way[-1][0], use.keys, (*use.order[:-1], _LATER), use.way[:-1])
            return
        given = returned_by(self.program, use.site)
        self.app.exported = self.app.exported or given.exported
        self.app.partial = self.app.partial or given.out_of_sight
        for number, call in enumerate(given.calls):
            self.follow(call, use.keys, (*use.order[:-1], _LATER, number))

    def _in_object(self, use: _Use, parent: Node) -> None:
        """`{ app }`: from there on it is a member of the object."""
        model = use.site.model
        key = parent.child_by_field_name("key") if parent.type == "pair" else use.site.node
        spelled = None
        if key is not None:
            spelled = key_text(model, key) if parent.type == "pair" else model.text(key)
        object_ = parent.parent if parent.type == "pair" else parent
        if spelled is None or object_ is None or object_.type != "object":
            self.app.partial = True
            return
        self.follow(model.site(object_), (spelled, *use.keys), use.order[:-1], use.way)


def _spelled(site: Site, member: Node) -> str | None:
    """The key of a member, where it is known."""
    if member.type == "member_expression":
        key = member.child_by_field_name("property")
        return site.model.text(key) if key is not None else None
    value = site.model.value(member.child_by_field_name("index"))
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else None


def _only_looks(node: Node, parent: Node) -> bool:
    """Whether a value goes nowhere where it stands: it is compared, tested, or a statement of its own."""
    at: Node = node
    above: Node | None = parent
    while above is not None and above.type in (*_LOOKS, "parenthesized_expression"):
        operator = above.child_by_field_name("operator")
        if above.type != "parenthesized_expression" and (operator is None or operator.type not in _CHOICES):
            return True
        at, above = above, above.parent
    if above is None or above.type == "ternary_expression":
        return above is None or above.child_by_field_name("condition") == at
    return above.type.endswith("_statement") and above.type != "return_statement"


def _holds(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte
