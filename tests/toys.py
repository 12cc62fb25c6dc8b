"""A small book of rules about a toy library: a few calls to find, and fixes that are good and bad."""

HEAD = """
id: {id}
title: Title
severity: {severity}
profile: {profile}
cwe: [676]
message: "{id} speaks."
why: Because.
instead: Otherwise.
{way}
examples:
  - bad: f();
"""


def rule(id_: str, way: str, severity: str = "warning", profile: str = "recommended") -> tuple[str, bytes]:
    """The file of a rule with this way of looking (and fix)."""
    return f"toys/{id_}.yml", HEAD.format(id=id_, way=way, severity=severity, profile=profile).encode()


def sets(value: str, becomes: str | None = None, safe: str = "true") -> str:
    """Looks for `set(value)`; the fix writes another value."""
    way = f"call:\n  name: toy.set\n  arguments:\n    0: {{equals: [{value}]}}\n  underline: argument"
    fix = f"\nfix:\n  title: Set {becomes}\n  builder: replace-value\n  safe: {safe}\n  with: {{value: {becomes}}}"
    return way + (fix if becomes else "")


RULES = (
    ("models/toy.yml", b"model: toy\nglobals: {evil: toy.evil, shy: toy.shy, set: toy.set}\n"),
    rule("evil-call", "call: {name: toy.evil}"),
    rule("shy-call", "call: {name: toy.shy}", severity="hint", profile="strict"),
    rule("set-bad", sets("bad", "good"), severity="error"),
    rule("set-unsafe", sets("unsafe", "good", safe="false")),
    rule("set-worse", sets("worse", "bad")),  # its fix brings another finding
    rule("set-twice", sets("twice", "twice")),  # its fix changes nothing
    rule("set-hard", sets("hard")),  # has no fix
    rule("version-open", "entry: {file: package.json, below: [dependencies], version: open}"),
)
