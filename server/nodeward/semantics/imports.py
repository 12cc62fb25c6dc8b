"""What an import gives its name: default, named, namespace, `import =`, and the modules that `require` loads."""

from typing import TYPE_CHECKING

from nodeward.semantics.scopes import Declaration
from nodeward.semantics.values import UNKNOWN, Api, Module, Value
from nodeward.syntax.nodes import Node, last_named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model


def module_value(model: "Model", specifier: str) -> Value:
    """What loading a module as a whole gives: a library's name, or a file of the workspace."""
    target = model.link.resolve(model.path, specifier)
    if isinstance(target, Api):
        return Api(model.library.canonical(target.name))
    return target if target is not None else UNKNOWN


def required_value(model: "Model", specifier: str) -> Value:
    """What `require(specifier)` gives: for a workspace file, what it exports as a whole."""
    target = module_value(model, specifier)
    return model.link.required(target.path) if isinstance(target, Module) else target


def imported_value(model: "Model", declaration: Declaration) -> Value:
    """The value of a name that an import statement makes."""
    site = declaration.site
    if site.type == "import_require_clause":
        source = site.child_by_field_name("source")
        return required_value(model, _quoted(model, source)) if source is not None else UNKNOWN
    if site.type == "import_alias":
        return model.value(last_named(site))
    source = _source(site)
    if source is None:
        return UNKNOWN
    whole = module_value(model, _quoted(model, source))
    if site.type == "namespace_import":
        return whole
    name = "default" if site.type == "import_clause" else _imported_name(model, site)
    if isinstance(whole, Module):
        return model.link.exported(whole.path, name)
    return Api(model.library.member(whole.name, name)) if isinstance(whole, Api) else UNKNOWN


def _imported_name(model: "Model", specifier: Node) -> str:
    name = specifier.child_by_field_name("name")
    return model.text(name).strip("'\"") if name is not None else ""


def _source(site: Node) -> Node | None:
    at: Node | None = site
    while at is not None and at.type != "import_statement":
        at = at.parent
    return at.child_by_field_name("source") if at is not None else None


def _quoted(model: "Model", string: Node) -> str:
    return model.text(string)[1:-1]
