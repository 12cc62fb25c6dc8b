"""Which fix a finding has: its rule's, or that of the way of looking that found it."""

from nodeward.findings import Finding
from nodeward.rulebook.rule import FixSpec, Rule, Way
from nodeward.rulebook.ways import absences, assigns, calls, entries, literals, taints

WAY = "way"  # the detail of a finding that says which way of its rule found it


def fix_spec(rule: Rule, finding: Finding) -> FixSpec | None:
    """The fix that mends a finding, or None where its rule has none."""
    name, _, number = finding.details.get(WAY, "").partition(" ")
    ways: dict[str, list[Way]] = {
        "taint": [*taints(rule)],
        "call": [*calls(rule)],
        "assign": [*assigns(rule)],
        "literal": [*literals(rule)],
        "absence": [*absences(rule)],
        "entry": [*entries(rule)],
    }
    found = ways.get(name, [])
    own = found[int(number)].fix if number.isdigit() and int(number) < len(found) else None
    return own or rule.fix
