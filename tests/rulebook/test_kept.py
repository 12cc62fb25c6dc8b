"""What was packed is unpacked as the same rulebook, and nothing wrong is ever kept."""

import pytest
from tests.rulebook_files import RULES
from tests.toys import RULES as TOYS

from nodeward.rulebook.kept import pack, unpack
from nodeward.rulebook.parse import read_files


def test_the_rules_of_the_repository_survive_packing() -> None:
    files = ((path.relative_to(RULES).as_posix(), path.read_bytes()) for path in sorted(RULES.rglob("*.yml")))
    read = read_files(files)
    packed = pack(read)
    assert packed is not None
    assert unpack(packed) == read
    assert pack(read_files([])) is not None


def test_files_with_a_mistake_are_not_kept() -> None:
    assert pack(read_files([*TOYS, ("toys/wrong.yml", b"id: wrong\n")])) is None
    assert pack(read_files([*TOYS, ("toys/wrong.yml", b"[")])) is None


@pytest.mark.parametrize("packed", [b"", b"{}", b"[]", b"\xff", b'{"rules": {}, "models": 1}', b"null"])
def test_what_was_not_packed_is_not_unpacked(packed: bytes) -> None:
    assert unpack(packed) is None


def test_files_can_be_added_to_what_was_kept() -> None:
    models, *rules = TOYS
    packed = pack(read_files([models, *rules[:2]]))
    assert packed is not None
    assert read_files(rules[2:], unpack(packed)) == read_files(TOYS)
