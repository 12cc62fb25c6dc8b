"""Generated files are current: each test says how to make its file anew."""

import json
from pathlib import Path

import msgspec
from rulebook_files import RULES

from nodeward.rulebook.modelfile import ModelFile
from nodeward.rulebook.rule import Rule

SCHEMA = RULES / "schema.json"


def schema() -> str:
    """What `rules/schema.json` is to hold: one schema for rules and models."""
    schemas, components = msgspec.json.schema_components([Rule, ModelFile], ref_template="#/$defs/{name}")
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Nodeward rule or model",
        "anyOf": list(schemas),
        "$defs": components,
    }
    return json.dumps(whole, indent=1, sort_keys=True) + "\n"


def written(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def test_schema_is_current() -> None:
    assert written(SCHEMA) == schema(), "run: python tests/test_generated.py"


if __name__ == "__main__":
    SCHEMA.write_text(schema())
