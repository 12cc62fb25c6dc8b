"""What the builder of a finding's fix makes of it: a proposal, which nobody has tried yet."""

from nodeward.checks.context import Context
from nodeward.checks.echoes import ECHO
from nodeward.checks.run import context_of
from nodeward.findings import Finding
from nodeward.fixes.build import build
from nodeward.fixes.fix import Fix, Refusal, Site
from nodeward.fixes.spec import fix_spec
from nodeward.program.program import Program
from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.rule import Rule
from nodeward.syntax.document import Document


def proposal(
    program: Program, document: Document, book: Rulebook, rule: Rule, finding: Finding
) -> Fix | Refusal | None:
    """The fix of a finding that `rule` has in `document`, or why there is none; None where the rule has no fix."""
    spec = fix_spec(rule, finding)
    if spec is None or ECHO in finding.details:  # an echo is mended where its flow ends
        return None
    context = context_of(program, document, book)
    model = context.model if isinstance(context, Context) else None
    return build(Site(finding, rule, spec, model, document, program.files, context.root))
