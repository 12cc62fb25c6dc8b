"""Moves a secret out of the code: the literal gives way to an environment variable, and `.env` takes the value.

The value is never lost and never published: where no file that git ignores can take it, there is no fix.
"""

from dataclasses import dataclass

from nodeward.fixes.env_code import access, obstacle, part, whole
from nodeward.fixes.env_files import EnvHome, env_home, is_free, stored
from nodeward.fixes.env_names import names_for
from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.project.envuse import EnvUse, env_use
from nodeward.project.package import nearest
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.origin import text_origin
from nodeward.semantics.values import Site as Place
from nodeward.semantics.values import constant_text
from nodeward.syntax.nodes import COMMENTS, node_at
from nodeward.text.codec import decode
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_NOT_LOADED = "; nothing loads .env yet, so start Node.js with --env-file=.env"


@dataclass(frozen=True, slots=True)
class _Move:
    """A secret on its way: where it is written, where it goes, and the variable that it becomes."""

    place: Place
    home: EnvHome
    use: EnvUse
    name: str
    edit: Edit


def build(site: Site) -> Fix | Refusal:
    """The literal is that under the finding, or the one that the expression there stands for.

    The rule may say `name`, what such a value is usually called (with `always: true`, whatever the code calls it), and
    `part: true`, that only the secret inside the literal is to move.
    """
    place = _literal(site)
    if place is None:
        return Refusal(_no_literal(site))
    why = obstacle(place.model, site.files, site.project, place.node)
    if why is not None:
        return Refusal(why)
    use = env_use(site.files, site.project)
    home = env_home(site.files, site.project, use)
    if isinstance(home, NoFix):
        return Refusal(home)
    secret = _secret_span(site, place)
    found = _part(site, place, home, use, secret) if secret is not None else None
    return found or _whole(site, place, home, use)


def _no_literal(site: Site) -> NoFix:
    span = site.finding.span
    node = node_at(site.document, span.start, span.end)
    if site.model is None:
        return NoFix.DATA_FILE
    return NoFix.IN_COMMENT if node is not None and node.type in COMMENTS else NoFix.BUILT_ELSEWHERE


def _literal(site: Site) -> Place | None:
    """The literal whose value moves: the node of the finding's span, or where that leads to in the same package."""
    span = site.finding.span
    node = node_at(site.document, span.start, span.end) if site.model is not None else None
    if site.model is None or node is None or Span(node.start_byte, node.end_byte) != span:
        return None
    found = text_origin(site.model.site(node))
    near = nearest(site.files, found.model.path)
    at_home = found.model.path == site.document.path or (near is not None and near[0] == site.project)
    return found if at_home else None


def _secret_span(site: Site, place: Place) -> Span | None:
    """The part of the literal that is to move; None for all of it."""
    details = site.finding.details
    if not site.spec.with_.get("part") or "secret-start" not in details:
        return None
    secret = Span(int(details["secret-start"]), int(details["secret-end"]))
    inner = Span(place.node.start_byte + 1, place.node.end_byte - 1)
    return secret if inner.covers(secret) and inner != secret else None


def _part(site: Site, place: Place, home: EnvHome, use: EnvUse, secret: Span) -> Fix | Refusal | None:
    text = decode(place.model.facts.document.text[secret.start : secret.end])
    name = _name(site, place, home, use, text)
    edit = part(place.model, place.node, secret, access(site.files, site.project, name)) if name else None
    return _moved(site, _Move(place, home, use, name, edit), text) if name and edit is not None else None


def _whole(site: Site, place: Place, home: EnvHome, use: EnvUse) -> Fix | Refusal:
    text = constant_text(place.model.value(place.node))
    name = _name(site, place, home, use, text) if text else None
    edit = whole(place.model, place.node, access(site.files, site.project, name)) if name else None
    if not text or not name or edit is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    return _moved(site, _Move(place, home, use, name, edit), text)


def _name(site: Site, place: Place, home: EnvHome, use: EnvUse, text: str) -> str | None:
    said = site.spec.with_.get("name") or site.finding.details.get("format", "").replace("-", "_").upper()
    node = place.node if not site.spec.with_.get("always") else None
    names = names_for(place.model, node, text, str(said) or None)
    return next((name for name in names if is_free(home, use, name, text)), None)


def _moved(site: Site, move: _Move, text: str) -> Fix | Refusal:
    kept = stored(move.home, move.use, move.name, text)
    if isinstance(kept, NoFix):
        return Refusal(kept)
    path = move.place.model.path
    note = f"Read {move.name} from the environment" if path != site.document.path else ""
    code = FileEdit(path, (move.edit,), note=note)
    file = move.home.path.rpartition("/")[2]
    title = site.spec.title.replace("{name}", move.name).replace("{file}", file)
    # The value is safe in its file before it leaves the code.
    return Fix(title + ("" if move.use.loads else _NOT_LOADED), (*kept, code), safe=site.spec.safe)
