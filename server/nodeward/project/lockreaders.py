"""The formats of lockfiles: npm, yarn (1 and later), pnpm, bun. Reads only which package has which version."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from nodeward.project.versions import parse_version

_SECTIONS = frozenset({"dependencies", "devDependencies", "optionalDependencies"})
_YARN_VERSION = re.compile(r'  version:? "?([^"\s]+)"?')
_YAML_LINE = re.compile(
    r"(?P<indent> *)(?:'(?P<single>(?:[^']|'')*)'|\"(?P<double>[^\"]*)\"|(?P<bare>[^\s'\"#-][^\s]*?))"
    r":(?:\s+(?P<value>.*))?"
)
_BUN_ENTRY = re.compile(r'\s*"[^"]+": \["((?:@[^/"]+/)?[^@/"]+)@([^"]+)"')


@dataclass(frozen=True, slots=True)
class Lock:
    """What a lockfile says; each format answers in its own way.

    `by_place` is keyed by path (`node_modules/a`), `for_importer` by the package's folder in the workspace and the
    dependency's name, `by_range` by name and declared range without `npm:`, `known` has every version of a name.
    """

    by_place: Mapping[str, str] = field(default_factory=dict)
    for_importer: Mapping[tuple[str, str], str] = field(default_factory=dict)
    by_range: Mapping[tuple[str, str], str] = field(default_factory=dict)
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read_npm(text: bytes) -> Lock:
    """package-lock.json and npm-shrinkwrap.json, lockfileVersion 1 to 3; a broken file says nothing."""
    try:
        facts = json.loads(text.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return Lock()
    if not isinstance(facts, dict):
        return Lock()
    packages = facts.get("packages")
    if not isinstance(packages, dict):
        return Lock(by_place=dict(_npm_one(facts.get("dependencies"))))
    places = {place: _npm_version(packages, entry) for place, entry in packages.items() if place}
    return Lock(by_place={place: version for place, version in places.items() if version})


def read_yarn(text: bytes) -> Lock:
    """yarn.lock of Yarn 1 and of later versions ("berry")."""
    ranges: dict[tuple[str, str], str] = {}
    asked: list[tuple[str, str]] = []
    for line in _lines(text):
        if line and line[0] not in " #":
            asked = [_split(spec) for spec in line.rstrip(": ").replace('"', "").split(", ")]
        elif (match := _YARN_VERSION.fullmatch(line)) and _is_release(match[1]):
            ranges |= dict.fromkeys(asked, match[1])
            asked = []
    return Lock(by_range=ranges, known=_known((name, version) for (name, _), version in ranges.items()))


def read_pnpm(text: bytes) -> Lock:
    """pnpm-lock.yaml, lockfileVersion 5 to 9; read by lines and indentation, as pnpm writes it."""
    importers: dict[tuple[str, str], str] = {}
    packages: list[tuple[str, str]] = []
    for path, value in _yaml_entries(text):
        if path[0] == "packages" and len(path) == 2:
            packages.append(_pnpm_package(path[1]))
        # Without a workspace the sections stand at the top (before version 9) and not below `importers: .:`.
        detailed = len(path) > 2 and path[-1] == "version" and path[-2] not in _SECTIONS
        *above, section, name = path[:-1] if detailed else path
        if section in _SECTIONS and (not above or (above[0] == "importers" and len(above) == 2)):
            version = _pnpm_version(value)
            folder = above[1] if above and above[1] != "." else ""
            if version:
                importers[folder, name] = version
    return Lock(for_importer=importers, known=_known(packages))


def read_bun(text: bytes) -> Lock:
    """bun.lock, the textual lockfile of Bun 1.2."""
    matches = (_BUN_ENTRY.match(line) for line in _lines(text))
    return Lock(known=_known((match[1], match[2]) for match in matches if match))


def _npm_one(dependencies: object) -> Iterator[tuple[str, str]]:
    """Places and versions of lockfileVersion 1, of the packages at the top alone."""
    for name, entry in dependencies.items() if isinstance(dependencies, dict) else ():
        version = entry.get("version") if isinstance(entry, dict) else None
        if isinstance(version, str):
            release = _split(version.removeprefix("npm:"))[1] if version.startswith("npm:") else version
            if _is_release(release):
                yield f"node_modules/{name}", release


def _npm_version(packages: Mapping[str, object], entry: object) -> str | None:
    """The version of an entry, that of its target for a link to a package of the workspace."""
    if isinstance(entry, dict) and entry.get("link") is True:
        entry = packages.get(str(entry.get("resolved")))
    version = entry.get("version") if isinstance(entry, dict) else None
    return version if isinstance(version, str) and _is_release(version) else None


def _split(spec: str) -> tuple[str, str]:
    """Name and range of `name@range`, the range without `npm:`."""
    name, _, wanted = spec[1:].partition("@")
    return spec[:1] + name, wanted.removeprefix("npm:")


def _yaml_entries(text: bytes) -> Iterator[tuple[list[str], str]]:
    """The keys that lead to each line of nested mappings, and the line's value; other lines are passed over."""
    path: list[tuple[int, str]] = []
    for line in _lines(text):
        match = _YAML_LINE.fullmatch(line.rstrip())
        if match is None:
            continue
        indent = len(match["indent"])
        while path and path[-1][0] >= indent:
            path.pop()
        path.append((indent, match["single"] or match["double"] or match["bare"] or ""))
        if 1 < len(path) <= 5:
            yield [key for _, key in path], (match["value"] or "").strip("'\"")


def _pnpm_package(key: str) -> tuple[str, str]:
    """Name and version of `/name/1.0.0_peer`, `/name@1.0.0(peer)` or `name@1.0.0`."""
    plain = key.removeprefix("/").partition("(")[0]
    if "@" in plain[1:].partition("_")[0]:
        name, version = _split(plain)
        return name, version
    name, _, version = plain.partition("_")[0].rpartition("/")
    return name, version


def _pnpm_version(value: str) -> str | None:
    """The version of `1.0.0`, `1.0.0(peer)`, `1.0.0_peer`, or of an alias such as `/other@1.0.0`."""
    plain = value.partition("(")[0].strip()
    for version in (plain, plain.partition("_")[0], _pnpm_package(plain)[1]):
        if _is_release(version):
            return version
    return None


def _known(packages: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, version in packages:
        if _is_release(version):
            found[name].add(version)
    return {name: frozenset(versions) for name, versions in found.items()}


def _is_release(version: str) -> bool:
    """Whether a text is a version of the registry; a package of the workspace has none (`0.0.0-use.local`)."""
    return parse_version(version) is not None and not version.endswith("-use.local")


def _lines(text: bytes) -> list[str]:
    return text.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
