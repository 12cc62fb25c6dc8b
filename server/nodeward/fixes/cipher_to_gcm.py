"""Encrypts with AES-GCM what was encrypted block by block (ECB), or with a key that is a bare hash of a password.

The bytes in front of the text are new: the initialisation vector, and where a key is derived its salt; the tag stands
behind it. Both sides of one file are rewritten together, because neither understands the other's old form.
"""

import re
from dataclasses import dataclass

from nodeward.fixes.cipher_shapes import Cipher, moves_to, read_cipher
from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import member_import
from nodeward.fixes.lines import without
from nodeward.fixes.objects import call_at
from nodeward.fixes.other_function import Other, call_other
from nodeward.fixes.style import indent_at, style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.callsites import call_sites
from nodeward.semantics.model import Model
from nodeward.semantics.origin import origin
from nodeward.semantics.values import constant_text
from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_ECB = re.compile(r"aes-(128|192|256)-ecb", re.IGNORECASE)
_WITH_IV = ("crypto.createCipheriv", "crypto.createDecipheriv")
_WITH_PASSWORD = ("crypto.createCipher", "crypto.createDecipher")
SALT, IV, TAG, KEY = 16, 12, 16, 32  # bytes


@dataclass(frozen=True, slots=True)
class _Side:
    """One cipher that is to be rewritten: does it encrypt, is its key derived of a password, and which algorithm follows."""

    cipher: Cipher
    encrypts: bool
    derives: bool
    algorithm: str


def build(site: Site) -> Fix | Refusal:
    """The call is that of the finding; all calls of the file with the same algorithm follow."""
    model = site.model
    call = call_at(model, site.finding.details) if model is not None else None
    old = _algorithm(model, call) if model is not None and call is not None else None
    if model is None or old is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    api = site.finding.details["api"]
    if api not in (*_WITH_IV, *_WITH_PASSWORD):
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    if api in _WITH_IV and not _ECB.fullmatch(old):
        return Refusal(NoFix.NEEDS_HUMAN)  # the key of another cipher has another length
    sides = _sides(model, _WITH_IV if api in _WITH_IV else _WITH_PASSWORD, old)
    edits = [edit for side in sides for edit in _edits(site, model, side)] if sides else []
    if not edits:
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    return Fix(site.spec.title, (FileEdit(model.path, tuple(dict.fromkeys(edits))),), safe=site.spec.safe)


def _algorithm(model: Model, call: Node) -> str | None:
    given = arguments(call)
    return constant_text(model.value(given[0])) if given else None


def _sides(model: Model, apis: tuple[str, str], old: str) -> list[_Side]:
    """Every cipher of the file with the old algorithm; nothing where one of them cannot be rewritten."""
    found = []
    matched = _ECB.fullmatch(old)
    new = f"aes-{matched.group(1)}-gcm" if matched is not None and apis == _WITH_IV else "aes-256-gcm"
    for api, sites in call_sites(model, frozenset(apis)).items():
        for each in sites:
            if (_algorithm(model, each.node) or "").lower() != old.lower():
                continue
            cipher = read_cipher(model, each.node)
            encrypts = api == apis[0]
            if len(arguments(each.node)) != (2 if apis == _WITH_PASSWORD else 3):
                return []
            if cipher is None or not (encrypts or moves_to(model, _data(cipher), cipher.statement)):
                return []
            found.append(_Side(cipher, encrypts, apis == _WITH_PASSWORD, new))
    return found


def _data(cipher: Cipher) -> Node:
    return arguments(cipher.update)[0]


