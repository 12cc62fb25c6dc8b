"""Settings: what a file or a client says, what is told of a wrong value, and which one wins."""

import json
from collections.abc import Mapping
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from nodeward.rulebook.rule import Level, Profile
from nodeward.syntax.document import Document
from nodeward.workspace.kinds import Rooted
from nodeward.workspace.settings import (
    SETTINGS,
    Layer,
    LibraryInput,
    Run,
    Settings,
    Trace,
    from_client,
    from_file,
    merged,
    schema,
)

KNOWN = ("eval-call", "weak-hash", "crypto")
GOOD: dict[str, tuple[object, object]] = {
    "enable": (False, False),
    "run": ("onSave", Run.ON_SAVE),
    "libraryInput": ("off", LibraryInput.OFF),
    "profile": ("strict", Profile.STRICT),
    "rules": (
        {"eval-call": "off", "crypto": "error"},
        {"eval-call": None, "crypto": Level.ERROR},
    ),
    "exclude": (["dist/", "*.gen.js"], (Rooted("/ws", "dist/"), Rooted("/ws", "*.gen.js"))),
    "customRules": (["rules"], (Rooted("/ws", "rules"),)),
    "baseline": ("known.json", Rooted("/ws", "known.json")),
    "sources": ({"http-request": ["mine.Request.body"]}, {"http-request": ("mine.Request.body",)}),
    "maxFileSize": (1000, 1000),
    "timeBudgetMs": (50.0, 50),
    "workspaceScan": (True, True),
    "trace.server": ("verbose", Trace.VERBOSE),
    "honourForeignSuppressions": (False, False),
}
WRONG: list[tuple[str, object]] = [
    ("enable", "yes"),
    ("run", "always"),
    ("run", 1),
    ("libraryInput", True),
    ("profile", "paranoid"),
    ("rules", ["eval-call"]),
    ("rules", {"eval-call": "fatal"}),
    ("rules", {"eval-call": {}}),
    ("rules", {"eval-cal": "off"}),
    ("exclude", "dist"),
    ("exclude", ["dist", 1]),
    ("customRules", [""]),
    ("baseline", ""),
    ("sources", ["a"]),
    ("sources", {"http-request": "a"}),
    ("maxFileSize", 0),
    ("maxFileSize", 1.5),
    ("maxFileSize", True),
    ("timeBudgetMs", "5s"),
    ("trace.server", "loud"),
]


def file(text: str) -> Layer:
    return from_file(Document.open("/ws/nodeward.json", text.encode()), KNOWN)


def client(values: Mapping[str, object]) -> Layer:
    return from_client(values, "/ws", KNOWN)


def attribute(key: str) -> str:
    return next(setting.attribute for setting in SETTINGS if setting.key == key)


def test_every_setting_can_be_written_and_is_tested() -> None:
    assert {setting.attribute for setting in SETTINGS} == {known.name for known in fields(Settings)}
    assert {setting.key for setting in SETTINGS} == set(GOOD)


@pytest.mark.parametrize("key", GOOD)
def test_a_good_value_is_taken_from_file_and_client_alike(key: str) -> None:
    written, meant = GOOD[key]
    for layer in (file(json.dumps({key: written})), client({key: written})):
        assert layer.complaints == ()
        assert getattr(merged(layer), attribute(key)) == meant
        assert meant != getattr(Settings(), attribute(key)), "the example must differ from the default"


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_a_wrong_value_is_told_once_and_the_default_is_used(key: str, value: object) -> None:
    for layer in (file(json.dumps({key: value})), client({key: value})):
        assert len(layer.complaints) == 1
        told = getattr(merged(layer), attribute(key))
        rest = {"exclude": (Rooted("/ws", "dist"),)} if value == ["dist", 1] else {}
        assert told == rest.get(key, getattr(Settings(), attribute(key)))


