"""Where rules come from, and that the cache never says anything else than the files."""

from pathlib import Path

import pytest
from tests.toys import RULES, rule

from nodeward.rulebook.parse import load
from nodeward.workspace.disk import Disk
from nodeward.workspace.rulefiles import own_files, rulebook, rules_folder, sources_file
from nodeward.workspace.tree import Tree


def kept(folder: Path) -> list[Path]:
    return sorted((folder.parent / "cache" / "nodeward").glob("*"))


def test_the_repository_has_rules() -> None:
    assert any(rules_folder().rglob("*.yml"))
    assert rulebook()[0].rules


def test_rules_are_kept_and_read_again(planted: Path) -> None:
    first, _ = rulebook()
    assert len(kept(planted)) == 1
    again, complaints = rulebook()
    assert again == first == load(sorted(RULES))[0]
    assert complaints == ()


def test_a_change_of_a_file_is_seen(planted: Path) -> None:
    rulebook()
    (planted / "toys/new-rule.yml").write_bytes(rule("new-rule", "call: {name: toy.new}")[1])
    assert "new-rule" in rulebook()[0].rules
    assert len(kept(planted)) == 1, "what is out of date is removed"
    (planted / "toys/new-rule.yml").unlink()
    assert "new-rule" not in rulebook()[0].rules


def test_a_broken_cache_is_none(planted: Path) -> None:
    first, _ = rulebook()
    kept(planted)[0].write_bytes(b'{"rules": 1}')
    assert rulebook()[0] == first
    kept(planted)[0].unlink()
    (planted.parent / "cache" / "nodeward").rmdir()
    (planted.parent / "cache" / "nodeward").write_text("a file where the folder should be")
    assert rulebook()[0] == first


def test_wrong_files_are_told_every_time(planted: Path) -> None:
    (planted / "toys/wrong.yml").write_text("id: wrong\n")
    for _ in range(2):
        assert [line.partition(" ")[0] for line in rulebook()[1]] == ["toys/wrong.yml:1:"]
    assert kept(planted) == []


@pytest.mark.usefixtures("planted")
def test_own_rules_join_the_built_in_ones() -> None:
    own = [rule("own-rule", "call: {name: toy.own}"), rule("evil-call", "call: {name: toy.again}")]
    for _ in range(2):
        book, complaints = rulebook(own)
        assert "own-rule" in book.rules
        assert len(complaints) == 1
        assert "has a rule of this id already" in complaints[0]
    assert "own-rule" not in rulebook()[0].rules


def test_own_files_are_found_once(tmp_path: Path) -> None:
    for name in (
        ".nodeward/rules/a/b.yml",
        ".nodeward/rules/c.yaml",
        ".nodeward/rules/readme.md",
        "more/d.yml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / ".nodeward/rules/loop").symlink_to(".")
    disk, root = Disk(), tmp_path.as_posix()
    disk.allow([root])
    found = dict(own_files(Tree(disk, {}), root, [f"{root}/more", f"{root}/more/d.yml", f"{root}/none"]))
    texts = {content.decode() for content in found.values()}
    assert texts == {".nodeward/rules/a/b.yml", ".nodeward/rules/c.yaml", "more/d.yml"}


def test_sources_of_the_settings_are_a_model() -> None:
    [(path, content)] = sources_file("/ws", {"http-request": ["mine.Request.input"]})
    book, errors = load([(path, content)])
    assert errors == ()
    assert book.library.sources == {"http-request": ("mine.Request.input",)}
    assert list(sources_file("/ws", {})) == []