def _edits(site: Site, model: Model, side: _Side) -> list[Edit]:
    cipher, style = side.cipher, style_of(site.document)
    iv, salt, sealed = (_fresh(model, name) for name in ("iv", "salt", "sealed"))
    head = SALT if side.derives else 0
    before = [f"const {sealed} = {_bytes(model, cipher)}{style.semicolon}"]
    vector, derived = f"{sealed}.subarray({head}, {head + IV})", f"{sealed}.subarray(0, {SALT})"
    edits: list[Edit] = []
    if side.encrypts:
        drawn = member_import(model, site.files, "crypto", "randomBytes")
        edits += [drawn.edit] if drawn.edit is not None else []
        before = [f"const {salt} = {drawn.name}({SALT}){style.semicolon}"] if side.derives else []
        before.append(f"const {iv} = {drawn.name}({IV}){style.semicolon}")
        vector, derived = iv, salt
    key = model.text(arguments(cipher.call)[1])
    if side.derives:
        kdf = member_import(model, site.files, "crypto", "scryptSync")
        edits += [kdf.edit] if kdf.edit is not None else []
        key = f"{kdf.name}({key}, {derived}, {KEY})"
    after = [] if side.encrypts else [f"{cipher.name}.setAuthTag({sealed}.subarray(-{TAG})){style.semicolon}"]
    parts = ([salt] if side.derives else []) + [iv] if side.encrypts else []
    edits += _made(site, model, side, f"{key}, {vector}")
    edits += _around(site, cipher.statement, before, after)
    return [*edits, *_result(model, side, parts, f"{sealed}.subarray({head + IV}, -{TAG})")]


def _fresh(model: Model, wanted: str) -> str:
    """A name that the file does not know yet."""
    names = (wanted, *(f"{wanted}{number}" for number in range(2, 100)))
    return next(name for name in names if name not in model.facts.names)


def _bytes(model: Model, cipher: Cipher) -> str:
    """What is decrypted, as bytes."""
    given = [model.text(argument) for argument in arguments(cipher.update)]
    return f"Buffer.from({given[0]}, {given[1]})" if len(given) > 1 else given[0]


def _made(site: Site, model: Model, side: _Side, key_and_vector: str) -> list[Edit]:
    """The call that makes the cipher, with the new algorithm."""
    call, given = side.cipher.call, arguments(side.cipher.call)
    last = given[-1]
    edits = [Edit(Span(given[1].start_byte, last.end_byte), key_and_vector.encode())]
    written = origin(model.site(given[0]))
    literal = written.node if written.model is model and written.node.type == "string" else given[0]
    edits.append(
        Edit(
            Span(literal.start_byte, literal.end_byte),
            style_of(site.document).string(side.algorithm).encode(),
        )
    )
    function = callee(call)
    if side.derives and function is not None:
        name = "createCipheriv" if side.encrypts else "createDecipheriv"
        edits += call_other(Other(model, site.files, "crypto", name), function) or []
    return edits


def _around(site: Site, statement: Node, before: list[str], after: list[str]) -> list[Edit]:
    """Lines before and after a statement, as far in as it is."""
    document = site.document
    line = style_of(document).newline + indent_at(document, statement.start_byte)
    lead = "".join(f"{code}{line}" for code in before)
    tail = "".join(f"{line}{code}" for code in after)
    edits = [Edit(Span(statement.start_byte, statement.start_byte), lead.encode())]
    return [*edits, *([Edit(Span(statement.end_byte, statement.end_byte), tail.encode())] if tail else [])]


def _result(model: Model, side: _Side, head: list[str], body: str) -> list[Edit]:
    """The whole result at once, with what stands around the text."""
    cipher = side.cipher
    given = [model.text(argument) for argument in arguments(cipher.update)[:2]]
    fed = ", ".join(given) if side.encrypts else body
    parts = [*head, f"{cipher.name}.update({fed})", f"{cipher.name}.final()"]
    parts += [f"{cipher.name}.getAuthTag()"] if side.encrypts else []
    text = f".toString({cipher.form})" if cipher.form is not None else ""
    code = f"Buffer.concat([{', '.join(parts)}]){text}"
    edits = [Edit(Span(cipher.output.start_byte, cipher.output.end_byte), code.encode())]
    rest = cipher.rest
    if rest is not None:
        edits.append(without(model.facts.document.text, rest.start_byte, rest.end_byte))
    return edits
