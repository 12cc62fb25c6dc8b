"""Encrypts with the AES of crypto-js what another of its ciphers encrypted with the same password."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.other_function import Other, call_other
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.callsites import call_sites
from nodeward.text.edits import Edit

PACKAGE = "crypto-js"


def build(site: Site) -> Fix | Refusal:
    """Both directions of the file follow. A call with options has a key of bytes, and its length is another one."""
    model, api = site.model, site.finding.details["api"]
    if model is None or "option" in site.finding.details:
        return Refusal(NoFix.NEEDS_HUMAN)
    family = api.rpartition(".")[0]
    edits: list[Edit] = []
    for sites in call_sites(model, frozenset({f"{family}.encrypt", f"{family}.decrypt"})).values():
        for each in sites:
            if len(arguments(each.node)) != 2:
                return Refusal(NoFix.NEEDS_HUMAN)
            member = callee(each.node)
            cipher = member.child_by_field_name("object") if member is not None else None
            found = (
                call_other(Other(model, site.files, PACKAGE, "AES"), cipher) if cipher is not None else None
            )
            if found is None:
                return Refusal(NoFix.BUILT_ELSEWHERE)
            edits += found
    return Fix(site.spec.title, (FileEdit(model.path, tuple(dict.fromkeys(edits))),), safe=site.spec.safe)
