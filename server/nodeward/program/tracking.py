"""An application followed through its workspace: variables, fields, functions that it is handed to, files that import it."""

from typing import TYPE_CHECKING

from nodeward.program.apps import App, Registration
from nodeward.program.instances import outer_uses, own_uses
from nodeward.program.references import export_keys
from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.classes import enclosing_class
from nodeward.semantics.forward import named_uses, uses
from nodeward.semantics.model import Model
from nodeward.semantics.roles import parameters
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.semantics.values import Api, Class, Function, Result, Site, Value, api_name
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.program.program import Program

_BINDERS = frozenset({"apply", "bind", "call"})
MOST_USES = 400  # uses of one application; one with more is partial
_LOOKS = frozenset(
    {
        "expression_statement",
        "if_statement",
        "unary_expression",
        "binary_expression",
        "template_substitution",
        "type_annotation",
        "subscript_expression",
    }
)


def track(program: "Program", app: App) -> None:
    """Fills in everything that the workspace does to an application."""
    tracker = _Tracker(program, app)
    tracker.follow(app.creation)
    app.exported = bool(export_keys(program, app.creation.model, app.creation.node))
    tracker.run()


class _Tracker:
    """A worklist of expressions that mean the application."""

    def __init__(self, program: "Program", app: App) -> None:
        self.program = program
        self.app = app
        self.queue: list[Site] = []
        self.seen: set[Site] = set()

    def follow(self, site: Site) -> None:
        """The value at `site` is the application: everything it is used as is looked at."""
        for node in uses(site.model, site.node):
            self._add(site.model.site(node))
        for reference in self.program.references(site.model.path, site.node):
            self._add(reference)

    def run(self) -> None:
        """Looks at every use until none is left."""
        while self.queue:
            if len(self.seen) > MOST_USES:
                self.app.partial = True
                return
            self._use(self.queue.pop())

    def _add(self, site: Site) -> None:
        if site not in self.seen:
            self.seen.add(site)
            self.queue.append(site)

    def _use(self, site: Site) -> None:
        parent = site.node.parent
        if parent is None:
            return
        if parent.type == "member_expression" and parent.child_by_field_name("object") == site.node:
            self._member(site.model, parent)
        elif parent.type == "arguments" and parent.parent is not None:
            self._argument(site, parent.parent)
        elif parent.type == "assignment_expression":
            self._assigned(site.model, parent)
        elif parent.type == "return_statement" or (
            parent.type == "arrow_function" and parent.child_by_field_name("body") == site.node
        ):
            self._returned(site)
        elif parent.type in ("export_statement", "export_specifier"):
            self.app.exported = True
        elif parent.type in ("pair", "shorthand_property_identifier", "object"):
            self._in_object(site, parent)
        elif parent.type == "call_expression":  # it is called itself: with a request, as servers do
            self.app.listens = True
        elif parent.type not in _LOOKS and not parent.type.endswith("_statement"):
            self.app.partial = True

    def _member(self, model: Model, member: Node) -> None:
        key, call = member.child_by_field_name("property"), member.parent
        if (
            key is None
            or call is None
            or call.type != "call_expression"
            or call.child_by_field_name("function") != member
        ):
            return
        method = model.text(key)
        name = f"{self.app.framework.app}.{method}"
        self.app.registrations.append(Registration(name, method, model.site(call)))
        if method in self.app.framework.serves:
            self.app.listens = True
        if self.program.library.returns.get(name) == self.app.framework.app:
            self.follow(model.site(call))
        if method in self.app.framework.mounts:
            self._plugins(model, call)

    def _plugins(self, model: Model, call: Node) -> None:
        """A plugin is handed the application that it is registered on (Fastify)."""
        for argument in arguments(call):
            value = model.value(argument)
            if not isinstance(value, Function):
                continue
            first = _parameter(value, 0)
            if first is not None and value.site.model.value(first) == Api(self.app.framework.app):
                self._named(value.site.model, first)

    def _argument(self, site: Site, call: Node) -> None:
        model = site.model
        if _binds(model, site.node, call):
            return
        called: Value = model.value(callee(call))
        position = next((i for i, argument in enumerate(arguments(call)) if _holds(argument, site.node)), 0)
        if isinstance(called, Function):
            self._handed(called, position)
        elif isinstance(called, Class):
            self._handed_to_class(called, position)
        else:
            self._handed_to_library(called, model.site(call))

    def _handed_to_library(self, called: Value, call: Site) -> None:
        name = api_name(called)
        if name is None or isinstance(called, Result):
            self.app.partial = True
            return
        frameworks = self.program.library.frameworks
        if any(
            name.startswith(framework.app + ".") or name.rpartition(".")[0] in framework.routers
            for framework in frameworks
        ):
            self.app.mounted = True
            return
        self.app.registrations.append(Registration(name, name.rpartition(".")[2], call))
        if name not in self.program.library.neutral:
            self.app.partial = True
        elif name.endswith((".createServer", ".createSecureServer", ".Server")):
            self.app.listens = True

    def _handed(self, function: Function, position: int) -> None:
        name = _parameter(function, position)
        if name is None:
            self.app.partial = True
            return
        self._named(function.site.model, name)

    def _handed_to_class(self, made: Class, position: int) -> None:
        body = made.site.node.child_by_field_name("body")
        for member in body.named_children if body is not None else []:
            name = member.child_by_field_name("name")
            if name is not None and made.site.model.text(name) == "constructor":
                constructor = Function(made.site.model.site(member))
                self._handed(constructor, position)
                if _is_property(constructor, position):
                    self._field(made.site, made.site.model.text(_parameter(constructor, position) or name))
                return
        self.app.partial = True

    def _named(self, model: Model, name: Node) -> None:
        for node in named_uses(model, name):
            self._add(model.site(node))

    def _assigned(self, model: Model, assignment: Node) -> None:
        left = assignment.child_by_field_name("left")
        if left is None or left.type == "identifier":
            return
        spelled = model.text(left)
        if spelled.startswith(("module.exports", "exports")):
            self.app.exported = True
            return
        object_, key = left.child_by_field_name("object"), left.child_by_field_name("property")
        owner = enclosing_class(left)
        if object_ is None or key is None or object_.type != "this" or owner is None:
            self.app.partial = True
            return
        self._field(model.site(owner[0]), model.text(key))

    def _field(self, owner: Site, key: str) -> None:
        """`this.app` in its class, and `server.app` wherever an object of the class is known."""
        outside = outer_uses(self.program, owner, key)
        if outside is None:
            self.app.partial = True
        for site in (*own_uses(owner, key), *(outside or ())):
            self._add(site)

    def _returned(self, site: Site) -> None:
        """A function that gives the application back: its calls are the application."""
        function = _function_around(site.node)
        if function is None:
            return
        model = site.model
        for reference in self.program.references(model.path, function):
            self._called(reference)
        name = _function_name(function)
        if name is None:
            self.app.partial = self.app.partial or not self.program.references(model.path, function)
            return
        for node in named_uses(model, name):
            self._called(model.site(node))
        if export_keys(self.program, model, function):
            self.app.exported = True

    def _called(self, site: Site) -> None:
        call = site.node.parent
        if (
            call is not None
            and call.type == "call_expression"
            and call.child_by_field_name("function") == site.node
        ):
            self.follow(site.model.site(call))

    def _in_object(self, site: Site, parent: Node) -> None:
        """`module.exports = { app }` is an export; any other object takes it out of sight."""
        object_ = parent if parent.type == "object" else parent.parent
        above = object_.parent if object_ is not None else None
        left = (
            above.child_by_field_name("left")
            if above is not None and above.type == "assignment_expression"
            else None
        )
        if left is not None and site.model.text(left) == "module.exports":
            self.app.exported = True
        else:
            self.app.partial = True


