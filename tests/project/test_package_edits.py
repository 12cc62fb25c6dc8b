"""A dependency is added to a package.json as its owner would have written it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.project.package_edits import add_dependency
from nodeward.text.edits import apply_edit

NPM = """{
  "name": "shop",
  "dependencies": {
    "express": "^4.18.2",
    "morgan": "^1.10.0"
  },
  "devDependencies": {
    "jest": "^29.0.0"
  }
}
"""


def added(text: str, name: str = "helmet") -> str:
    edit = add_dependency(text.encode(), name, "^8.0.0")
    assert edit is not None
    return apply_edit(text.encode(), edit).decode()


def test_the_entry_goes_to_its_place() -> None:
    new = '    "helmet": "^8.0.0",\n'
    assert added(NPM) == NPM.replace('    "morgan"', new + '    "morgan"')
    assert added(NPM, "a") == NPM.replace('    "express"', '    "a": "^8.0.0",\n    "express"')
    assert added(NPM, "zod") == NPM.replace('"^1.10.0"\n', '"^1.10.0",\n    "zod": "^8.0.0"\n')


def test_an_unsorted_section_gets_it_at_the_end() -> None:
    text = NPM.replace("express", "path-to-regexp")
    assert added(text) == text.replace('"^1.10.0"\n', '"^1.10.0",\n    "helmet": "^8.0.0"\n')


@pytest.mark.parametrize("indent", ["\t", "    ", " "])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_indentation_and_line_endings_are_kept(indent: str, line_end: str) -> None:
    def styled(text: str) -> str:
        return text.replace("  ", indent).replace("\n", line_end)

    assert added(styled(NPM)) == styled(added(NPM))
    without = '{\n  "name": "shop",\n  "devDependencies": {\n    "jest": "^29.0.0"\n  }\n}\n'
    assert added(styled(without)) == styled(added(without))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '{\n  "name": "a",\n  "devDependencies": {}\n}',
            '{\n  "name": "a",\n  "dependencies": {\n    "helmet": "^8.0.0"\n  },\n  "devDependencies": {}\n}',
        ),
        (
            '{\n  "name": "a"\n}\n',
            '{\n  "name": "a",\n  "dependencies": {\n    "helmet": "^8.0.0"\n  }\n}\n',
        ),
        (
            '{\n  "dependencies": {},\n  "x": 1\n}',
            '{\n  "dependencies": {\n    "helmet": "^8.0.0"\n  },\n  "x": 1\n}',
        ),
        ('{\n  "dependencies": {\n  }\n}', '{\n  "dependencies": {\n    "helmet": "^8.0.0"\n  }\n}'),
        ("{}", '{\n  "dependencies": {\n    "helmet": "^8.0.0"\n  }\n}'),
        ("{\r\n}\r\n", '{\r\n  "dependencies": {\r\n    "helmet": "^8.0.0"\r\n  }\r\n}\r\n'),
        ('{"name": "a"}', '{"name": "a", "dependencies": {"helmet": "^8.0.0"}}'),
        ('{"name":"a"}', '{"name":"a","dependencies":{"helmet":"^8.0.0"}}'),
        ('{"dependencies":{"a":"1"}}', '{"dependencies":{"a":"1","helmet":"^8.0.0"}}'),
        ('{ "dependencies": { "z": "1" } }', '{ "dependencies": { "helmet": "^8.0.0", "z": "1" } }'),
        (
            '{\n  "dependencies": {"a": "1", "z": "1"}\n}',
            '{\n  "dependencies": {"a": "1", "helmet": "^8.0.0", "z": "1"}\n}',
        ),
        (
            '\ufeff{\n  "dependencies" : {\n    "a" : "1"\n  }\n}',
            '\ufeff{\n  "dependencies" : {\n    "a" : "1",\n    "helmet" : "^8.0.0"\n  }\n}',
        ),
    ],
)
def test_the_section_is_written_in_the_file_s_manner(before: str, after: str) -> None:
    assert added(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"name": "a",}',
        '{"name": "a"}{}',
        '{"dependencies": []}',
        '{"dependencies": null}',
        '{"dependencies": {"a": "1"}, "dependencies": {"b": "1"}}',
        '{"dependencies": {"a": "1", "a": "2"}}',
        '{"dependencies": {"a": "1" /* why */}}',
        '// why\n{"name": "a"}',
        '{"name": "a" // why\n}',
        '{"dependencies": {"helmet": "^7"}}',
        '{"devDependencies": {"helmet": "^7"}}',
        '{"peerDependencies": {"helmet": "^7"}}',
        '{"optionalDependencies": {"helmet": "^7"}}',
    ],
)
def test_a_doubtful_file_and_a_known_package_are_left_alone(text: str) -> None:
    assert add_dependency(text.encode(), "helmet", "^8.0.0") is None


names = st.text('abhz@/-é"\\', min_size=1, max_size=5)
entries = st.dictionaries(names, names, max_size=4)
manifests = st.dictionaries(
    st.sampled_from(["name", "scripts", "dependencies", "devDependencies", "files"]), entries, max_size=5
)


def written(manifest: object, indent: int | str | None, separators: tuple[str, str], line_end: str) -> str:
    return json.dumps(manifest, indent=indent, separators=separators, ensure_ascii=False).replace(
        "\n", line_end
    )


styles = st.tuples(
    st.sampled_from([None, 0, 1, 2, "\t"]),
    st.sampled_from([(",", ":"), (", ", ": "), (",", ": "), (" , ", " : ")]),
    st.sampled_from(["\n", "\r\n"]),
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(manifest=manifests, name=names, style=styles, ordered=st.booleans())
def test_the_result_differs_by_the_entry_alone(
    manifest: dict[str, dict[str, str]],
    name: str,
    style: tuple[int | str | None, tuple[str, str], str],
    *,
    ordered: bool,
) -> None:
    if ordered:
        manifest = {key: dict(sorted(value.items())) for key, value in manifest.items()}
    text = written(manifest, *style)
    edit = add_dependency(text.encode(), name, "^1.0.0")
    if any(name in manifest.get(section, {}) for section in ("dependencies", "devDependencies")):
        assert edit is None
        return
    assert edit is not None
    after = json.loads(apply_edit(text.encode(), edit))
    assert after == manifest | {"dependencies": manifest.get("dependencies", {}) | {name: "^1.0.0"}}
    kept = [key for key in after["dependencies"] if key != name]
    assert kept == list(manifest.get("dependencies", {}))
    if ordered:
        assert list(after["dependencies"]) == sorted(after["dependencies"])
