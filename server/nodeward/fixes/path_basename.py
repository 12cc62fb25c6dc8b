"""Keeps only the last part of the one value of a path that is not written in the code, where it is the name of a file."""

import re

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import module_import
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.semantics.constancy import is_fixed
from nodeward.semantics.model import Model
from nodeward.semantics.origin import origin
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import api_name
from nodeward.syntax.nodes import Node, first_named, node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_JOINS = frozenset({"path.join", "path.resolve"})
# `..` as the whole name is the folder above: harmless where only a file will do.
_FOLDERS = re.compile(
    r"\.(?:rm|cp|copy|move|mkdir|opendir|readdir|remove|rename|empty|ensureDir|chmod|chown|symlink)"
)
_EXTENSION = re.compile(r"[\w.-]*")


def build(site: Site) -> Fix | Refusal:
    """`path.basename(value)`, where nothing but an extension stands behind the value and a folder in front."""
    model, finding = site.model, site.finding
    if model is None or _FOLDERS.search(finding.details.get("api", "")):
        return Refusal(NoFix.NEEDS_HUMAN)
    sink = node_at(model.facts.document, finding.span.start, finding.span.end)
    made = origin(model.site(sink)) if sink is not None else None
    if made is None or made.model is not model:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    parts = _parts(model, unwrapped(made.node))
    if parts is None or _names_folders(model.text(parts)):
        return Refusal(NoFix.NEEDS_HUMAN)
    added = module_import(model, site.files, "path", "path")
    code = f"{added.name}.basename({model.text(parts)})"
    edits = [Edit(Span(parts.start_byte, parts.end_byte), code.encode())]
    edits += [added.edit] if added.edit is not None else []
    return Fix(site.spec.title, (FileEdit(model.path, tuple(edits)),), safe=site.spec.safe)


def _names_folders(code: str) -> bool:
    """Whether a value is meant to hold more than one part of a path, by what it is called."""
    return bool(
        re.search(r"(?:path|dir|folder|url)\w*$|\[0\]$|\[\"\*\"\]$|\bwildcard\b", code, re.IGNORECASE)
    )


def _parts(model: Model, node: Node) -> Node | None:
    """The one value of a path that is its last part, but for an extension; None where that is not certain."""
    if node.type == "template_string":
        return _in_template(model, node)
    if node.type == "binary_expression":
        return _in_sum(model, node)
    function = node.child_by_field_name("function")
    if node.type != "call_expression" or api_name(model.value(function)) not in _JOINS:
        return None
    given = arguments(node)
    if len(given) < 2 or not all(_is_known(model, each) for each in given[:-1]):
        return None
    inner = unwrapped(given[-1])
    if inner.type in ("template_string", "binary_expression"):
        return (
            _in_template(model, inner, whole=True)
            if inner.type == "template_string"
            else _in_sum(model, inner)
        )
    return inner if inner.type in ("identifier", "member_expression", "subscript_expression") else None


def _is_known(model: Model, node: Node) -> bool:
    return is_fixed(model.site(node), frozenset()) or api_name(model.value(node)) is not None


def _in_template(model: Model, node: Node, *, whole: bool = False) -> Node | None:
    """`${dir}/${name}.txt`: the last hole, where what is before it is known and ends with a slash."""
    holes = [each for each in node.named_children if each.type == "template_substitution"]
    inner = first_named(holes[-1]) if holes else None
    if inner is None or not all(
        _is_known(model, first) for each in holes[:-1] if (first := first_named(each))
    ):
        return None
    text = model.facts.document.text
    before, after = (
        text[node.start_byte + 1 : holes[-1].start_byte],
        text[holes[-1].end_byte : node.end_byte - 1],
    )
    in_folder = before.endswith(b"/") or (whole and not before)
    return inner if in_folder and _EXTENSION.fullmatch(after.decode("utf-8", "replace")) else None


def _in_sum(model: Model, node: Node) -> Node | None:
    """`DIR + "/" + name`, `name + ".txt"`."""
    items = _items(node)
    unknown = [i for i, each in enumerate(items) if not _is_known(model, each)]
    if len(unknown) != 1:
        return None
    before = "".join(model.text(each).strip("\"'`") for each in items[: unknown[0]])
    after = "".join(model.text(each).strip("\"'`") for each in items[unknown[0] + 1 :])
    whole = before.endswith("/") and _EXTENSION.fullmatch(after) is not None
    return items[unknown[0]] if whole else None


def _items(node: Node) -> list[Node]:
    node = unwrapped(node)
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None or operator.type != "+":
        return [node]
    return [*_items(left), *_items(right)]
