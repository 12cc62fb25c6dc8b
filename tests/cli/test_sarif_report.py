"""The SARIF log is one that code scanning services take: every index points right, every region is exact."""

import json
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nodeward.cli.report import sarif
from nodeward.cli.report.result import Result, Told
from nodeward.findings import Severity
from nodeward.fixes.fix import FileEdit, Fix
from nodeward.text.edits import Edit
from nodeward.text.span import Span

# Carries the JSON schema of SARIF 2.1.0.
SCHEMA_PACKAGE, SCHEMA_PATH = (
    "@microsoft/jest-sarif@1.0.0-beta.0",
    "package/lib/schemas/sarif-2.1.0-rtm.5.json",
)
TOKEN = "gh" + "p_" + "aB3dE5" * 6


def run(result: Result) -> Any:
    text = sarif.render(result)
    assert text.isascii()
    log = json.loads(text)
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    return only


def everything(sample: Any) -> Result:
    """A result with every part that a log can have."""
    files = sample(
        {
            "src/a b#1.js": "x = 1;\n漢😀(eval)\n",
            "src/b.ts": "y = input;\n",
            "c.js": f'key = "{TOKEN}";\n',
            "untitled": "z",
        }
    )
    span = files.span("src/a b#1.js", "eval")
    edits = (Edit(span, b"run"), Edit(Span(0, 0), b"import run;\n"))
    fix = Fix(
        "Call run",
        (
            FileEdit("/p/src/a b#1.js", edits),
            FileEdit("/p/.env.example", (Edit(Span(0, 0), b"A="),), create=True),
        ),
    )
    flow = files.finding("src/a b#1.js", "eval", [("src/b.ts", "input", "comes from outside")])
    secret = files.finding(
        "c.js",
        f'"{TOKEN}"',
        rule="secret",
        severity=Severity.ERROR,
        message=f"{TOKEN} is a key.",
        details={"redact": "1"},
    )
    leak = Fix("Move it", (FileEdit("/p/.env", (Edit(Span(0, 0), f"KEY={TOKEN}".encode()),), create=True),))
    silenced = Told(files.finding("src/b.ts", "y", severity=Severity.HINT), None, "inSource", "reviewed")
    bare = Told(
        files.finding("src/b.ts", "y", rule="other", severity=Severity.INFORMATION), silenced="external"
    )
    result: Result = files.result(
        Told(flow, fix),
        Told(secret, leak),
        suppressed=[silenced, bare],
        scanned=3,
        left_out={"/p/m.js": "minified"},
        problems=("no-eval failed on /p/d.js",),
        status=1,
    )
    return result


def test_a_rule_brings_its_page_and_its_weaknesses(sample: Any) -> None:
    said = run(everything(sample))
    rules = {rule["id"]: rule for rule in said["tool"]["driver"]["rules"]}
    assert list(rules) == ["no-eval", "other", "secret"]
    assert rules["other"] == {"id": "other", "name": "Other"}
    rule = rules["no-eval"]
    assert rule["name"] == "NoEval"
    assert rule["shortDescription"] == {"text": "Text run as code"}
    assert rule["fullDescription"]["text"].endswith("Whoever writes the text writes the program.")
    assert '```js\neval("1");\n```' in rule["help"]["markdown"]
    assert "`" not in rule["help"]["text"]
    assert rule["helpUri"] == "https://cwe.mitre.org/data/definitions/95.html"
    assert rule["defaultConfiguration"] == {"level": "warning"}
    assert rule["properties"] == {
        "tags": ["security", "external/cwe/cwe-095", "external/cwe/cwe-020", "external/owasp/a03-2021"],
        "precision": "high",
        "security-severity": "5.5",
    }


def test_a_finding_is_a_result_at_its_exact_place(sample: Any) -> None:
    first = run(everything(sample))["results"][1]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("no-eval", 0, "warning")
    assert first["message"] == {"text": "Text is run as code."}
    (location,) = first["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "src/a%20b%231.js", "uriBaseId": "SRCROOT", "index": 1},
        "region": {
            "startLine": 2,
            "startColumn": 5,
            "endLine": 2,
            "endColumn": 9,
            "byteOffset": 15,
            "byteLength": 4,
            "snippet": {"text": "eval"},
        },
    }
    assert first["properties"] == {"severity": "warning", "security-severity": "5.5"}
    assert set(first["partialFingerprints"]) == {"nodeward/v1", "primaryLocationLineHash"}


def test_a_flow_ends_at_the_sink(sample: Any) -> None:
    first = run(everything(sample))["results"][1]
    ((thread,),) = [flow["threadFlows"] for flow in first["codeFlows"]]
    assert [
        (step["executionOrder"], step["location"]["message"]["text"], line(step["location"]))
        for step in thread["locations"]
    ] == [(1, "comes from outside", 1), (2, "Text is run as code.", 2)]
    assert [(one["id"], one["message"]["text"]) for one in first["relatedLocations"]] == [
        (1, "comes from outside")
    ]


