"""Programs from text: several files in one string, and the expressions that a test asks about between « and »."""

import re
from collections.abc import Mapping

from tests.semantics.library import LIBRARY

from nodeward.program.links import Links, specifiers
from nodeward.program.program import Program
from nodeward.semantics.api import Library
from nodeward.semantics.callsites import call_sites
from nodeward.semantics.facts import FileFacts
from nodeward.semantics.shapes import elements, shape
from nodeward.semantics.values import (
    UNDEFINED,
    Api,
    Array,
    Class,
    Constant,
    Function,
    Instance,
    Module,
    Object,
    Regex,
    Result,
    Site,
    Text,
    Unknown,
    Value,
    api_name,
)
from nodeward.syntax.document import Document
from nodeward.syntax.nodes import node_at
from nodeward.text.memory import MemoryFiles

_HEADER = re.compile(r"^//- (\S+)\n", re.MULTILINE)
MAIN = "/main.js"


def files(source: str) -> dict[str, str]:
    """The files of a string: each `//- /path` line starts one; what stands before the first is /main.js."""
    parts = _HEADER.split(source)
    found = {MAIN: parts[0]} if parts[0].strip() else {}
    return found | dict(zip(parts[1::2], parts[2::2], strict=True))


def program(texts: Mapping[str, str], library: Library = LIBRARY) -> Program:
    """The program of these files."""
    contents = {path: text.encode("utf-8", "surrogatepass") for path, text in texts.items()}
    return analysis({path: FileFacts(Document.open(path, text)) for path, text in contents.items()}, library)


def analysis(facts: Mapping[str, FileFacts], library: Library = LIBRARY) -> Program:
    """A program of files that have been read: it has not been asked anything yet."""
    contents = {path: each.document.text for path, each in facts.items()}
    links = Links()
    for path, content in contents.items():
        links.update(path, specifiers(content))
    return Program(MemoryFiles(contents), facts.get, links, library)


def marked(source: str, library: Library = LIBRARY) -> tuple[Program, list[Site]]:
    """The program of a string and what is marked in it, in order."""
    texts = files(source)
    places = {path: _places(text) for path, text in texts.items()}
    found = program({path: re.sub("[«»]", "", text) for path, text in texts.items()}, library)
    return found, [_site(found, path, *place) for path, listed in places.items() for place in listed]


def name(site: Site) -> str | None:
    """The canonical name of an expression, None where it has none."""
    return api_name(site.model.value(site.node))


def check_names(source: str, *names: str | None, library: Library = LIBRARY) -> None:
    """What is marked has these canonical names, in order; None: none is known."""
    _, sites = marked(source, library)
    found = [name(site) for site in sites]
    assert found == list(names), f"{source}\nmeans {found}"
    for site in sites:
        _check_call_site(source, site)


def _check_call_site(source: str, site: Site) -> None:
    """A call of a library's function is found by its name."""
    value, call = site.model.value(site.node), site.node.parent
    called = call is not None and site.node in map(call.child_by_field_name, ("function", "constructor"))
    if isinstance(value, Api) and called:
        listed = call_sites(site.model, frozenset({value.name})).get(value.name, [])
        assert call in [found.node for found in listed], f"{source}\nthe call is not found"


def check_values(source: str, *values: object) -> None:
    """What is marked has these values, in order, as `plain` tells them."""
    _, sites = marked(source)
    found = [plain(site.model.value(site.node)) for site in sites]
    assert found == list(values), f"{source}\nis {found}"


class Nothing:
    """How `plain` tells that a value is unknown."""

    def __repr__(self) -> str:
        return "UNKNOWN"


NOTHING = Nothing()


def plain(value: Value) -> object:  # noqa: C901 - one line a kind of value
    """A value as data that reads well: primitives, dicts and lists; `undefined` and what has no literal as text in <>.

    Of an object whose further properties are not known, "..." is one; a text shows its holes in braces.
    """
    match value:
        case Unknown():
            return NOTHING
        case Constant():
            return "<undefined>" if value.value is UNDEFINED else value.value
        case Text():
            return "".join(
                piece if isinstance(piece, str) else "{" + _text(piece) + "}" for piece in value.pieces
            )
        case Regex():
            return f"/{value.pattern}/{value.flags}"
        case Object():
            return _plain_object(value)
        case Array():
            items = elements(value)
            return [plain(item.model.value(item.node)) for item in items] if items is not None else ["..."]
        case Function():
            return "<function>"
        case Class():
            return "<class>"
        case Instance():
            return "<instance>"
        case Module():
            return f"<module {value.path}>"
        case Result():
            return f"<{value.api}()>"
    return f"<{value.name}>"


def _plain_object(value: Object) -> dict[str, object]:
    found = shape(value)
    told: dict[str, object] = {
        key: NOTHING
        if len(sites) != 1 or key in found.doubtful
        else plain(sites[0].model.value(sites[0].node))
        for key, sites in found.properties.items()
    }
    told |= dict.fromkeys(found.doubtful, NOTHING)
    return told if found.complete else {**told, "...": NOTHING}


def _text(site: Site) -> str:
    return site.model.text(site.node)


def _places(text: str) -> list[tuple[int, int]]:
    """The byte offsets of what is marked, once the marks are gone."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    at = 0
    for sign in text:
        if sign == "«":
            opened.append(len(found))
            found.append((at, at))
        elif sign == "»":
            index = opened.pop()
            found[index] = (found[index][0], at)
        else:
            at += len(sign.encode())
    return found


def _site(found: Program, path: str, start: int, end: int) -> Site:
    model = found.model(path)
    assert model is not None
    node = node_at(model.facts.document, start, end)
    assert node is not None
    assert (node.start_byte, node.end_byte) == (start, end), f"a mark splits {model.text(node)!r}"
    return model.site(node)