def _binds(model: Model, app: Node, call: Node) -> bool:
    """`app.render.apply(app, arguments)`: the application is handed to its own method only."""
    function, given = callee(call), arguments(call)
    key = function.child_by_field_name("property") if function is not None else None
    method = function.child_by_field_name("object") if function is not None else None
    if key is None or method is None or model.text(key) not in _BINDERS or given[:1] != [app]:
        return False
    return model.text(method).startswith(f"{model.text(app)}.")


def _is_property(constructor: Function, position: int) -> bool:
    """TypeScript's `constructor(private readonly app: Application)`."""
    found = parameters(constructor.site.node)
    modifiers = ("accessibility_modifier", "readonly")
    return position < len(found) and any(child.type in modifiers for child in found[position].children)


def _parameter(function: Function, position: int) -> Node | None:
    """The plain name of a parameter."""
    found = parameters(function.site.node)
    if position >= len(found):
        return None
    name = (
        found[position].child_by_field_name("pattern")
        or found[position].child_by_field_name("left")
        or found[position]
    )
    return name if name.type == "identifier" else None


def _function_around(node: Node) -> Node | None:
    at = node.parent
    while at is not None and at.type not in FUNCTIONS:
        at = at.parent
    return at


def _function_name(function: Node) -> Node | None:
    if function.type == "function_declaration":
        return function.child_by_field_name("name")
    parent = function.parent
    name = (
        parent.child_by_field_name("name")
        if parent is not None and parent.type == "variable_declarator"
        else None
    )
    return name if name is not None and name.type == "identifier" else None


def _holds(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte
