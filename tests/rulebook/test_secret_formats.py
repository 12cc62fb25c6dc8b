import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rulebook.secret_samples import (
    Sample,
    der,
    format_file,
    jwt,
    known_formats,
    letters,
    pem,
    sample,
    samples,
)

from nodeward.rulebook.secrets.format import Check, Confidence, SecretFormat
from nodeward.rulebook.secrets.formats import Formats, SecretMatch
from nodeward.text.span import Span

SEEDS = range(5)
NOW = 1_800_000_000

# Where people make up the secret: any piece of it, and nearly any word, is a password too.
PASSWORDS = {"url", "header"}


def such_formats(which: Callable[[SecretFormat], bool]) -> pytest.MarkDecorator:
    """One test for each format of which this holds."""
    return pytest.mark.parametrize(
        "format_", [*filter(which, format_file().formats)], ids=lambda each: each.id
    )


every_format = such_formats(lambda _: True)


def chance(seed: object = 0) -> random.Random:
    return random.Random(repr(seed))


def find(text: str, now: int = NOW) -> list[SecretMatch]:
    return known_formats().find(text, now=now)


def ids(text: str, now: int = NOW) -> list[str]:
    return [match.format.id for match in find(text, now)]


def body_replaced(each: Sample, by: str) -> str:
    """The sample's text with all but the keyword in its secret written over, in its own length and punctuation."""
    words = [word for word in each.format.keywords if word in each.secret.lower()]
    start = each.secret.lower().find(words[0]) if words else 0
    end = start + len(words[0]) if words else 0
    endless = iter(by * len(each.secret))
    before, after = (
        re.sub(r"[A-Za-z0-9]", lambda _: next(endless), part)
        for part in (each.secret[:start], each.secret[end:])
    )
    return each.text.replace(each.secret, before + each.secret[start:end] + after)


@every_format
@pytest.mark.parametrize(
    ("before", "after"),
    [('const x = "', '";\n'), ("// für später: ", "\n"), ("/* like ", " */"), ("x = '", "'"), ("`", "`")],
)
def test_every_format_is_found_at_its_exact_place(format_: SecretFormat, before: str, after: str) -> None:
    for seed in SEEDS:
        each = sample(format_, chance(seed))
        text = each.before + before + each.text + after
        at = len((each.before + before).encode())
        secret = at + each.text.encode().index(each.secret.encode())
        match = SecretMatch(
            format_,
            Span(at, at + len(each.text.encode())),
            Span(secret, secret + len(each.secret.encode())),
            find(text)[0].confidence,
            find(text)[0].test,
        )
        assert find(text) == [match]