def line(location: Any) -> int:
    number = location["physicalLocation"]["region"]["startLine"]
    assert isinstance(number, int)
    return number


def test_a_sink_that_is_the_last_step_is_not_repeated(sample: Any) -> None:
    files = sample({"a.js": "abc"})
    steps = [("a.js", "a", "begins"), ("a.js", "b", "ends")]
    (only,) = run(files.result(files.finding("a.js", "b", steps)))["results"]
    assert len(only["codeFlows"][0]["threadFlows"][0]["locations"]) == 2


def test_a_proven_fix_says_what_to_replace(sample: Any) -> None:
    (fix,) = run(everything(sample))["results"][1]["fixes"]
    assert fix["description"] == {"text": "Call run"}
    source, env = fix["artifactChanges"]
    assert [one["insertedContent"]["text"] for one in source["replacements"]] == ["import run;\n", "run"]
    assert source["replacements"][1]["deletedRegion"] == {
        "startLine": 2,
        "startColumn": 5,
        "endLine": 2,
        "endColumn": 9,
        "byteOffset": 15,
        "byteLength": 4,
    }
    assert env["artifactLocation"] == {"uri": ".env.example", "uriBaseId": "SRCROOT"}
    assert env["replacements"][0]["deletedRegion"]["startLine"] == 1


def test_a_secret_has_no_snippet_and_no_fix_that_holds_it(sample: Any) -> None:
    result = run(everything(sample))["results"][0]
    assert result["message"]["text"] == "ghp_… is a key."
    assert "snippet" not in result["locations"][0]["physicalLocation"]["region"]
    assert "fixes" not in result


def test_silenced_findings_are_suppressed_results(sample: Any) -> None:
    results = run(everything(sample))["results"]
    assert [one.get("suppressions") for one in results] == [
        None,
        None,
        [{"kind": "inSource", "justification": "reviewed"}],
        [{"kind": "external"}],
    ]
    assert [one["level"] for one in results] == ["error", "warning", "note", "note"]


def test_a_run_says_how_it_went(sample: Any) -> None:
    said = run(everything(sample))
    assert said["columnKind"] == "utf16CodeUnits"
    assert said["originalUriBaseIds"] == {"SRCROOT": {"uri": "file:///p/"}}
    (invocation,) = said["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)
    assert [(one["level"], one["message"]["text"]) for one in invocation["toolExecutionNotifications"]] == [
        ("warning", "no-eval failed on /p/d.js"),
        ("note", "Left out: minified."),
    ]
    assert [one.get("sourceLanguage") for one in said["artifacts"]] == [
        "javascript",
        "javascript",
        "typescript",
    ]


def test_every_index_points_at_what_it_names(sample: Any) -> None:
    said = run(everything(sample))
    rules, taxa = said["tool"]["driver"]["rules"], said["taxonomies"][0]["taxa"]
    assert [rules[one["ruleIndex"]]["id"] for one in said["results"]] == [
        one["ruleId"] for one in said["results"]
    ]
    targets = [one["target"] for rule in rules for one in rule.get("relationships", [])]
    assert [taxa[one["index"]]["id"] for one in targets] == [one["id"] for one in targets] == ["95", "20"]
    assert said["taxonomies"][targets[0]["toolComponent"]["index"]]["name"] == "CWE"
    locations = [one for one in artifact_locations(said["results"]) if "index" in one]
    named = [said["artifacts"][one["index"]]["location"]["uri"] for one in locations]
    assert named == [one["uri"] for one in locations] != []


def artifact_locations(value: object) -> Iterator[Any]:
    if isinstance(value, list):
        for one in value:
            yield from artifact_locations(one)
    if isinstance(value, dict):
        yield from ([value["artifactLocation"]] if "artifactLocation" in value else [])
        yield from artifact_locations(list(value.values()))


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("../q/ä.js", "file:///p/../q/%C3%A4.js"),
        ("a:b.js", "a%3Ab.js"),
        ("a\udcff.js", "a%FF.js"),
    ],
)
def test_paths_become_uris(sample: Any, path: str, uri: str) -> None:
    files = sample({path: "a"})
    result = files.result(files.finding(path, "a"))
    (artifact,) = run(result)["artifacts"]
    assert artifact["location"]["uri"] == uri.removeprefix("file:///p/")


def test_a_clean_scan_is_a_whole_log(sample: Any) -> None:
    said = run(sample({}).result(scanned=3))
    assert (said["results"], said["artifacts"], said["tool"]["driver"]["rules"]) == ([], [], [])


@pytest.mark.packages
def test_the_log_follows_the_schema(sample: Any, tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    packing = ["npm", "pack", "--silent", SCHEMA_PACKAGE]
    name = subprocess.run(packing, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.split()[
        -1
    ]
    with tarfile.open(tmp_path / name) as archive:
        packed = archive.extractfile(SCHEMA_PATH)
        assert packed is not None
        schema = json.load(packed)
    for result in (everything(sample), sample({}).result()):
        jsonschema.Draft4Validator(schema).validate(json.loads(sarif.render(result)))
