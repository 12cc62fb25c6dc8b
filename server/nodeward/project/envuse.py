"""What a project does with environment variables: which it reads, what loads its .env files. Looks at bytes, parses nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nodeward.project.package import nearest
from nodeward.text.files import Files

# Bounds on what is read to answer one question; what lies beyond is taken not to use any variable.
MOST_FILES, MOST_BYTES = 2000, 400_000

_CODE = (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".vue", ".svelte", ".astro")
_CLOSED = frozenset({"node_modules/", "dist/", "build/", "out/", "coverage/", "vendor/"})
_NAME = rb"([A-Za-z_][A-Za-z0-9_]*)"
_READS = (
    re.compile(rb"\benv\s*(?:\?\.|\.)\s*" + _NAME),
    re.compile(rb"\benv\s*(?:\?\.)?\[\s*['\"`]" + _NAME),
    re.compile(
        rb"\b[gG]et(?:OrThrow)?(?:<[^<>()]{0,80}>)?\(\s*['\"]([A-Z][A-Z0-9_]*)['\"]"
    ),  # a config service
    re.compile(rb"\b([A-Z][A-Z0-9_]{2,})\s*:\s*(?:z|[jJ]oi|yup|t)\."),  # a schema of the environment
    re.compile(rb"\b([A-Z][A-Z0-9_]{2,})\s*:\s*(?:str|num|url|email|host|port|bool|json)\("),
)
_TAKEN_APART = re.compile(rb"\{([^{}]{0,2000})\}\s*=\s*process\.env\b")
_KEY = re.compile(rb"(?:^|,)\s*" + _NAME)

_LOADERS = frozenset({
    "@dotenvx/dotenvx", "@nestjs/config", "@redwoodjs/core", "@strapi/strapi", "blitz", "dotenv", "dotenv-cli",
    "dotenv-expand", "dotenv-flow", "dotenv-safe", "dotenvx", "env-cmd", "next", "nuxt", "react-scripts",
})  # fmt: skip
_LOADING_COMMAND = re.compile(r"--env-file|\bdotenvx?\b|\benv-cmd\b|\bbun\b")
_LOADING_CODE = re.compile(rb"\bloadEnvFile\b|['\"]dotenv(?:/config)?['\"]")
# Where `.env` is meant to be shared and `.env.local` is not.
_WITH_LOCAL = frozenset({"@sveltejs/kit", "@vue/cli-service", "astro", "next", "react-scripts", "vite"})
# What reads `$NAME` in a value as another variable.
_EXPANDING = _WITH_LOCAL | {"@dotenvx/dotenvx", "dotenv-expand", "dotenvx", "env-cmd", "nuxt"}


@dataclass(frozen=True, slots=True)
class EnvUse:
    """How a project uses its environment. `names` are the variables that its code asks for."""

    names: frozenset[str]
    loads: bool  # whether something loads .env files into process.env
    local: bool  # whether secrets are kept in .env.local
    expands: bool  # whether `$` in a value means another variable


def env_use(files: Files, root: str) -> EnvUse:
    """What the code below `root` (absolute) and the package.json that it belongs to say."""
    names: set[str] = set()
    loads = False
    for path in _code(files, root):
        text = files.read(path) or b""
        if len(text) <= MOST_BYTES and (b"nv" in text or b"onfig" in text):
            names |= names_read(text)
            loads = loads or _LOADING_CODE.search(text) is not None
    packages, commands = _package(files, root)
    loads = loads or bool(packages & _LOADERS) or any(map(_LOADING_COMMAND.search, commands))
    return EnvUse(frozenset(names), loads, bool(packages & _WITH_LOCAL), bool(packages & _EXPANDING))


def shares_env(files: Files, root: str) -> bool:
    """Whether a tool of the project wants `.env` committed, and what is secret in `.env.local` (as Next.js and Vite do)."""
    return bool(_package(files, root)[0] & _WITH_LOCAL)


def names_read(text: bytes) -> set[str]:
    """The environment variables that the text of a file asks for, as far as it is written so that bytes show it."""
    found = {match.group(1) for pattern in _READS for match in pattern.finditer(text)}
    for taken in _TAKEN_APART.finditer(text):
        found |= {match.group(1) for match in _KEY.finditer(taken.group(1))}
    return {name.decode() for name in found}


def _code(files: Files, root: str) -> Iterator[str]:
    """The files of code below a folder, at most MOST_FILES of them, without what tools and other people wrote."""
    waiting, left = [root.rstrip("/")], MOST_FILES
    while waiting and left > 0:
        folder = waiting.pop()
        names = files.names(folder or "/")
        code = [name for name in names if name.endswith(_CODE)][:left]
        left -= len(code)
        yield from (f"{folder}/{name}" for name in code)
        inner = (name for name in names if name.endswith("/") and name not in _CLOSED)
        waiting += [f"{folder}/{name[:-1]}" for name in inner if not name.startswith(".")]


def _package(files: Files, root: str) -> tuple[frozenset[str], list[str]]:
    near = nearest(files, f"{root}/package.json")
    if near is None:
        return frozenset(), []
    package = near[1]
    packages = frozenset(name for section in package.dependencies.values() for name in section)
    return packages, [script.command for script in package.scripts.values()]
