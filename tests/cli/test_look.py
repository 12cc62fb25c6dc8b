"""A scan asks the workspace for the right files, with the right context, and tells what it says in order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods

import pytest

from nodeward.cli.look import MANY, NOT_OURS, UNREADABLE, Wish, look
from nodeward.cli.mistake import Mistake
from nodeward.cli.report.result import Result
from nodeward.cli.targets import Target
from nodeward.findings import Finding, Severity, Step
from nodeward.fixes.fix import FileEdit, Fix, Refusal
from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.rule import NoFix
from nodeward.syntax.document import Document
from nodeward.text.span import Span
from nodeward.workspace.suppress import Suppressed


@dataclass(frozen=True, slots=True)
class FakeAnalysis:
    document: Document
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    problems: tuple[str, ...] = ()
    left_out: str = ""


@dataclass(slots=True)
class FakeWorkspace:
    """Files whose lines are findings: `severity rule [-> path]`.

    Lines of another kind: `! problem`, `# silenced-rule`, `@ complaint`, `? why the file is left out`.
    """

    files: Mapping[str, str]
    ignored: frozenset[str] = frozenset()
    folders: list[str] = field(default_factory=list)
    analyzed: list[str] = field(default_factory=list)
    proofs: set[bool] = field(default_factory=set)
    rulebook: Rulebook = field(default_factory=Rulebook)

    def complaints(self, path: str) -> list[str]:
        return self.words(path, "@")

    def words(self, path: str, kind: str) -> list[str]:
        """What the lines of one kind say."""
        return [line[2:] for line in self.files.get(path, "").splitlines() if line.startswith(f"{kind} ")]

    def add_folder(self, root: str) -> None:
        self.folders.append(root)

    def open(self, path: str, text: str, version: int, language_id: str | None = None) -> None:
        raise NotImplementedError

    def index(self) -> Iterator[tuple[int, int]]:
        yield 1, 1

    def still(self) -> AbstractContextManager[None]:
        return nullcontext()

    def sources(self) -> Iterator[str]:
        for path in self.files:
            below = [folder for folder in self.folders if path.startswith(f"{folder}/")]
            if any(folder in below for folder in self.ignored) or (below and path not in self.ignored):
                yield path

    def analyze(self, path: str, cancelled: Callable[[], bool] = lambda: False) -> FakeAnalysis | None:
        assert not cancelled()
        self.analyzed.append(path)
        if path not in self.files or path.endswith(".txt"):
            return None
        lines = [line.split(" ") for line in self.files[path].splitlines()]
        return FakeAnalysis(
            Document.open(path, self.files[path].encode()),
            tuple(finding(path, number, words) for number, words in enumerate(lines) if len(words[0]) > 1),
            tuple(Suppressed(finding(path, 0, ["hint", rule]), "reviewed") for rule in self.words(path, "#")),
            tuple(self.words(path, "!")),
            "".join(self.words(path, "?")),
        )

    def fix(self, path: str, finding: Finding, *, proof: bool = True) -> Fix | Refusal | None:
        assert path == finding.path
        self.proofs.add(proof)
        match finding.rule:
            case "fixable":
                return Fix("Mend it", (FileEdit("/p/.env", ()), FileEdit("/p/new", (), create=True)))
            case "refused":
                return Refusal(NoFix.NEEDS_HUMAN)
            case _:
                return None

    def read(self, path: str) -> bytes | None:
        text = self.files.get(path)
        return None if text is None else text.encode()


def finding(path: str, number: int, words: Sequence[str]) -> Finding:
    steps = (Step(words[3], Span(0, 1), "comes from"),) if len(words) > 3 else ()
    return Finding(words[1], path, Span(number, number), "", Severity[words[0].upper()], steps)


def looked(
    workspace: FakeWorkspace, *chosen: Target, wish: Wish | None = None
) -> tuple[Result, list[tuple[str, int, int]]]:
    seen: list[tuple[str, int, int]] = []
    result = look(workspace, chosen, wish or Wish(), lambda *progress: seen.append(progress))
    return result, seen


FOLDER = Target("/p", folder=True, project="/p")
SHOP = {"/p/b.js": "error b\nhint a", "/p/a.js": "warning c\nerror fixable", "/p/lib/a.js": "hint refused"}


def test_findings_come_in_order_whatever_the_order_of_files() -> None:
    result, _ = looked(FakeWorkspace(SHOP), FOLDER)
    told = [(one.finding.path, one.finding.span.start, one.finding.rule) for one in result.told]
    assert told == sorted(told)
    assert result.scanned == 3


@pytest.mark.parametrize(
    ("chosen", "analyzed"),
    [
        ([FOLDER], ["/p/a.js", "/p/b.js", "/p/lib/a.js"]),
        ([Target("/p/lib", folder=True, project="/p")], ["/p/lib/a.js"]),
        ([Target("/p/b.js", folder=False, project="/p")], ["/p/b.js"]),
        ([FOLDER, Target("/p/b.js", folder=False, project="/p")], ["/p/a.js", "/p/b.js", "/p/lib/a.js"]),
    ],
)
def test_only_what_is_asked_for_is_reported_but_the_project_is_its_context(
    chosen: list[Target], analyzed: list[str]
) -> None:
    workspace = FakeWorkspace(SHOP)
    looked(workspace, *chosen)
    assert workspace.analyzed == analyzed
    assert workspace.folders == ["/p"]


def test_a_folder_that_its_project_ignores_is_looked_at_when_it_is_named() -> None:
    workspace = FakeWorkspace({"/p/out/a.js": ""}, ignored=frozenset({"/p/out/a.js", "/p/out"}))
    looked(workspace, Target("/p/out", folder=True, project="/p"))
    assert workspace.folders == ["/p", "/p/out"]
    assert workspace.analyzed == ["/p/out/a.js"]


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("/p/a.js", None, UNREADABLE),
        ("/p/a.txt", "", NOT_OURS),
        ("/p/a.js", "? minified\nerror a", "minified"),
    ],
)
def test_what_is_left_out_is_told_with_its_reason(path: str, text: str | None, reason: str) -> None:
    workspace = FakeWorkspace({} if text is None else {path: text})
    result, _ = looked(workspace, Target(path, folder=False, project="/p"))
    assert (result.scanned, result.told, result.left_out) == (0, (), {path: reason})


def test_wrong_settings_stop_a_scan_before_it_starts() -> None:
    workspace = FakeWorkspace({"/p/a.js": "@ wrong\n@ worse", "/p/b.js": "@ wrong"})
    with pytest.raises(Mistake) as mistake:
        looked(workspace, FOLDER)
    assert (str(mistake.value), workspace.analyzed) == ("wrong\nworse", [])


@pytest.mark.parametrize(("least", "told"), [(Severity.ERROR, 2), (Severity.WARNING, 3), (Severity.HINT, 5)])
def test_less_than_asked_for_is_not_told(least: Severity, told: int) -> None:
    result, _ = looked(FakeWorkspace(SHOP), FOLDER, wish=Wish(least))
    assert len(result.told) == told


@pytest.mark.parametrize("edits", [True, False])
def test_fixes_are_proven_where_their_edits_are_told(edits: bool) -> None:
    workspace = FakeWorkspace(SHOP)
    result, _ = looked(workspace, FOLDER, wish=Wish(edits=edits))
    assert [one.finding.rule for one in result.told if one.fix] == ["fixable"]
    assert workspace.proofs == {edits}


def test_files_of_steps_and_fixes_are_read() -> None:
    files = {
        "/p/a.js": "hint a -> /p/b.js\nhint fixable\nhint b -> /p/gone.js",
        "/p/b.js": "",
        "/p/.env": "A=1",
    }
    result, _ = looked(FakeWorkspace(files), Target("/p/a.js", folder=False, project="/p"))
    assert sorted(result.documents) == ["/p/.env", "/p/a.js", "/p/b.js"]


def test_what_is_silenced_and_what_went_wrong_is_kept() -> None:
    result, _ = looked(FakeWorkspace({"/p/a.js": "# quiet\n! it broke"}), FOLDER)
    assert [(one.finding.rule, one.silenced, one.justification) for one in result.suppressed] == [
        ("quiet", "inSource", "reviewed")
    ]
    assert result.problems == ("it broke",)
    assert result.told == ()


def test_progress_is_told_from_first_to_last() -> None:
    _, seen = looked(FakeWorkspace(SHOP), FOLDER)
    assert seen == [("Reading", 1, 1), *(("Scanning", done, 3) for done in range(4))]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.skipif("fork" not in get_all_start_methods(), reason="processes cannot share what is known")
def test_several_processes_say_what_one_says() -> None:
    kinds = ["error a\n# quiet", "! it broke", "? minified", "hint fixable\nwarning a -> /p/0.js", "hint b"]
    files = {f"/p/{number}.js": kinds[number % 5] for number in range(MANY + 10)}
    results = [
        look(FakeWorkspace(files), [FOLDER], Wish(), lambda *_: None, workers) for workers in (1, 2, 5)
    ]
    assert results[0] == results[1] == results[2]
    assert results[0].scanned < MANY + 10 == results[0].scanned + len(results[0].left_out)
