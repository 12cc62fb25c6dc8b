"""Generated files are current: each test says how to make its file anew."""

import json
from pathlib import Path

import msgspec
from tests.rulebook_files import ROOT, RULES, repository_rules

from nodeward.rulebook.modelfile import ModelFile
from nodeward.rulebook.pages import rule_table
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


README = ROOT / "README.md"
START, END = "<!-- rules -->\n", "<!-- /rules -->"


def readme() -> str:
    """The README with the table of the rules that there are."""
    text = README.read_text()
    head, tail = text.partition(START)[0], text.partition(END)[2]
    return head + START + rule_table(repository_rules()[0].rules.values()) + END + tail


def written(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def test_schema_is_current() -> None:
    assert written(SCHEMA) == schema(), "run: python -m tests.test_generated"


def test_rule_table_of_the_readme_is_current() -> None:
    assert written(README) == readme(), "run: python -m tests.test_generated"


if __name__ == "__main__":
    SCHEMA.write_text(schema())
    README.write_text(readme())