def test_a_complaint_names_the_line() -> None:
    text = '{\n  // how much\n  "profile": "strict",\n  "rules": {\n    "eval-call": "off",\n    "weak-hash": "fatal"\n  },\n  "exclude": [\n    "a",\n    2,\n  ],\n}'
    layer = file(text)
    assert layer.complaints == (
        "/ws/nodeward.json:6: `rules.weak-hash` must be one of off, hint, information, warning, error.",
        "/ws/nodeward.json:10: `exclude.1` must be a text.",
    )
    assert layer.values == {
        "profile": Profile.STRICT,
        "rules": {"eval-call": None},
        "exclude": (Rooted("/ws", "a"),),
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "/ws/nodeward.json:1: This must be one object in braces."),
        ("[]", "/ws/nodeward.json:1: This must be one object in braces."),
        ('{"enable": false}\n{}', "/ws/nodeward.json:1: This must be one object in braces."),
        ('{\n"enable": false,\n"run" }', "/ws/nodeward.json:3: This is not JSON."),
        ('{\n"enable": nope}', "/ws/nodeward.json:2: This is not JSON."),
        ('{"prof": "strict"}', "/ws/nodeward.json:1: There is no setting `prof`."),
        (
            '{"profil": "strict"}',
            "/ws/nodeward.json:1: There is no setting `profil`. Did you mean `profile`?",
        ),
        ('{"a":' * 300 + "1" + "}" * 300, "/ws/nodeward.json:1: There is no setting `a`."),
    ],
)
def test_a_file_that_is_wrong_as_a_whole(text: str, complaint: str) -> None:
    assert file(text) == Layer({}, (complaint,))


def test_a_file_may_hold_comments_trailing_commas_and_its_schema() -> None:
    text = '\ufeff/* a */ {"$schema": "x", // b\n "exclude": ["a", /* c */ ], "rules": {"crypto": "hint",}, /* d */ }'
    assert file(text) == Layer({"exclude": (Rooted("/ws", "a"),), "rules": {"crypto": Level.HINT}})


def test_a_client_may_nest_and_has_settings_of_its_own() -> None:
    layer = client({"trace": {"server": "messages"}, "server": {"path": "x"}, "ui": 1, "profile": None})
    assert layer == Layer({"trace_server": Trace.MESSAGES})
    assert client({"enabel": True}).complaints == (
        "nodeward.enabel: There is no setting `enabel`. Did you mean `enable`?",
    )
    assert client({"rules": {"eval-call": 3}}).complaints == (
        "nodeward.rules.eval-call: `rules.eval-call` must be one of off, hint, information, warning, error.",
    )


@bounds(derandomize=True, max_examples=100, deadline=None)
@given(st.sets(st.sampled_from(sorted(GOOD))), st.sets(st.sampled_from(sorted(GOOD))))
def test_the_file_wins_over_the_client_and_the_client_over_the_default(
    ours: set[str], theirs: set[str]
) -> None:
    low = {
        "enable": True,
        "run": "onType",
        "libraryInput": "on",
        "profile": "audit",
        "rules": {"crypto": "hint"},
    }
    low |= {"exclude": ["x"], "customRules": ["x"], "baseline": "x", "sources": {}, "maxFileSize": 7}
    low |= {
        "timeBudgetMs": 7,
        "workspaceScan": False,
        "trace.server": "messages",
        "honourForeignSuppressions": True,
    }
    in_file = file(json.dumps({key: GOOD[key][0] for key in ours}))
    in_client = client({key: low[key] for key in theirs})
    settings = merged(in_file, in_client)
    for key in GOOD:
        source = in_file if key in ours else in_client if key in theirs else Layer()
        name = attribute(key)
        assert getattr(settings, name) == source.values.get(name, getattr(Settings(), name))


def test_the_schema_knows_every_key() -> None:
    properties = schema()["properties"]
    assert isinstance(properties, dict)
    assert set(properties) == {"$schema", *GOOD}
    json.dumps(schema())


def test_a_rooted_path_is_relative_to_its_folder() -> None:
    assert Rooted("/ws/app", "../rules").path == "/ws/rules"
    assert Rooted("/ws/app", "/etc/rules").path == "/etc/rules"
