"""Whether a file can only run where its project is developed: it loads a bundler that is installed there only."""

from nodeward.checks.context import Context
from nodeward.project.package import nearest
from nodeward.project.servers import BUNDLERS, package_name
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.syntax.nodes import Node, named, walk

_LOADING = frozenset({
    "import_statement", "lexical_declaration", "variable_declaration", "expression_statement",
})  # fmt: skip
# What is inside may not be loaded.
_CONDITIONAL = FUNCTIONS | {"ternary_expression", "binary_expression"}


def for_development(context: Context) -> bool:
    """Whether the file always loads a bundler that only `devDependencies` names."""
    near = nearest(context.program.files, context.model.path)
    sections = near[1].dependencies if near is not None else {}
    shipped = {name for section, names in sections.items() if section != "devDependencies" for name in names}
    wanted = (BUNDLERS & sections.get("devDependencies", {}).keys()) - shipped
    root = context.model.facts.document.root if wanted else None
    return root is not None and any(
        _loaded(context, node) in wanted
        for statement in named(root)
        if statement.type in _LOADING
        for node in walk(statement, closed=_CONDITIONAL)
        if node.type == "string"
    )


def _loaded(context: Context, specifier: Node) -> str | None:
    """The package that a string loads, at the top of `import` or in `require`."""
    above = specifier.parent
    call = above.parent if above is not None and above.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    required = callee is not None and context.model.text(callee) == "require"
    imported = above is not None and above.type == "import_statement" and above.children[1].type != "type"
    return package_name(context.model.text(specifier)[1:-1]) if required or imported else None
