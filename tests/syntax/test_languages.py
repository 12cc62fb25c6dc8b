"""Which files are ours, and in which language."""

import pytest

from nodeward.syntax.languages import Language, language_of, parser

JS, TS, TSX, JSON = Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX, Language.JSON


@pytest.mark.parametrize(
    ("path", "language_id", "language"),
    [
        ("/a/app.js", None, JS),
        ("/a/app.jsx", None, JS),
        ("/a/app.mjs", None, JS),
        ("/a/app.cjs", None, JS),
        ("/a/app.ts", None, TS),
        ("/a/app.d.ts", None, TS),
        ("/a/app.mts", None, TS),
        ("/a/app.cts", None, TS),
        ("/a/app.tsx", None, TSX),
        ("/a/package.json", None, JSON),
        ("/a/tsconfig.jsonc", None, JSON),
        ("/a/APP.JS", None, JS),
        ("/a.js/Makefile", None, None),
        ("/a/app.js.map", None, None),
        ("/a/js", None, None),
        ("/a/.env", None, None),
        ("/a/app.vue", "vue", None),
        ("untitled:Untitled-1", "javascript", JS),
        ("untitled:Untitled-1", "javascriptreact", JS),
        ("untitled:Untitled-1", "typescript", TS),
        ("untitled:Untitled-1", "typescriptreact", TSX),
        ("untitled:Untitled-1", "json", JSON),
        ("untitled:Untitled-1", "jsonc", JSON),
        ("untitled:Untitled-1", "plaintext", None),
        ("untitled:Untitled-1", None, None),
        ("/a/server.es6", "javascript", JS),
        ("/a/view.tsx", "typescript", TSX),  # the ending knows better than an editor's mode
        ("/a/lib.ts", "javascript", TS),
    ],
)
def test_language_of(path: str, language_id: str | None, language: Language | None) -> None:
    assert language_of(path, language_id) is language


@pytest.mark.parametrize("language", Language)
def test_every_language_but_plain_has_one_parser(language: Language) -> None:
    assert (parser(language) is None) == (language is Language.PLAIN)
    assert parser(language) is parser(language)
