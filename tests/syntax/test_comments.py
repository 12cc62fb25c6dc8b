"""What the comment before a node says of it."""

import pytest

from nodeward.syntax import nodes
from nodeward.syntax.comments import jsdoc
from nodeward.syntax.document import Document


@pytest.mark.parametrize(
    ("source", "kind", "said"),
    [
        ("/** Says a. */\nfunction f() {}", "function_declaration", "Says a."),
        ("/**\n * Says a,\n *   and b.\n *\n * @param {X} c\n */\nfunction f() {}", "function_declaration", "Says a,\n  and b.\n\n@param {X} c"),
        ("/**\r\n\t* a\r\n\t* b\r\n\t*/\r\nfunction f() {}", "function_declaration", "a\nb"),
        ("/** a */ export default async function f() {}", "function_declaration", "a"),
        ("/** a */ export const f = async () => {}", "arrow_function", "a"),
        ("/** a */ let x, f = () => {}", "arrow_function", None),
        ("/** a */ let f = () => {}, x", "arrow_function", "a"),
        ("/** a */ exports.f = function () {}", "function_expression", "a"),
        ("/** a */ exports[() => {}] = 1", "arrow_function", None),
        ("x = { /** a */ f: () => {} }", "arrow_function", "a"),
        ("x = { /** a */ f() {} }", "method_definition", "a"),
        ("/** a */ x(() => {})", "arrow_function", None),
        ("/** a */\n@Dec() @Other export class A {}", "class_declaration", "a"),
        ("class A { /** a */ @Get() f() {} }", "method_definition", "a"),
        ("class A { /** a */ private f = () => {} }", "arrow_function", "a"),
        ("class A { /** a */ g() {} f = () => {} }", "arrow_function", None),
        ("/** a */ declare function f(): void", "function_signature", "a"),
        ("f(/** @type {X} */ y => y)", "arrow_function", "@type {X}"),
        ("/** a */ /** b */ function f() {}", "function_declaration", "b"),
        ("/** a */ // b\nfunction f() {}", "function_declaration", None),
        ("/* a */ function f() {}", "function_declaration", None),
        ("// ** a\nfunction f() {}", "function_declaration", None),
        ("/**/ function f() {}", "function_declaration", None),
        ("/***/ function f() {}", "function_declaration", ""),
        ("/** a */ x; function f() {}", "function_declaration", None),
        ("function f() {}", "function_declaration", None),
    ],
)  # fmt: skip
def test_jsdoc(source: str, kind: str, said: str | None) -> None:
    document = Document.open("/a.ts", source.encode())
    assert document.root is not None
    node = next(node for node in nodes.walk(document.root) if node.type == kind)
    assert jsdoc(document, node) == said