@such_formats(lambda format_: format_.kind not in PASSWORDS)
def test_no_format_is_found_in_a_piece_of_a_secret(format_: SecretFormat) -> None:
    for seed in SEEDS:
        each = sample(format_, chance(seed))
        piece = each.text.replace(each.secret, each.secret[: len(each.secret) // 6])
        assert ids(f'{each.before}const x = "{piece}";') == []


@every_format
@pytest.mark.parametrize("filling", ["x", "X", "0", "a"])
def test_no_format_is_found_in_a_body_of_one_character(format_: SecretFormat, filling: str) -> None:
    each = sample(format_, chance())
    assert ids(f'{each.before}const x = "{body_replaced(each, filling)}";') == []


@such_formats(lambda format_: format_.kind not in PASSWORDS)
@pytest.mark.parametrize("filling", ["0123456789abcdef", "EXAMPLE", "YourKeyHere"])
def test_no_format_is_found_in_a_body_that_is_made_up(format_: SecretFormat, filling: str) -> None:
    each = sample(format_, chance())
    assert ids(f'{each.before}const x = "{body_replaced(each, filling)}";') == []


@such_formats(lambda format_: format_.edges != "none")
def test_no_format_is_found_inside_a_longer_word(format_: SecretFormat) -> None:
    each = sample(format_, chance())
    assert ids(f'{each.before}const x = "abc{each.text}";') == []
    if format_.id not in OPEN_ENDED:
        assert ids(f'{each.before}const x = "{each.text}{"Zz9" * 800}";') == []


OPEN_ENDED = {"bearer-header", "jwt"}


@every_format
def test_every_keyword_is_lower_case_and_in_every_match(format_: SecretFormat) -> None:
    assert all(
        word == word.lower() for word in (*format_.keywords, *format_.near, *format_.file, *format_.sure_near)
    )
    assert format_.keywords or format_.file
    for seed in SEEDS:
        text = sample(format_, chance(seed)).text.lower()
        places = [text.find(word) for word in format_.keywords]
        assert not places or any(0 <= place <= format_.lead for place in places)


def test_ids_are_unique() -> None:
    names = [each.id for each in format_file().formats]
    assert len(set(names)) == len(names)


def test_each_check_is_used() -> None:
    assert {each.check for each in format_file().formats if each.check} == set(Check)


def test_a_file_with_one_of_each_gives_one_of_each() -> None:
    planted = samples(7)
    text = "".join(
        f'{each.before}const x{at} = "{each.text}";\n' + "//\n" * 100 for at, each in enumerate(planted)
    )
    assert sorted(ids(text)) == sorted(each.format.id for each in planted)


def test_text_and_bytes_are_the_same() -> None:
    text = "ä" + samples(1)[0].text
    assert known_formats().find(text.replace("ä", "ä ")) == known_formats().find(
        text.replace("ä", "ä ").encode()
    )


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=30), st.integers(0, 10_000)), max_size=6),
    st.text(max_size=30),
)
def test_spans_are_bytes_whatever_stands_between(pieces: list[tuple[str, int]], rest: str) -> None:
    format_ = next(each for each in format_file().formats if each.id == "github-pat-classic")
    text, planted = "", []
    for noise, seed in pieces:
        text += noise + "\n"
        token = sample(format_, chance(seed)).text
        start = len(text.encode())
        planted.append(Span(start, start + len(token)))
        text += token + "\n"
    assert [match.span for match in find(text + rest)] == planted


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    assert known_formats().find(data) == known_formats().find(data + b"\n")


# What the checks know.


def changed(token: str) -> str:
    return token[:-1] + ("A" if token[-1] != "A" else "B")


@pytest.mark.parametrize("format_id", ["github-pat-classic", "npm-token"])
def test_a_token_with_a_wrong_checksum_is_nobodys(format_id: str) -> None:
    token = one(format_id).text
    assert ids(f'const t = "{token}"') == [format_id]
    assert ids(f'const t = "{changed(token)}"') == []
    assert ids(f'headers.authorization = "Bearer {changed(token)}"') == []
    assert ids(f"//registry.npmjs.org/:_authToken={changed(token)}") == []


def test_githubs_own_published_example_has_a_right_checksum() -> None:
    token = "ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17"
    assert ids(token) == ["github-pat-classic"]


def one(format_id: str, seed: object = 0) -> Sample:
    return sample(next(each for each in format_file().formats if each.id == format_id), chance(seed))


def confidence(text: str, now: int = NOW) -> list[Confidence]:
    return [match.confidence for match in find(text, now)]


JWTS: list[tuple[dict[str, object], str, list[Confidence]]] = [
    ({"sub": "u-1", "exp": NOW + 60}, "HS256", [Confidence.MEDIUM]),
    ({"sub": "u-1", "exp": NOW - 60}, "HS256", []),
    ({"sub": "u-1"}, "HS256", [Confidence.HIGH]),
    ({"sub": "1234567890", "name": "John Doe", "iat": 1516239022}, "HS256", []),
    ({"iss": "joe", "exp": NOW + 60, "http://example.com/is_root": True}, "HS256", []),
    ({"iss": "supabase", "role": "anon", "exp": NOW + 60}, "HS256", [Confidence.LOW]),
    ({"iss": "supabase", "role": "service_role", "exp": NOW + 60}, "HS256", [Confidence.HIGH]),
    ({"sub": "u-1"}, "none", []),
]


@pytest.mark.parametrize(("payload", "algorithm", "expected"), JWTS)
def test_a_jwt_is_judged_by_its_claims(
    payload: dict[str, object], algorithm: str, expected: list[Confidence]
) -> None:
    token = jwt(chance(), payload, algorithm)
    assert confidence(f'const t = "{token}";') == expected
    assert confidence(f'const t = "Bearer {token}";') == expected


def test_without_a_present_no_jwt_is_over() -> None:
    token = jwt(chance(), {"sub": "u-1", "exp": 1_000})
    assert confidence(token, now=0) == [Confidence.MEDIUM]


def test_what_only_looks_like_a_jwt_is_none() -> None:
    assert (
        ids("eyJ" + letters(chance(), 30) + ".eyJ" + letters(chance(), 30) + "." + letters(chance(), 43))
        == []
    )


def test_slack_tokens_name_workspace_and_user() -> None:
    assert ids("xoxb-" + letters(chance(), 40)) == []
    assert (
        ids("xoxp-" + "-".join([letters(chance(), 12), letters(chance(), 13), letters(chance(), 24)])) == []
    )


def test_a_discord_token_begins_with_a_number() -> None:
    forged = "M" + letters(chance(), 25) + "." + letters(chance(), 6) + "." + letters(chance(), 38)
    assert ids(f"// discord\nconst token = '{forged}'") == []


def test_a_discord_token_needs_discord_in_the_file() -> None:
    assert ids(f"const token = '{one('discord-bot-token').text}'") == []


def test_a_telegram_token_is_found_in_the_address_of_its_api() -> None:
    token = one("telegram-bot-token").text
    assert ids(f"fetch('https://api.telegram.org/bot{token}/getMe')") == ["telegram-bot-token"]


def test_amazons_documentation_ids_are_none() -> None:
    assert ids("AKIA" + "IOSFODNN7" + "EXAMPLE") == []


def test_a_key_of_the_azure_emulator_is_known_to_everybody() -> None:
    key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/" + "K1SZFPTOtr/KBHBeksoGMGw=="
    assert ids(f"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};") == []


def test_the_keys_of_test_chains_are_known_to_everybody() -> None:
    hardhat = "ac0974bec39a17e36ba4a6b4d238ff94" + "4bacb478cbed5efcae784d7bf4f2ff80"
    assert ids(f'const privateKey = "0x{hardhat}"') == []
    assert ids(f'const privateKey = "0x{hardhat.upper()}"') == []
    assert ids(f'const privateKey = "0x{hardhat[::-1]}"') == ["eth-private-key"]


def test_stripe_test_keys_are_less_serious_and_publishable_ones_are_none() -> None:
    body = letters(chance(), 24)
    live, test = find(f"sk_live_{body}"), find(f"sk_test_{body}")
    assert [(match.confidence, match.test) for match in live] == [(Confidence.HIGH, False)]
    assert [(match.confidence, match.test) for match in test] == [(Confidence.MEDIUM, True)]
    assert ids(f"pk_live_{body}") == []


def test_the_neighbourhood_decides_between_two_formats_of_one_shape() -> None:
    token = "sk_live_" + letters(chance(), 42)
    assert ids(f'const key = "{token}"') == ["stripe-secret"]
    assert ids(f'const clerkKey = "{token}"') == ["clerk-secret"]


def test_the_neighbourhood_can_remove_doubt() -> None:
    token = one("twilio-api-key").text
    assert confidence(f'const sid = "{token}"') == [Confidence.MEDIUM]
    assert confidence(f'const sid = twilio("{token}")') == [Confidence.HIGH]


def test_an_escape_before_a_token_is_no_part_of_it() -> None:
    token = one("github-pat-classic").text
    assert ids(rf'"first line\n{token}\nlast line"') == ["github-pat-classic"]


def test_a_token_in_a_url_is_one_finding() -> None:
    token = one("github-pat-classic").text
    assert ids(f'"https://deploy:{token}@github.com/acme/shop.git"') == ["github-pat-classic"]


def test_a_service_accounts_key_is_one_finding() -> None:
    each = one("gcp-service-account")
    assert ids(f"{{ type: 'service_account', {each.text}' }}") == ["gcp-service-account"]
    assert ids(f"{{ {each.text}' }}") == ["private-key-pem"]


@pytest.mark.parametrize(
    "line_end", ["\n", "\r\n", "\\n", "\\r\\n", "',\n  '", "\\n' +\n    '", "\n * ", "\n    "]
)
@pytest.mark.parametrize("kind", ["", "RSA ", "EC "])
def test_a_private_key_is_found_however_its_lines_are_written(line_end: str, kind: str) -> None:
    assert ids("const key = '" + pem(der(chance()), kind, line_end) + "';") == ["private-key-pem"]


@pytest.mark.parametrize(
    ("body", "kind", "found"),
    [
        (b"\x30\x2e" + bytes(range(46)), "", True),  # Ed25519 in PKCS #8
        (b"openssh-key-v1\0" + random.Random(1).randbytes(200), "OPENSSH ", True),
        (random.Random(1).randbytes(200), "OPENSSH ", False),
        (random.Random(1).randbytes(300), "ENCRYPTED ", True),
        (random.Random(1).randbytes(300), "", False),  # no DER
        (b"\x30\x82\x04\xa4" + random.Random(1).randbytes(200), "RSA ", False),  # cut off
        (b"\x30\x05hello", "", False),
    ],
)
def test_a_private_key_has_a_keys_build(body: bytes, kind: str, found: bool) -> None:
    assert ids(pem(body, kind)) == (["private-key-pem"] if found else [])


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA PRIVATE KEY-----",
        "if (text.startsWith('-----BEGIN PRIVATE KEY-----')) parse(text, '-----END PRIVATE KEY-----')",
        "-----BEGIN PRIVATE KEY-----\\n<your key>\\n-----END PRIVATE KEY-----",
        "`-----BEGIN PRIVATE KEY-----\n${process.env.KEY}\n-----END PRIVATE KEY-----`",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA04up8hoqzS1+...\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\n" + letters(chance(), 300) + "\n-----END PUBLIC KEY-----",
        "PuTTY-User-Key-File-3: ssh-rsa",
    ],
)
def test_what_only_speaks_of_private_keys_is_none(text: str) -> None:
    assert ids(text) == []


PUBLIC_JWK = {"crv": '"P-256"', "x": f'"{letters(chance(1), 43)}"', "key_ops": '["sign"]'}


@pytest.mark.parametrize("kty", ["EC", "OKP"])
@pytest.mark.parametrize("quote", ["", '"', '\\"', '\\\\\\"'])
@pytest.mark.parametrize("after", [0, 2, 4])
def test_a_private_jwk_is_found_wherever_its_members_stand(kty: str, quote: str, after: int) -> None:
    secret = letters(chance(), 43)
    members = {"kty": f'"{kty}"', **PUBLIC_JWK}
    names = [*list(members)[:after], "d", *list(members)[after:]]
    inside = ", ".join(f"{quote}{name}{quote}: {members.get(name, repr(secret))}" for name in names)
    text = f"keys = [{{{inside}}}]"
    (match,) = find(text)
    assert match.format.provider == "JWK"
    assert match.secret_span == Span(text.index(secret), text.index(secret) + len(secret))


@pytest.mark.parametrize(
    "text",
    [
        '{kty: "EC", crv: "P-256", x: "S"}',
        '[{kty: "EC", x: "x"}, {d: "S"}]',
        '[{d: "S"}, {kty: "EC", x: "x"}]',
        '{kty: "EC", id: "S"}',
        '{id: "S", kty: "EC"}',
        '{kty: "EC", d: "STOO-LONG-FOR-A-NUMBER-AND-SO-SOMETHING-ELSE-INDEED"}',
        '{kty: "oct", d: "S"}',
    ],
)
def test_what_only_looks_like_a_private_jwk_is_none(text: str) -> None:
    assert ids(text.replace("S", letters(chance(), 43), 1)) == []


