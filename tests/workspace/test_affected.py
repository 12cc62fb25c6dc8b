"""Which open files a change concerns: those whose results rest on it, and no others."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nodeward.findings import Finding
from nodeward.rulebook.book import Rulebook
from nodeward.text.lines import Encoding
from nodeward.workspace.documents import Change
from nodeward.workspace.workspace import Workspace

Project = Callable[[Mapping[str, str]], str]


class Editor:
    """A workspace with files that are open, and what was last found in each."""

    def __init__(self, book: Rulebook, root: str, *names: str) -> None:
        self.work = Workspace(book)
        self.work.add_folder(root)
        list(self.work.index())
        self.book, self.root = book, root
        self.names = list(names)
        self.found: dict[str, tuple[Finding, ...] | None] = {}
        for name in names:
            self.work.open(self.path(name), Path(self.path(name)).read_text(), 1)
        for name in names:
            self.analyze(name)

    def path(self, name: str) -> str:
        return f"{self.root}/{name}"

    def analyze(self, name: str) -> None:
        result = self.work.analyze(self.path(name))
        self.found[name] = result.findings if result is not None else None

    def rules(self, name: str) -> list[str]:
        """The rules that speak in a file."""
        return [finding.rule for finding in self.found[name] or ()]

    def type(self, name: str, text: str) -> list[str]:
        """Writes a new text, and gives what it concerns."""
        self.work.change(self.path(name), [Change(None, None, text)], 2, Encoding.UTF16)
        self.analyze(name)
        return self.follow(name)

    def save(self, name: str, text: str | None) -> list[str]:
        """Changes the disk behind the editor's back, and gives what it concerns."""
        if text is None:
            Path(self.path(name)).unlink()
        else:
            Path(self.path(name)).write_text(text)
        self.work.files_changed([self.path(name)])
        return self.follow(name)

    def follow(self, name: str) -> list[str]:
        affected = [path.removeprefix(f"{self.root}/") for path in self.work.affected(self.path(name))]
        for other in affected:
            self.analyze(other)
        return sorted(affected)


USES = 'const { value } = require("./value");\nset(value);\n'


def test_a_file_follows_what_it_imports(toys: Rulebook, project: Project) -> None:
    editor = Editor(
        toys,
        project({"app.js": USES, "value.js": 'exports.value = "bad";\n', "other.js": "evil();\n"}),
        "app.js",
        "value.js",
        "other.js",
    )
    assert editor.rules("app.js") == ["set-bad"]
    assert editor.type("value.js", 'exports.value = "fine";\n') == ["app.js"]
    assert editor.found["app.js"] == ()
    assert editor.type("other.js", "ok();\n") == []
    assert editor.type("app.js", USES + "\n") == []


def test_a_file_follows_what_is_not_open(toys: Rulebook, project: Project) -> None:
    editor = Editor(toys, project({"app.js": USES, "value.js": 'exports.value = "bad";\n'}), "app.js")
    assert editor.save("value.js", 'exports.value = "fine";\n') == ["app.js"]
    assert editor.found["app.js"] == ()
    assert editor.save("value.js", 'exports.value = "fine";\n') == []
    assert editor.save("value.js", None) == ["app.js"]


def test_a_file_follows_what_did_not_exist(toys: Rulebook, project: Project) -> None:
    editor = Editor(toys, project({"app.js": USES}), "app.js")
    assert editor.found["app.js"] == ()
    assert editor.save("value.js", 'exports.value = "bad";\n') == ["app.js"]
    assert editor.rules("app.js") == ["set-bad"]
    assert editor.save("unrelated.js", "x") == []


def test_a_file_follows_its_settings(toys: Rulebook, project: Project) -> None:
    editor = Editor(toys, project({"app.js": "evil();", "in/app.js": "evil();"}), "app.js", "in/app.js")
    assert editor.save("nodeward.json", '{"rules": {"evil-call": "off"}}') == ["app.js", "in/app.js"]
    assert editor.found == {"app.js": (), "in/app.js": ()}
    assert editor.save("in/nodeward.json", "{}") == ["in/app.js"]
    # A text that is not saved yet says nothing.
    editor.work.open(editor.path("in/nodeward.json"), '{"enable": false}', 1)
    assert editor.follow("in/nodeward.json") == []
    assert editor.save("in/nodeward.json", '{"enable": false}') == ["in/app.js"]
    assert editor.found["in/app.js"] is None
    assert editor.save("in/nodeward.json", "{}") == ["in/app.js"]
    assert editor.found["in/app.js"] is not None


def test_a_closed_file_follows_nothing(toys: Rulebook, project: Project) -> None:
    editor = Editor(
        toys, project({"app.js": USES, "value.js": 'exports.value = "bad";\n'}), "app.js", "value.js"
    )
    editor.work.close(editor.path("app.js"))
    assert editor.type("value.js", "exports.value = 1;\n") == []


CONTENTS = [
    "",
    'exports.value = "bad";\n',
    'exports.value = "fine";\n',
    'const { value } = require("./a");\nset(value);\nexports.value = value;\n',
    'const { value } = require("./b");\nset(value);\nexports.value = value;\n',
    'const it = require("./c");\nset(it.value);\nevil();\nmodule.exports = it;\n',
    'import { value } from "./d";\nset(value);\nexport { value };\n',
    "exports.value = (\n",
]
NAMES = ["a.js", "b.js", "c.js", "d.js"]
EDITS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(CONTENTS), st.booleans()), min_size=1, max_size=6
)


@settings(
    derandomize=True,
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(CONTENTS), min_size=3, max_size=3), EDITS)
def test_whoever_follows_knows_what_a_fresh_look_would_say(
    toys: Rulebook, tmp_path: Path, start: list[str], edits: list[tuple[str, str, bool]]
) -> None:
    for name in NAMES:
        (tmp_path / name).unlink(missing_ok=True)
    for name, text in zip(NAMES, start, strict=False):
        (tmp_path / name).write_text(text)
    editor = Editor(toys, tmp_path.as_posix(), "a.js", "b.js")
    texts = {"a.js": start[0], "b.js": start[1]}
    for name, text, gone in edits:
        if name in texts:
            texts[name] = text
            editor.type(name, text)
        elif gone and (tmp_path / name).exists():
            editor.save(name, None)
        else:
            editor.save(name, text)
        fresh = Workspace(toys)
        fresh.add_folder(tmp_path.as_posix())
        for open_, now in texts.items():
            fresh.open(editor.path(open_), now, 1)
        list(fresh.index())
        for open_ in texts:
            result = fresh.analyze(editor.path(open_))
            assert result is not None
            assert editor.found[open_] == result.findings


@pytest.mark.parametrize("name", ["a.js", "b.js"])
def test_importing_a_file_concerns_it(toys: Rulebook, project: Project, name: str) -> None:
    editor = Editor(toys, project({"a.js": "exports.x = 1;\n", "b.js": "exports.y = 1;\n"}), "a.js", "b.js")
    other = "b.js" if name == "a.js" else "a.js"
    editor.type(name, f'require("./{other[0]}").run(set);\n')
    assert editor.found[other] == ()
