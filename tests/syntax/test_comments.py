"""Comments of every form, and what documents a node."""

import pytest

from nodeward.syntax import nodes
from nodeward.syntax.comments import Kind, comments, jsdoc
from nodeward.syntax.document import Document


def found(path: str, source: str) -> list[tuple[str, str, Kind]]:
    document = Document.open(path, source.encode())
    return [
        (document.text[comment.span.start : comment.span.end].decode(), comment.text, comment.kind)
        for comment in comments(document)
    ]


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("/a.js", "a // b \n//c", [("// b ", " b ", Kind.LINE), ("//c", "c", Kind.LINE)]),
        ("/a.js", "a /* b\n// c */ + /**/ d", [("/* b\n// c */", " b\n// c ", Kind.BLOCK), ("/**/", "", Kind.BLOCK)]),
        ("/a.js", "// a /* b\r\nc", [("// a /* b", " a /* b", Kind.LINE)]),
        ("/a.js", "// a\rb // \U0001f600", [("// a", " a", Kind.LINE), ("// \U0001f600", " \U0001f600", Kind.LINE)]),
        ("/a.js", "'// no' + \"/* no */\" + `// no ${a /* yes */}` + /[/]* no */", [("/* yes */", " yes ", Kind.BLOCK)]),
        ("/a.js", "while (n --> 0) a\n--> b", [("--> b", " b", Kind.HTML)]),
        ("/a.js", "#!/usr/bin/env node // no\n", []),
        ("/a.jsx", "<a>{/* b */}// no</a>", [("/* b */", " b ", Kind.JSX)]),
        ("/a.tsx", "<>{ /* b */ }{/* c */ d}</>", [("/* b */", " b ", Kind.JSX), ("/* c */", " c ", Kind.BLOCK)]),
        ("/a.jsx", "<a b={/* c */ d} /* e */ />", [("/* c */", " c ", Kind.BLOCK), ("/* e */", " e ", Kind.BLOCK)]),
        ("/a.jsx", "<a>{// b\n}</a>", [("// b", " b", Kind.LINE)]),
        ("/a.ts", "let a: /* b */ c // http://d", [("/* b */", " b ", Kind.BLOCK), ("// http://d", " http://d", Kind.LINE)]),
        ("/a.ts", "f(1, // a\n", [("// a", " a", Kind.LINE)]),
        ("/a.json", '{ "//": "/* no */", /* a */ "b": 1 // c\n}', [("/* a */", " a ", Kind.BLOCK), ("// c", " c", Kind.LINE)]),
        ("/.env", "A=1 // no", []),
        ("/a.js", "", []),
    ],
)  # fmt: skip
def test_comments(path: str, source: str, expected: list[tuple[str, str, Kind]]) -> None:
    assert found(path, source) == expected


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