def test_the_private_jwks_of_the_standards_are_known_to_everybody() -> None:
    published = "nWGxne_9WmC6hEr0kuws" + "xERJxWl7MmkZcDusAxyuf2A"
    assert ids(f'{{kty: "OKP", d: "{published}"}}') == []
    assert ids(f'{{kty: "OKP", d: "{published[::-1]}"}}') == ["jwk-private-key"]


def test_a_recovery_phrase_needs_its_checksum_and_its_name() -> None:
    phrase = one("bip39-mnemonic").secret
    words = phrase.split()
    assert ids(f'const mnemonic = "{phrase}"') == ["bip39-mnemonic"]
    assert ids(f'const text = "{phrase}"') == []
    wrong = [ids(f'const mnemonic = "{" ".join([*words[:-1], other])}"') for other in words[:-1]]
    assert wrong.count([]) >= len(wrong) // 2
    assert ids('const mnemonic = "' + "test " * 11 + 'junk"') == []
    assert ids('const phrase = "the quick brown fox jumps over the lazy dog and runs into the woods"') == []


URLS = [
    ("postgres://billing:S3cr3tPw9@db.prod.acme.io/shop", Confidence.HIGH),
    ("mongodb+srv://app:kD83jfQ2@cluster0.ab1cd.mongodb.net/shop", Confidence.HIGH),
    ("redis://:Zk39fkQz71@cache.acme.io:6379", Confidence.HIGH),
    ("https://deploy:Gx81kqPw@git.acme.io/x.git", Confidence.HIGH),
    ("amqps://svc:pa$$W0rd7@mq.acme.io", Confidence.HIGH),
    ("postgres://postgres:Gx81kqPw@db.acme.io/shop", Confidence.HIGH),
    ("mysql://billing:secret@db.acme.io/shop", Confidence.MEDIUM),
    ("mysql://billing:Gx81kqPw@db/shop", Confidence.MEDIUM),
    ("mysql://billing:Gx81kqPw@localhost/shop", Confidence.MEDIUM),
    ("postgres://postgres:postgres@localhost:5432/shop", None),
    ("postgres://postgres:Gx81kqPw@db:5432/shop", None),
    ("mongodb://root:example@mongo:27017", None),
    ("mongodb://admin:hunter2x@127.0.0.1:27017", None),
    ("amqp://guest:guest@rabbitmq", None),
    ("mysql://root:root@mysql.local/shop", None),
    ("https://user:pass@sub.host.com:8080/p/a/t/h", None),
    ("https://username:password@acme.io", None),
    ("https://bob:Gx81kqPw@example.com/", None),
    ("https://bob:Gx81kqPw@api.example.org/", None),
    ("https://bob:Gx81kqPw@your-domain.com/", None),
    ("postgres://bob:<password>@db.acme.io", None),
    ("postgres://bob:your_password@db.acme.io", None),
    ("postgres://bob:xxxxx@db.acme.io", None),
    ("postgres://bob:****@db.acme.io", None),
    ("postgres://bob:${password}@db.acme.io", None),
    ("postgres://${user}:${password}@${host}", None),
    ("postgres://%s:%s@%s/%s", None),
    ("https://acme.io:8080/@scope/package", None),
    ("https://x:x-oauth-basic@github.com", None),
    ("https://bob@acme.io", None),
    ("http://localhost:3000", None),
]


@pytest.mark.parametrize(("url", "expected"), URLS)
def test_credentials_in_urls(url: str, expected: Confidence | None) -> None:
    assert confidence(f'connect("{url}");') == ([expected] if expected else [])
    assert confidence(f"connect(`{url}`);") == ([expected] if expected else [])


