"""Rule files in a form that is read faster than YAML: what was read and judged once need not be again."""

import msgspec

from nodeward.rulebook.modelfile import ModelFile
from nodeward.rulebook.read import Read
from nodeward.rulebook.rule import Rule
from nodeward.rulebook.secrets.format import FormatFile
from nodeward.rulebook.shape import Shape
from nodeward.rulebook.vocabulary import VocabularyFile


class Kept(Shape, frozen=True, kw_only=True):
    """All files together, the rules by their path."""

    rules: dict[str, Rule]
    models: list[ModelFile]
    vocabularies: list[VocabularyFile]
    formats: list[FormatFile]


def pack(read: Read) -> bytes | None:
    """What files say, to be read again by `unpack`; None where some file is wrong."""
    if read.errors:
        return None
    kept = Kept(
        rules=dict(read.rules.values()),
        models=read.models,
        vocabularies=read.vocabularies,
        formats=read.formats,
    )
    return msgspec.json.encode(kept)


def unpack(packed: bytes) -> Read | None:
    """What `pack` was given; None where these bytes are something else."""
    try:
        kept = msgspec.json.decode(packed, type=Kept)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    rules = {rule.id: (path, rule) for path, rule in kept.rules.items()}
    return Read(rules, kept.models, kept.vocabularies, kept.formats)
