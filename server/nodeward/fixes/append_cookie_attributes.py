"""Appends the attributes that a written out `Set-Cookie` value lacks (RFC 6265bis, section 4.1.2)."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_ATTRIBUTES = {"HttpOnly": "HttpOnly", "Secure": "Secure", "SameSite": "SameSite=Lax"}


def build(site: Site) -> Fix | Refusal:
    """The value is the second argument of the finding's call: a string, a template or a concatenation."""
    call = call_at(site.model, site.finding.details) if site.model is not None else None
    given = arguments(call) if call is not None else []
    if len(given) < 2:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    value = given[1]
    attributes = "".join(f"; {_ATTRIBUTES[word]}" for word in site.finding.details["keys"].split(","))
    if value.type in ("string", "template_string"):
        edit = Edit(Span(value.end_byte - 1, value.end_byte - 1), attributes.encode())
    elif value.type == "binary_expression":
        edit = Edit(
            Span(value.end_byte, value.end_byte), f" + {style_of(site.document).string(attributes)}".encode()
        )
    else:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    title = site.spec.title.replace("{missing}", site.finding.details["missing"])
    return Fix(title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)
