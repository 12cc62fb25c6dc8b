"""What a file is for: server, browser, test, config ... Judged by its path in the package and, lexically, its text."""

import re
from collections.abc import Iterator
from enum import StrEnum

from nodeward.project.servers import (
    BROWSER_PACKAGES,
    FRAMEWORKS,
    NODE_ONLY,
    NODE_OR_POLYFILL,
    SERVER_PACKAGES,
    package_name,
)
from nodeward.text.files import Files


class FileKind(StrEnum):
    """What a file is for; MODULE is code that shows no sign of where it runs."""

    SERVER = "server"
    BROWSER = "browser"
    TEST = "test"
    CONFIG = "config"
    SCRIPT = "script"
    TEMPLATE = "template"
    GENERATED = "generated"
    VENDOR = "vendor"
    EXAMPLE = "example"
    MODULE = "module"


LONGEST_LINE = 5000  # bytes; a longer one was written by a machine
_LOOKED_AT = (
    1 << 16
)  # bytes; imports and names further down do not count, so that a key costs the same everywhere

_VENDOR = frozenset({"node_modules", "bower_components", "jspm_packages", "third_party"})
_BUILD = frozenset({"dist", "build", "out"})
_TOOL_OUTPUT = frozenset({
    ".angular", ".cache", ".docusaurus", ".next", ".nuxt", ".nyc_output", ".output", ".parcel-cache", ".serverless",
    ".svelte-kit", ".turbo", ".vercel", ".yarn", "lcov-report", "storybook-static",
})  # fmt: skip
_TEST = frozenset({
    "__tests__", "__mocks__", "__fixtures__", "__snapshots__", "test", "tests", "spec", "e2e", "cypress", "fixtures",
    "mocks",
})  # fmt: skip
_EXAMPLE = frozenset({"example", "examples", "demo", "demos", "sample", "samples"})
_SCRIPT = frozenset({"scripts", "bin", "tools", "cli"})
_ASSETS = frozenset({"public", "static", "assets", "www"})
_ASSET_PARENTS = _ASSETS | {"js", "javascripts", "lib", "libs", "scripts", "client", "web"}
_SERVER = frozenset({"server", "backend"})
_SOURCES = ("src", "source", "lib", "app")
_CODE = frozenset({"js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"})
_SOURCE_ENDINGS = (".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs")
_TEMPLATE = frozenset({
    "ejs", "eta", "handlebars", "hbs", "htm", "html", "jade", "liquid", "mustache", "njk", "nunjucks", "pug", "twig",
})  # fmt: skip
_DATA = frozenset({"json", "json5", "jsonc", "yml", "yaml", "toml", "ini", "properties", "conf", "lock"})

_TEST_NAME = re.compile(r"\.(?:test|spec|cy|e2e|stories|mock)\.")
_ROOT_TEST = re.compile(r"tests?\.[cm]?[jt]s")
_MINIFIED_NAME = re.compile(r"[.-](?:min|bundle)\.[cm]?js$")
# `jquery-1.10.2.js`: a copy of another's release.
_RELEASED_NAME = re.compile(r"[.-]v?\d+(?:\.\d+)+(?:[.-][a-z]+\d*)*\.[cm]?js$")
_TOOL_CONFIG = re.compile(
    r"\.[\w-]+rc\.[cm]?[jt]s|(?:gulpfile|gruntfile|knexfile|ormconfig|jakefile)(?:\.babel)?\.[cm]?[jt]s"
    r"|(?:webpack|rollup|vite|vitest|jest|karma|babel|eslint|protractor)\.[\w.-]+\.[cm]?[jt]s"
    r"|(?:prettier|postcss|tailwind|next|nuxt|svelte|astro|playwright|cypress|metro|tsup|esbuild|stylelint"
    r"|commitlint)\.config\.[cm]?[jt]s"
)
_ROOT_CONFIG = re.compile(r"[\w.-]+\.(?:config|conf)\.[cm]?[jt]s")
_CONFIG_NAME = re.compile(r"\.env(?:\..*)?|\.\w+rc|dockerfile(?:\..*)?|\.\w+ignore|procfile|makefile")
_NEXT_SERVER = re.compile(r"(?:src/)?(?:app/(?:.*/)?route\.[cm]?[jt]sx?|pages/api/.*)")
_SERVER_NAME = re.compile(r"\.server\.[cm]?[jt]sx?$|^\+(?:page\.|layout\.)?server\.[jt]s$")

