"""The house stands: imports point down, foreign libraries keep to their rooms, modules stay small and say what they know."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "server" / "nodeward"
MODULES = sorted(PACKAGE.rglob("*.py"))

# From the roof down; rooms on one floor do not see each other.
FLOORS: list[set[str]] = [
    {"lsp", "cli"},
    {"workspace"},
    {"checks", "fixes"},
    {"rulebook"},
    {"taint"},
    {"program"},
    {"semantics", "project"},
    {"syntax"},
    {"findings"},
    {"text"},
]
# Every foreign library has one room.
ROOMS = {
    "attrs": "lsp",
    "pygls": "lsp",
    "lsprotocol": "lsp",
    "tree_sitter": "syntax",
    "tree_sitter_javascript": "syntax",
    "tree_sitter_json": "syntax",
    "tree_sitter_typescript": "syntax",
    "yaml": "rulebook",
    "msgspec": "rulebook",
    "rich": "cli",
}
# What floors 1 to 7 must not touch: disk, clock, thread, environment, network, other programs.
FORBIDDEN_BELOW = {
    "os",
    "time",
    "datetime",
    "threading",
    "asyncio",
    "subprocess",
    "socket",
    "shutil",
    "tempfile",
    "random",
}
DOORS = {"main", "__main__"}
MOST_LINES, MOST_FUNCTION_LINES, MOST_NESTING, MOST_SPECIAL_CHECKS = 300, 40, 3, 15
# Larger than the limits, each with its reason.
EXCEPTIONS: dict[str, str] = {}


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    return next(i for i, rooms in enumerate(FLOORS) if name in rooms)


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def nesting(node: ast.AST, depth: int = 0) -> int:
    deepest = depth
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        opens = isinstance(
            child,
            ast.If | ast.For | ast.While | ast.With | ast.Try | ast.Match | ast.AsyncFor | ast.AsyncWith,
        )
        chained = isinstance(node, ast.If) and child in node.orelse and isinstance(child, ast.If)
        deepest = max(deepest, nesting(child, depth + (opens and not chained)))
    return deepest


def name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


every_module = pytest.mark.parametrize("module", MODULES, ids=name)


@every_module
def test_imports_point_down(module: Path) -> None:
    here = room(module)
    if here in {"__init__", "__main__"}:
        return
    for imported in imports(module):
        top, _, rest = imported.partition(".")
        assert ROOMS.get(top, here) == here, f"{top} belongs to {ROOMS[top]}/"
        there = rest.split(".")[0]
        if top == "nodeward" and there and there != here:
            door = module.stem in DOORS and floor(there) == floor(here)  # it starts what stands beside it
            assert door or floor(there) > floor(here), f"{here}/ may not import {there}/"


@every_module
def test_foreign_libraries_have_a_room(module: Path) -> None:
    tops = {imported.partition(".")[0] for imported in imports(module)}
    strangers = tops - set(sys.stdlib_module_names) - set(ROOMS) - {"nodeward"}
    assert not strangers, f"give {strangers} one room in ROOMS"


@every_module
def test_pure_floors_touch_nothing_outside(module: Path) -> None:
    if room(module) in {"lsp", "cli", "workspace", "__init__", "__main__"}:
        return
    tops = {imported.partition(".")[0] for imported in imports(module)}
    assert not tops & FORBIDDEN_BELOW
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "open" not in calls, "only workspace/ reads the disk"


@every_module
def test_modules_say_what_they_know(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text())), (
        "open with one sentence: what it knows and what it does not"
    )


@every_module
def test_modules_stay_small(module: Path) -> None:
    if name(module) in EXCEPTIONS:
        return
    assert len(module.read_text().splitlines()) <= MOST_LINES
    for function in functions(module):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= MOST_FUNCTION_LINES, f"{function.name} has {length} lines"
        assert nesting(function) <= MOST_NESTING, f"{function.name} nests too deep"


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "server/ARCHITECTURE.md"])
def test_pages_name_files_that_are_there(page: str) -> None:
    """A path in code that begins with a folder, from the repository's or the package's; places to fill in are none."""
    named = re.findall(r"`((?:[\w-]+/)+[\w.-]*)`", (ROOT / page).read_text())
    places = [(path, [ROOT / path, PACKAGE / path, PACKAGE / f"{path}.py"]) for path in named]
    assert named
    assert [path for path, files in places if not any(file.exists() for file in files)] == []


def test_special_checks_stay_few() -> None:
    special = [path for path in (PACKAGE / "checks" / "special").glob("*.py") if path.stem != "__init__"]
    assert len(special) <= MOST_SPECIAL_CHECKS


def test_exceptions_still_exist() -> None:
    assert set(EXCEPTIONS) <= {name(module) for module in MODULES}
