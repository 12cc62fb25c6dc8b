"""Flows while several files are edited: whatever was typed, every open file shows what a fresh look would show.

The edits make flows and break them, delete as often as they add, and go through circles of functions and of files.
"""

from pathlib import Path
from random import Random

import pytest
from tests.rulebook_files import repository_rules

from nodeward.findings import Finding
from nodeward.rulebook.book import Rulebook
from nodeward.text.lines import Encoding, LineIndex
from nodeward.workspace.documents import Change
from nodeward.workspace.workspace import Workspace

STEPS = 30  # of one sequence
TAKEN_BACK = 1 / 2  # of the steps undo an earlier one
LEAST_CHANGING = 1 / 3  # of the steps that must change a finding
PROJECT = {
    "package.json": '{"name": "project", "private": true}\n',
    "routes.js": """const router = require("express").Router();
const tools = require("./tools");
router.use((req, res, next) => { req.job = req.query.job; next(); });
router.get("/ping", tools.ping);
router.get("/list", tools.list);
module.exports = router;
""",
    "tools.js": """const net = require("./net");
const ALLOWED = ["a", "b"];
exports.ping = (ask, answer) => {
  let host = ask.query.host;
  if (ALLOWED.includes(host)) return answer.end();
  net.ping(host, 3);
  answer.end();
};
exports.list = (ask, answer) => {
  const names = [ask.job, ask.body.name];
  names.forEach((name) => net.ping(name, 1));
  net.again("x", 2);
};
exports.format = (text) => "ping " + text;
""",
    "net.js": """const { exec } = require("child_process");
const tools = require("./tools");
function ping(host, count) {
  if (count > 5) return again(host, count - 1);
  exec(tools.format(host));
}
function again(host, count) {
  if (count) ping(host, count);
  exec(`again ${host}`);
}
module.exports = { ping, again };
""",
}
OPEN = ("routes.js", "tools.js", "net.js")
# For each file the texts that change places: a piece and what it may become, `""` deletes it. Both ways are edits.
SWAPS = {
    "routes.js": [
        ('router.get("/ping", tools.ping);\n', ""),
        ('router.get("/list", tools.list);\n', ""),
        ("req.query.job", '"job"'),
        ("req.job =", "req.other ="),
    ],
    "tools.js": [
        ("ask.query.host", '"localhost"'),
        ("if (ALLOWED.includes(host)) return answer.end();\n", ""),
        ("if (ALLOWED.includes(host))", "if (!ALLOWED.includes(host))"),
        ("net.ping(host, 3);", "net.ping(Number(host), 3);"),
        ("ask.body.name", '"name"'),
        ('net.again("x", 2)', "net.again(ask.body.x, 2)"),
        ('"ping " + text', '"ping " + text.replace(/[^a-z]/g, "")'),
        ("names.forEach((name)", "names.filter((name)"),
        ("exports.format =", "exports.formal ="),
    ],
    "net.js": [
        ("exec(tools.format(host));", ""),
        ("exec(`again ${host}`);", "exec(`again ${count}`);"),
        ("return again(host, count - 1);", "return again(1, count - 1);"),
        ("if (count) ping(host, count);\n", ""),
        ("module.exports = { ping, again };", "module.exports = { ping };"),
        ('require("./tools")', 'require("./none")'),
    ],
}


class Editor:
    """A workspace whose files are edited piece by piece, and what it shows of each."""

    def __init__(self, book: Rulebook, root: Path) -> None:
        for name, text in PROJECT.items():
            (root / name).write_text(text)
        self.book, self.root = book, root.as_posix()
        self.texts = {name: PROJECT[name] for name in OPEN}
        self.work = self.fresh()
        self.shown = {name: self.findings(self.work, name) for name in OPEN}

    def fresh(self) -> Workspace:
        """A workspace that has seen nothing but the present texts."""
        work = Workspace(self.book)
        work.add_folder(self.root)
        for name, text in self.texts.items():
            work.open(f"{self.root}/{name}", text, 1)
        list(work.index())
        return work

    def findings(self, work: Workspace, name: str) -> tuple[Finding, ...]:
        result = work.analyze(f"{self.root}/{name}")
        assert result is not None
        assert not result.problems
        return result.findings

    def swap(self, name: str, old: str, new: str) -> None:
        """One edit: a piece of a file becomes another, and every file that this concerns is looked at again."""
        text = self.texts[name]
        index = LineIndex.of(text.encode())
        start = text.index(old)
        first, last = (index.position(text.encode(), at, Encoding.UTF16) for at in (start, start + len(old)))
        self.texts[name] = text[:start] + new + text[start + len(old) :]
        path = f"{self.root}/{name}"
        self.work.change(
            path, [Change((first.line, first.character), (last.line, last.character), new)], 2, Encoding.UTF16
        )
        self.shown[name] = self.findings(self.work, name)
        for other in self.work.affected(path):
            self.shown[Path(other).name] = self.findings(self.work, Path(other).name)


def swaps(text: str, name: str) -> list[tuple[str, str]]:
    """The edits that a text allows just now; a piece that was deleted left a mark where it may come back."""
    pairs = [(one, other or f"/*{i}*/") for i, (one, other) in enumerate(SWAPS[name])]
    return [(a, b) for one, other in pairs for a, b in ((one, other), (other, one)) if a in text]


@pytest.mark.parametrize("seed", range(3))
def test_every_open_file_shows_what_a_fresh_look_would(seed: int, tmp_path: Path) -> None:
    book, _ = repository_rules()
    editor, random, changed = Editor(book, tmp_path), Random(seed), 0
    done: list[tuple[str, str, str]] = []
    for _step in range(STEPS):
        before = dict(editor.shown)
        if done and random.random() < TAKEN_BACK:
            name, old, new = done.pop(random.randrange(len(done)))
            if new not in editor.texts[name]:
                continue
            editor.swap(name, new, old)
        else:
            name = random.choice(OPEN)
            old, new = random.choice(swaps(editor.texts[name], name))
            editor.swap(name, old, new)
            done.append((name, old, new))
        fresh = editor.fresh()
        assert editor.shown == {one: editor.findings(fresh, one) for one in OPEN}
        changed += before != editor.shown
    assert changed >= STEPS * LEAST_CHANGING
