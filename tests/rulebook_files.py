"""The rule files of the repository, read once for all tests of rules."""

from functools import cache
from pathlib import Path

from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.parse import load
from nodeward.rulebook.read import LoadError

ROOT = Path(__file__).resolve().parents[1]
RULES = ROOT / "rules"


@cache
def repository_rules() -> tuple[Rulebook, tuple[LoadError, ...]]:
    files = sorted(RULES.rglob("*.yml"))
    return load((path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in files)
