"""Takes the default of a secret away: the program stops where the variable is missing, instead of going on with a known secret."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import free_name
from nodeward.fixes.modules import after_imports
from nodeward.fixes.objects import drop_property
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import Kind, unwrapped
from nodeward.syntax.nodes import Node, node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span

NAME = "requireEnv"
_KNOWN_NAMES = (
    NAME,
    "requiredEnv",
    "requiredEnvironment",
    "required",
    "getEnv",
    "mustGetEnv",
    "ensureEnv",
    "env",
)
_TYPESCRIPT = (".ts", ".tsx", ".mts", ".cts")
_LOCALS = ("identifier", "shorthand_property_identifier_pattern")
_STATEMENTS = ("lexical_declaration", "variable_declaration")


def build(site: Site) -> Fix | Refusal:
    """The finding is the whole choice: an operator, a ternary, a part of a pattern or a call that takes a default."""
    span, model = site.finding.span, site.model
    node = node_at(site.document, span.start, span.end) if model is not None else None
    if model is None or node is None or Span(node.start_byte, node.end_byte) != span:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    if node.type == "call_expression":
        edits = _without_argument(model, node)
    elif node.type in ("binary_expression", "ternary_expression"):
        edits = _required(model, node, site.finding.details["name"])
    else:
        edits = _taken_apart(model, node)
    if edits is None:
        return Refusal(NoFix.NO_PLACE)
    title = site.spec.title.replace("{name}", site.finding.details["name"])
    return Fix(title, (FileEdit(model.path, tuple(edits)),), safe=site.spec.safe)


def _required(model: Model, node: Node, name: str) -> list[Edit] | None:
    """`process.env.NAME || "..."` becomes `requireEnv("NAME")`."""
    first = node.child_by_field_name("left") or node.child_by_field_name("condition")
    chosen = node.child_by_field_name("consequence")
    if (
        first is None
        or not _reads(model, first, name)
        or (chosen is not None and not _reads(model, chosen, name))
    ):
        return None
    function, made = _function(model, node)
    code = f"{function}({style_of(model.facts.document).string(name)})"
    return [Edit(Span(node.start_byte, node.end_byte), code.encode()), *made]


def _reads(model: Model, node: Node, name: str) -> bool:
    """Whether an expression is the variable and nothing else."""
    inner = unwrapped(node)
    return inner.type in ("member_expression", "subscript_expression") and name in model.text(inner)


def _taken_apart(model: Model, node: Node) -> list[Edit] | None:
    """`const { NAME = "...", OTHER } = process.env` becomes two declarations."""
    part = node.parent if node.parent is not None and node.parent.type == "pair_pattern" else node
    pattern = part.parent
    declarator = pattern.parent if pattern is not None else None
    statement = declarator.parent if declarator is not None else None
    left = node.child_by_field_name("left")
    if pattern is None or declarator is None or left is None or left.type not in _LOCALS:
        return None
    if statement is None or statement.type not in _STATEMENTS or declarator.type != "variable_declarator":
        return None
    others = [each for each in pattern.named_children if each != part and each.type != "comment"]
    if any(each.type == "rest_pattern" for each in others):
        return None
    key = part.child_by_field_name("key") or left
    function, made = _function(model, node)
    code = f"{model.text(left)} = {function}({style_of(model.facts.document).string(model.text(key))})"
    if not others:
        return [Edit(Span(declarator.start_byte, declarator.end_byte), code.encode()), *made]
    after = Edit(Span(declarator.end_byte, declarator.end_byte), f", {code}".encode())
    return [drop_property(model, part), after, *made]


def _without_argument(model: Model, call: Node) -> list[Edit] | None:
    """`z.string().default("...")` becomes `z.string()`, and `config.get("NAME", "...")` becomes `config.getOrThrow("NAME")`."""
    member = call.child_by_field_name("function")
    object_ = member.child_by_field_name("object") if member is not None else None
    key = member.child_by_field_name("property") if member is not None else None
    given = arguments(call)
    if object_ is None or key is None:
        return None
    if model.text(key) == "default" and len(given) == 1:
        return [Edit(Span(object_.end_byte, call.end_byte), b"")]
    if model.text(key) != "get" or len(given) != 2:
        return None
    return [
        Edit(Span(key.start_byte, key.end_byte), b"getOrThrow"),
        Edit(Span(given[0].end_byte, given[1].end_byte), b""),
    ]


def _function(model: Model, node: Node) -> tuple[str, list[Edit]]:
    """The function of the file that reads a variable or throws, and the edit that writes it where there is none yet."""
    known = next((name for name in _KNOWN_NAMES if _is_known(model, name, node)), None)
    if known is not None:
        return known, []
    name, style = free_name(model, NAME), style_of(model.facts.document)
    typed = model.path.endswith(_TYPESCRIPT)
    lines = (
        f"function {name}(name{': string' if typed else ''}){': string' if typed else ''} {{",
        f"{style.indent}const value = process.env[name]{style.semicolon}",
        f"{style.indent}if (!value) throw new Error(`${{name}} is not set`){style.semicolon}",
        f"{style.indent}return value{style.semicolon}",
        "}",
    )
    text, at = model.facts.document.text, after_imports(model)
    before = style.newline if text[:at].strip(b"\xef\xbb\xbf \t\r\n") else ""
    after = "" if text[at : at + 1] in {b"\n", b"\r"} else style.newline
    code = f"{before}{style.newline.join(lines)}{style.newline}{after}"
    return name, [Edit(Span(at, at), code.encode())]


def _is_known(model: Model, name: str, node: Node) -> bool:
    """Whether the file has a function of this name, made at its top before it is needed, that throws for what is missing."""
    for binding in model.facts.bound(name):
        if binding.scope != model.facts.document.root or len(binding.declarations) != 1 or binding.writes:
            continue
        declaration = binding.declarations[0]
        code = model.text(declaration.site)
        early = declaration.kind is Kind.FUNCTION or declaration.site.end_byte <= node.start_byte
        if early and "process.env[" in code and "throw " in code:
            return True
    return False