def test_only_the_password_of_a_url_is_hidden() -> None:
    text = "connect('postgres://billing:S3cr3tPw9@db.prod.acme.io/shop')"
    (match,) = find(text)
    assert text[match.secret_span.start : match.secret_span.end] == "S3cr3tPw9"
    assert text[match.span.start : match.span.end] == "postgres://billing:S3cr3tPw9@db.prod.acme.io"


CONNECTION_STRINGS = [
    (
        "Server=tcp:sql.acme.io,1433;Initial Catalog=shop;User ID=billing;Password=S3cr3tPw9;Encrypt=true",
        True,
    ),
    ("Data Source=sql.acme.io;User ID=billing; Password=S3cr3tPw9", True),
    ("Server=localhost;Database=shop;User Id=sa;Password=Passw0rd;", False),
    ("Server=sql.acme.io;User ID=user;Password=password", False),
    ("Server=sql.acme.io;User ID=billing;Password={password}", False),
    ("Server=sql.acme.io;User ID=billing;Password=${password}", False),
    ("Server=sql.acme.io;User ID=billing;Password=your_password", False),
    ("password=S3cr3tPw9", False),
]


@pytest.mark.parametrize(("text", "found"), CONNECTION_STRINGS)
def test_passwords_in_connection_strings(text: str, found: bool) -> None:
    assert ids(f'connect("{text}")') == (["connection-string-password"] if found else [])


HEADERS = [
    ("Basic " + "YmlsbGluZzpTM2NyM3RQdzk=", ["basic-auth-header"]),  # billing:S3cr3tPw9
    ("Basic " + "dXNlcjpwYXNzd29yZA==", []),  # user:password
    ("Basic " + "dGVzdDp0ZXN0", []),  # test:test
    ("Basic " + "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", []),  # the example of RFC 7617
    ("Basic authentication", []),
    ("Basic restrictions apply", []),
    ("Bearer " + letters(chance(1), 40), ["bearer-header"]),
    ("Bearer YOUR_ACCESS_TOKEN_GOES_HERE", []),
    ("Bearer ${token}", []),
    ("Bearer authentication-scheme-of-the-gateway", []),
    ("Bearer <access-token-of-the-user>", []),
]


@pytest.mark.parametrize(("value", "expected"), HEADERS)
def test_credentials_in_headers(value: str, expected: list[str]) -> None:
    assert ids(f'headers: {{ Authorization: "{value}" }}') == expected
    assert ids(f"// curl -H 'Authorization: {value}'") == expected


PUBLIC = [
    "pk_test_" + letters(chance(2), 24),
    "pk.eyJ" + letters(chance(3), 60) + "." + letters(chance(4), 22),
    "sb_publishable_" + letters(chance(5), 30),
    "https://" + letters(chance(6), 32, "0123456789abcdef") + "@o123.ingest.sentry.io/42",
    "phc_" + letters(chance(7), 43),
    "NRJS-" + letters(chance(8), 20),
    "AC" + letters(chance(9), 32, "0123456789abcdef"),
    "sha512-" + letters(chance(10), 86) + "==",
    "ssh-rsa " + "AAAAB3NzaC1yc2E" + letters(chance(11), 200),
    letters(chance(12), 40, "0123456789abcdef"),
    "123e4567-e89b-42d3-a456-426614174000",
    "data:image/png;base64,iVBORw0KGgo" + letters(chance(13), 400),
]


@pytest.mark.parametrize("value", PUBLIC)
def test_what_is_made_to_be_seen_is_none(value: str) -> None:
    assert ids(f'const x = "{value}";') == []


def test_a_value_that_a_format_claims_is_no_matter_of_vaguer_rules() -> None:
    token = one("github-pat-classic").text
    assert known_formats().claims(token)
    assert known_formats().claims(changed(token))
    assert not known_formats().claims(token + " and more")
    assert not known_formats().claims(letters(chance(), 40))


def test_formats_without_any_are_silent() -> None:
    empty = Formats.of(type(format_file())(formats=[]))
    assert empty.find("".join(each.text + "\n" for each in samples(1))) == []
