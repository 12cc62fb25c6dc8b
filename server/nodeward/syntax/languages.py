"""Which language a file is in, and the parser for it. Knows no tree."""

from enum import Enum
from functools import cache

import tree_sitter_javascript
import tree_sitter_json
import tree_sitter_typescript
from tree_sitter import Language as Grammar
from tree_sitter import Parser


class Language(Enum):
    """A language that the house reads; PLAIN is text without a tree."""

    JAVASCRIPT = "javascript"  # with JSX
    TYPESCRIPT = "typescript"
    TSX = "tsx"
    JSON = "json"  # with comments
    PLAIN = "plain"


CODE = frozenset({Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX})

_BY_ENDING = {
    "js": Language.JAVASCRIPT,
    "jsx": Language.JAVASCRIPT,
    "mjs": Language.JAVASCRIPT,
    "cjs": Language.JAVASCRIPT,
    "ts": Language.TYPESCRIPT,
    "mts": Language.TYPESCRIPT,
    "cts": Language.TYPESCRIPT,
    "tsx": Language.TSX,
    "json": Language.JSON,
    "jsonc": Language.JSON,
}
# Language identifiers of LSP 3.17 (TextDocumentItem), and what Vim calls two of them.
_BY_ID = {
    "javascript": Language.JAVASCRIPT,
    "javascriptreact": Language.JAVASCRIPT,
    "javascript.jsx": Language.JAVASCRIPT,
    "typescript": Language.TYPESCRIPT,
    "typescriptreact": Language.TSX,
    "typescript.tsx": Language.TSX,
    "json": Language.JSON,
    "jsonc": Language.JSON,
}


def language_of(path: str, language_id: str | None = None) -> Language | None:
    """The language of a file; None where it is not one of ours.

    The file's ending decides, so that an editor and a scan read a file alike; where it says nothing (a buffer
    without a name), the client's language identifier does.
    """
    name = path.rpartition("/")[2]
    _, dot, ending = name.rpartition(".")
    by_ending = _BY_ENDING.get(ending.lower()) if dot else None
    return by_ending or _BY_ID.get(language_id or "")


@cache
def parser(language: Language) -> Parser | None:
    """The one parser of a language; None for PLAIN. To be used by one thread at a time."""
    match language:
        case Language.JAVASCRIPT:
            grammar = tree_sitter_javascript.language()
        case Language.TYPESCRIPT:
            grammar = tree_sitter_typescript.language_typescript()
        case Language.TSX:
            grammar = tree_sitter_typescript.language_tsx()
        case Language.JSON:
            grammar = tree_sitter_json.language()
        case Language.PLAIN:
            return None
    return Parser(Grammar(grammar))
