"""What SARIF wants to know of the rules of a run: their descriptors, and the taxonomy that they refer to.

SARIF 2.1.0: reportingDescriptor is 3.49, its relationships 3.53, taxonomies 3.19.3. The keys in `properties` are
those that GitHub's code scanning reads.
"""

from collections.abc import Mapping, Sequence
from textwrap import shorten

from nodeward.findings import Severity
from nodeward.rulebook.pages import level, page, plain, what
from nodeward.rulebook.rule import Profile, Rule
from nodeward.rulebook.weaknesses import CWE_NAMES, cwe_page

Json = Mapping[str, object]

LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
    Severity.HINT: "note",
}
# On the scale of CVSS, as code scanning reads it: from 7 on high, from 4 on medium, below low.
SCORES = {Severity.ERROR: "8.0", Severity.WARNING: "5.5", Severity.INFORMATION: "3.0", Severity.HINT: "1.0"}
PRECISIONS = {Profile.RECOMMENDED: "high", Profile.STRICT: "medium", Profile.AUDIT: "low"}
# What code scanning accepts of a description.
LONGEST_DESCRIPTION = 1000


def descriptor(id_: str, rule: Rule | None, taxa: Sequence[int]) -> Json:
    """The descriptor of a rule; `taxa` are the numbers of the taxonomy, in its order.

    What is told about suppressions has an id but no rule.
    """
    name = "".join(word.capitalize() for word in id_.split("-"))
    if rule is None:
        return {"id": id_, "name": name}
    severity = level(rule).severity
    return {
        "id": id_,
        "name": name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {
            "text": shorten(f"{what(rule)} {rule.why}", LONGEST_DESCRIPTION, placeholder="…")
        },
        "help": {"text": plain(rule), "markdown": page(rule)},
        "helpUri": cwe_page(rule.cwe[0]),
        "defaultConfiguration": {"level": LEVELS[severity]},
        "relationships": [_relationship(number, taxa) for number in rule.cwe],
        "properties": {
            "tags": ["security", *_tags(rule)],
            "precision": PRECISIONS[rule.profile],
            "security-severity": SCORES[severity],
        },
    }


def taxonomy(taxa: Sequence[int]) -> Json:
    """The part of the CWE list that the rules of a run refer to."""
    return {
        "name": "CWE",
        "organization": "MITRE",
        "shortDescription": {"text": "The MITRE Common Weakness Enumeration"},
        "informationUri": "https://cwe.mitre.org/",
        "isComprehensive": False,
        "taxa": [_taxon(number) for number in taxa],
    }


def _relationship(number: int, taxa: Sequence[int]) -> Json:
    target = {
        "id": str(number),
        "index": taxa.index(number),
        "toolComponent": {"name": "CWE", "index": 0},
    }
    return {"target": target, "kinds": ["superset"]}


def _tags(rule: Rule) -> list[str]:
    weaknesses = [f"external/cwe/cwe-{number:03}" for number in rule.cwe]
    return [*weaknesses, *(f"external/owasp/{one.lower().replace(':', '-')}" for one in rule.owasp)]


def _taxon(number: int) -> Json:
    taxon: dict[str, object] = {"id": str(number), "helpUri": cwe_page(number)}
    if number in CWE_NAMES:
        taxon["shortDescription"] = {"text": CWE_NAMES[number]}
    return taxon