_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?+(?:#![^\n]*+)?+(?:\s++|//[^\n]*+|/\*(?s:.*?)\*/)*+")
_GENERATED = re.compile(
    rb"@generated\b|\bthis (?:file|code|module|script) (?:is|was|has been) (?:auto|automatically|machine)?[- ]?generated"
    rb"|^[\s/*#!]*(?:auto|automatically|machine|code|file)?[- ]?generated (?:by|from|with|using|file|code)\b",
    re.IGNORECASE | re.MULTILINE,
)
_HANDS_OFF = re.compile(rb"\bdo not (?:edit|modify)\b", re.IGNORECASE)
_MADE = re.compile(rb"\b(?:auto-?)?(?:generated|compiled)\b", re.IGNORECASE)
# Of a statement's end nobody leaves out every blank, and a line of 200 bytes is no average of what people write.
_PACKED_LINE = 200
_TIGHT, _LOOSE = re.compile(rb"[;{}](?=[A-Za-z_$!(\[])"), re.compile(rb"[;{}]\s")
_DIRECTIVE = re.compile(rb"""(['"])use (client|server)\1""")
_SPECIFIERS = (
    re.compile(rb"""require\s*\(\s*(['"`])([^'"`\r\n]{1,200})\1"""),
    re.compile(rb"""from\s*(['"])([^'"\r\n]{1,200})\1"""),
    re.compile(rb"""import[\s(]*(['"`])([^'"`\r\n]{1,200})\1"""),
)
_DOM = (
    re.compile(rb"window\s*[.\[]"),
    re.compile(
        rb"document\.(?:querySelector|getElement|createElement|cookie|body|head|location|addEventListener|write|title)"
    ),
)
# A handler's two parameters, with types or without.
_HANDLER = re.compile(rb"req(?:uest)?(?:\s*:\s*[\w.<>]+)?\s*,\s*_?res(?:ponse)?\b")
_ASKS_WHERE_IT_RUNS = re.compile(rb"typeof (?:window|document)\b")
_SHEBANG = re.compile(rb"#![^\n]*\b(?:node|tsx|ts-node|bun|deno|zx)\b")


def file_kind(path: str, text: bytes, *, output: bool = True) -> FileKind:
    """What a file is for. `path` is relative to the folder of the nearest package.json.

    `output` says whether a folder called dist, build or out holds build output here (see `is_output`); where it
    does not, a file in it is judged as any other.
    """
    *folders, name = path.lower().split("/")
    ending = name.rpartition(".")[2]
    foreign = _foreign(folders, name, output=output)
    if foreign:
        return foreign
    if ending in _CODE and (_has_long_line(text) or _says_generated(text) or _is_packed(text)):
        return FileKind.GENERATED
    if kind := _by_place(folders, name, ending):
        return kind
    is_code = ending in _CODE or _SHEBANG.match(text)
    return _by_text("/".join((*folders, name)), text[:_LOOKED_AT]) if is_code else FileKind.MODULE


def is_output(files: Files, folder: str, path: str) -> bool:
    """Whether a file lies in a folder called dist, build or out whose source is beside that folder.

    `folder` is the absolute folder of the nearest package.json and `path` is relative to it. The source is a file
    of the same name (`dist/a.js` of `src/a.ts`) or a source map; beside dist and out, which nobody writes by
    hand, a folder of sources is enough.
    """
    parts = path.split("/")
    at = next((i for i, part in enumerate(parts[:-1]) if part in _BUILD), None)
    if at is None:
        return False
    above = "/".join((folder, *parts[:at]))
    inside = "/".join(parts[at + 1 :])
    if files.exists(f"{folder}/{path}.map"):
        return True
    if parts[at] != "build" and any(f"{source}/" in files.names(above) for source in _SOURCES):
        return True
    stem = inside.rpartition(".")[0] or inside
    return any(
        files.exists(f"{base}/{stem}{ending}")
        for base in (above, *(f"{above}/{source}" for source in _SOURCES))
        for ending in _SOURCE_ENDINGS
    )


def _foreign(folders: list[str], name: str, *, output: bool) -> FileKind | None:
    """Vendored or generated, by path alone."""
    inside = set(folders)
    if inside & _VENDOR:
        return FileKind.VENDOR
    # Elsewhere `vendor` is as often a word of the trade (a shop's vendors).
    if "vendor" in inside and all(part in _ASSET_PARENTS for part in folders[: folders.index("vendor")]):
        return FileKind.VENDOR
    if inside & _ASSETS and _RELEASED_NAME.search(name):
        return FileKind.VENDOR
    if inside & _TOOL_OUTPUT or folders[:1] == ["coverage"] or _MINIFIED_NAME.search(name):
        return FileKind.GENERATED
    return FileKind.GENERATED if output and inside & _BUILD else None


def _by_place(folders: list[str], name: str, ending: str) -> FileKind | None:
    """What the path says for certain."""
    inside = set(folders)
    if inside & _TEST or _TEST_NAME.search(name) or folders[:1] == ["stories"]:
        return FileKind.TEST
    if not folders and _ROOT_TEST.fullmatch(name):
        return FileKind.TEST
    if inside & _EXAMPLE:
        return FileKind.EXAMPLE
    if ending in _TEMPLATE:
        return FileKind.TEMPLATE
    if ending in _DATA or _CONFIG_NAME.fullmatch(name) or _TOOL_CONFIG.fullmatch(name):
        return FileKind.CONFIG
    if not folders and _ROOT_CONFIG.fullmatch(name):
        return FileKind.CONFIG
    return FileKind.BROWSER if ending in {"vue", "svelte"} else None


def _by_text(path: str, text: bytes) -> FileKind:
    """What code is for, by its imports and the names that it uses; `path` breaks ties."""
    *folders, name = path.split("/")
    inside = set(folders)
    packages, specifiers = _imports(text)
    assets = bool(inside & _ASSETS)
    if (inside & _SCRIPT and not assets) or _SHEBANG.match(text):
        serves = (name.startswith("www") or "bin" in inside or not inside & _SCRIPT) and (
            packages & FRAMEWORKS or b".listen(" in text
        )
        return FileKind.SERVER if serves else FileKind.SCRIPT
    directive = _DIRECTIVE.match(text, _leading_end(text))
    if directive:
        return FileKind.BROWSER if directive[2] == b"client" else FileKind.SERVER
    if _NEXT_SERVER.fullmatch(path) or _SERVER_NAME.search(name) or _is_server(packages, specifiers):
        return FileKind.SERVER
    if (
        name.endswith(("jsx", "tsx"))
        or (packages | specifiers) & BROWSER_PACKAGES
        or assets
        or _uses_dom(text)
    ):
        return FileKind.BROWSER
    hinted = specifiers & NODE_OR_POLYFILL or inside & _SERVER or name.startswith("server.")
    return FileKind.SERVER if hinted or _serves(text) else FileKind.MODULE


def _imports(text: bytes) -> tuple[set[str], set[str]]:
    """The packages and the whole specifiers that a text imports or requires, outside comments."""
    specifiers = set(_specifiers(text))
    return {package_name(specifier) for specifier in specifiers}, specifiers


def _specifiers(text: bytes) -> Iterator[str]:
    for pattern in _SPECIFIERS:
        for match in pattern.finditer(text):
            at = match.start()
            if match[2][:1] != b"." and not _in_comment(text, at) and not _is_member(text, at):
                yield match[2].decode("utf-8", "replace")


def _is_server(packages: set[str], specifiers: set[str]) -> bool:
    return (
        any(specifier.startswith("node:") for specifier in specifiers)
        or bool(specifiers & NODE_ONLY)
        or bool((packages | specifiers) & SERVER_PACKAGES)
    )


def _uses_dom(text: bytes) -> bool:
    """Whether a text uses the page's objects without asking first whether there is a page."""
    if _ASKS_WHERE_IT_RUNS.search(text):
        return False
    return any(
        not _in_comment(text, match.start()) and not _is_member(text, match.start())
        for pattern in _DOM
        for match in pattern.finditer(text)
    )


def _serves(text: bytes) -> bool:
    """Whether a text has a request handler, or tells a server its port."""
    return b".listen(" in text or any(
        not _is_member(text, match.start()) for match in _HANDLER.finditer(text)
    )


def _in_comment(text: bytes, at: int) -> bool:
    """Whether the line begins as a comment; a comment behind code on its line is not seen."""
    line = text[text.rfind(b"\n", 0, at) + 1 : at]
    return line.lstrip().startswith((b"//", b"*", b"/*"))


def _is_member(text: bytes, at: int) -> bool:
    """Whether the word at an offset is part of a longer name or a property."""
    before = text[at - 1 : at]
    return before.isalnum() or before in {b".", b"_", b"$", b"'", b'"', b"`"}


def _leading_end(text: bytes) -> int:
    """Where the shebang, blanks and comments before the first code end; comments of 8 kB are read."""
    match = _LEADING.match(text, 0, 8192)
    return match.end() if match else 0


def _says_generated(text: bytes) -> bool:
    """Whether the comments before the first code say that a program wrote the file."""
    end = _leading_end(text)
    if _GENERATED.search(text, 0, end):
        return True
    return _HANDS_OFF.search(text, 0, end) is not None and _MADE.search(text, 0, end) is not None


def _has_long_line(text: bytes) -> bool:
    """Whether a line is longer than a person writes; looks back from where it would end, not at each byte."""
    at = 0
    while at + LONGEST_LINE < len(text):
        stop = at + LONGEST_LINE + 1
        end = max(text.rfind(b"\n", at, stop), text.rfind(b"\r", at, stop))
        if end < 0:
            return True
        at = end + 1
    return False


def _is_packed(text: bytes) -> bool:
    """Whether a minifier wrote a text that is too short for a long line: long lines, and no blanks between statements."""
    lines = text.count(b"\n") + 1
    if len(text) < _PACKED_LINE * lines:
        return False
    tight, loose = (len(pattern.findall(text, 0, _LOOKED_AT)) for pattern in (_TIGHT, _LOOSE))
    return tight >= 5 and loose * 5 < tight
