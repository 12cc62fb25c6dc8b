"""The small translations: URIs and paths, a client's capabilities, kinds of actions, the parts of this room."""

import ast
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types
from lsprotocol.converters import get_converter
from pytest_lsp import client_capabilities

import nodeward
from nodeward.lsp import handlers, server
from nodeward.lsp.actions import wanted
from nodeward.lsp.client import Client, client_of, only_read
from nodeward.lsp.handlers import code_action, diagnostic, workspace_diagnostic
from nodeward.lsp.uris import path_of, uri_of
from nodeward.text.lines import Encoding

HANDLERS = sorted(Path(handlers.__path__[0]).glob("[a-z]*.py"))


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b.js", "/a/b.js"),
        ("FILE:///a/b.js", "/a/b.js"),
        ("file://localhost/a/b.js", "/a/b.js"),
        ("file:///a%20b/%C3%A4%23.js", "/a b/ä#.js"),
        ("file:///a#b?c.js", "/a#b?c.js"),
        ("file:///c%3A/x.js", "/c:/x.js"),
        ("file://server/share/x.js", "//server/share/x.js"),
        ("untitled:Untitled-1", "untitled:Untitled-1"),
        ("vscode-vfs://github/o/r/a.js", "vscode-vfs://github/o/r/a.js"),
    ],
)
def test_a_path_is_what_the_uri_means(uri: str, path: str) -> None:
    assert path_of(uri, windows=False) == path


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///c%3A/Users/x.js", "c:/Users/x.js"),
        ("file:///C:/Users/x.js", "c:/Users/x.js"),
        ("file:///c:", "c:"),
        ("file://server/share/x.js", "//server/share/x.js"),
    ],
)
def test_windows_has_drives(uri: str, path: str) -> None:
    assert path_of(uri, windows=True) == path


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/a b/ä#?%.js", "file:///a%20b/%C3%A4%23%3F%25.js"),
        ("c:/Users/x.js", "file:///c%3A/Users/x.js"),
        ("//server/share/x.js", "file://server/share/x.js"),
        ("untitled:Untitled-1", "untitled:Untitled-1"),
    ],
)
def test_a_uri_is_written_as_clients_write_it(path: str, uri: str) -> None:
    assert uri_of(path) == uri


@settings(derandomize=True, deadline=None)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from("\udc80\udcff"), min_size=1
    )
)
def test_every_path_comes_back(name: str) -> None:
    path = "/" + name.lstrip("/")
    assert path_of(uri_of(path), windows=False) == path


def test_a_client_that_announces_nothing_can_do_nothing() -> None:
    assert client_of(types.ClientCapabilities()) == Client()


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (None, Encoding.UTF16),
        ([], Encoding.UTF16),
        (["utf-7"], Encoding.UTF16),
        (["utf-32", "utf-8"], Encoding.UTF32),
        (["utf-7", "utf-8", "utf-16"], Encoding.UTF8),
    ],
)
def test_the_first_encoding_that_both_know_is_taken(offered: list[str] | None, chosen: Encoding) -> None:
    general = types.GeneralClientCapabilities(position_encodings=offered)
    assert client_of(types.ClientCapabilities(general=general)).encoding is chosen


def test_what_vs_code_can_do() -> None:
    assert client_of(client_capabilities("visual-studio-code")) == Client(
        related_information=True,
        tags=(1, 2),
        action_literals=True,
        disabled_actions=True,
        lazy_edits=True,
        document_changes=True,
        create_files=True,
        annotations=True,
        markdown=True,
        configuration=True,
        register_configuration=True,
        register_watchers=True,
        progress=True,
    )


def test_what_neovim_can_do() -> None:
    assert client_of(client_capabilities("neovim")) == Client(
        encoding=Encoding.UTF8,
        related_information=True,
        tags=(1, 2),
        action_literals=True,
        lazy_edits=True,
        create_files=True,
        markdown=True,
        configuration=True,
        progress=True,
    )


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim", "emacs"])
def test_nothing_is_lost_by_reading_only_what_is_needed(name: str) -> None:
    converter = get_converter()
    announced = converter.unstructure(client_capabilities(name))
    read = only_read({"capabilities": announced, "rootUri": None})
    assert isinstance(read, dict)
    assert read["rootUri"] is None
    assert len(str(read)) < len(str(announced)) / 2
    structured = converter.structure(read["capabilities"], types.ClientCapabilities)
    assert client_of(structured) == client_of(client_capabilities(name))


@pytest.mark.parametrize("params", [None, 5, [], {}, {"capabilities": 5}, {"capabilities": {"window": 5}}])
def test_odd_parameters_are_left_for_the_protocol_to_refuse(params: object) -> None:
    assert only_read(params) == params


@pytest.mark.parametrize(
    ("only", "answer"),
    [
        (None, True),
        ([], True),
        ([""], True),
        (["source"], True),
        ([types.CodeActionKind.SourceFixAll], True),
        (["source.fixAll.nodeward"], True),
        (["source.fixAll.nodeward.more"], False),
        (["source.fix"], False),
        (["quickfix"], False),
    ],
)
def test_a_kind_includes_its_sub_kinds(only: list[str] | None, answer: bool) -> None:
    assert wanted("source.fixAll.nodeward", only) == answer


def test_every_message_has_a_file_and_every_file_is_used() -> None:
    used = {module.METHOD for module in (*server.HANDLERS, code_action, diagnostic, workspace_diagnostic)}
    written = {ast.parse(path.read_text()).body[-1] for path in HANDLERS if path.stem != "__init__"}
    assert len(used) == len(written)
    for path in HANDLERS:
        assert len(path.read_text().splitlines()) <= 50, path.name


def test_the_version_is_the_package_s() -> None:
    assert nodeward.__version__ == version("nodeward")


LAZY = """
import sys
import nodeward.lsp.server
from lsprotocol import types
from lsprotocol.converters import get_converter
from tests.lsp.fake_workspace import FakeWorkspace
nodeward.lsp.server.create_server(FakeWorkspace)
classes = [cls for cls in types.ALL_TYPES_MAP.values() if isinstance(cls, type)]
print(sum("__nodeward_define__" in vars(cls) for cls in classes))
"""
SHAPES = """
import sys
if "lazy" in sys.argv:
    import nodeward.lsp
import attrs, inspect
from lsprotocol import types
from lsprotocol.converters import get_converter
from lsprotocol.converters import get_converter
get_converter()
for name, cls in sorted(types.ALL_TYPES_MAP.items()):
    if isinstance(cls, type) and attrs.has(cls):
        fields = [(f.name, f.type, f.default, f.validator, f.kw_only, f.eq, f.repr, f.hash) for f in attrs.fields(cls)]
        marks = [name for name in ("__eq__", "__hash__", "__repr__", "__lt__") if getattr(cls, name) is getattr(object, name)]
        print(name, fields, inspect.signature(cls), cls.__match_args__, marks)
"""


def run(script: str, *arguments: str) -> str:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, cwd=root, check=True
    )
    return re.sub(r" at 0x\w+", "", done.stdout)


def test_few_classes_of_the_protocol_are_built_before_they_are_needed() -> None:
    assert int(run(LAZY)) > 500


def test_a_class_that_is_built_late_is_the_same() -> None:
    late, early = run(SHAPES, "lazy"), run(SHAPES)
    assert early.count("\n") > 500
    assert late == early
