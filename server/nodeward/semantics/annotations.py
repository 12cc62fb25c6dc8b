"""The types that TypeScript or JSDoc gives to a name, as they are written."""

import re
from typing import TYPE_CHECKING

from nodeward.semantics.scopes import Declaration, Kind
from nodeward.syntax.comments import jsdoc
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_LITERAL = re.compile(r"""^(?:'[^']*'|"[^"]*"|-?\d[\d._]*|true|false)$""")


def annotation(model: "Model", declaration: Declaration) -> list[str]:
    """The types that TypeScript or JSDoc gives a name, `undefined` and `null` left out; none where it gives none."""
    written = declaration.site.child_by_field_name("type")
    if written is not None:
        return _alternatives(model, model.text(written).lstrip(":").strip(), written)
    if declaration.kind is not Kind.PARAMETER or "param" not in model.facts.names:
        return []
    comment = jsdoc(model.facts.document, declaration.scope)
    name = re.escape(model.text(declaration.name))
    found = (
        re.search(r"@param\s+\{([^{}\n]+)\}\s+\[?" + name + r"\b", comment) if comment is not None else None
    )
    return _split(found.group(1)) if found is not None else []


def is_literal_type(part: str) -> bool:
    """Whether a type is one value: `"start"`, 3, true."""
    return bool(_LITERAL.match(part))


def _alternatives(model: "Model", spelled: str, written: Node) -> list[str]:
    """The parts of a union; a name of the file that stands for one is looked up."""
    parts = _split(spelled)
    if len(parts) != 1 or not parts[0].isidentifier():
        return parts
    binding = model.facts.binding(written, parts[0])
    site = binding.declarations[0].site if binding is not None else None
    value = (
        site.child_by_field_name("value")
        if site is not None and site.type == "type_alias_declaration"
        else None
    )
    return _split(model.text(value)) if value is not None else parts


def _split(spelled: str) -> list[str]:
    if re.search(r"[<(\[{]", spelled.replace("[]", "")):
        return [spelled]
    parts = [part.strip() for part in spelled.split("|")]
    return [part for part in parts if part not in ("", "undefined", "null")]
