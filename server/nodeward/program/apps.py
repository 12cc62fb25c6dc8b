"""The HTTP applications of a workspace: where each is created, what is registered on it and in which order, who serves it.

The one application model: no other room recognises a route by itself. Where an application goes out of sight it is
`partial`, and whoever wants to say that something is missing stays silent.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nodeward.semantics.api import Framework
from nodeward.semantics.calls import arguments
from nodeward.semantics.callsites import call_sites
from nodeward.semantics.shapes import elements
from nodeward.semantics.values import Api, Array, Function, Site, Value

if TYPE_CHECKING:
    from nodeward.program.program import Program


@dataclass(frozen=True, slots=True)
class Registration:
    """A call on an application, or one that is given the application: `name` is canonical."""

    name: str
    method: str
    call: Site

    def arguments(self) -> list[Site]:
        """What is registered: the arguments, with arrays of them laid flat."""
        model = self.call.model
        found: list[Site] = []
        for node in arguments(self.call.node):
            value = model.value(node)
            inner = elements(value) if isinstance(value, Array) else None
            found += inner if inner is not None else [model.site(node)]
        return found


@dataclass(slots=True)
class App:
    """One application, with everything that the workspace does to it."""

    framework: Framework
    creation: Site
    registrations: list[Registration] = field(default_factory=list)
    partial: bool = False  # goes somewhere that we do not see
    listens: bool = False
    exported: bool = False
    mounted: bool = False  # is a part of another application

    @property
    def served(self) -> bool:
        """Whether requests reach it as far as we see: it listens, or someone outside is given it."""
        return self.listens or self.exported

    def has_routes(self) -> bool:
        """Whether anything answers requests on it."""
        return any(
            registration.method in self.framework.routes
            or (
                registration.method in self.framework.mounts
                and any(map(self._answers, registration.arguments()))
            )
            for registration in self.registrations
        )

    def _answers(self, site: Site) -> bool:
        value: Value = site.model.value(site.node)
        return isinstance(value, Function) or (
            isinstance(value, Api) and value.name in self.framework.routers
        )


def apps(program: "Program", path: str) -> list[App]:
    """The applications that a file creates."""
    from nodeward.program.tracking import track  # noqa: PLC0415 - tracking fills the applications made here

    model = program.model(path)
    if model is None:
        return []
    found = []
    for framework in program.library.frameworks:
        makers = frozenset(name for name, made in program.library.returns.items() if made == framework.app)
        creators = frozenset(name for name in makers if not name.startswith(framework.app + "."))
        for sites in call_sites(model, creators).values():
            for site in sites:
                app = App(framework, model.site(site.node))
                track(program, app)
                found.append(app)
    return sorted(found, key=lambda app: app.creation.node.start_byte)
