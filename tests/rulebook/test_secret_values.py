import random
import string

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rulebook.secret_samples import MODELS, format_file, letters, sample

from nodeward.rulebook.secrets.redact import redact
from nodeward.rulebook.secrets.values import entropy, filler, keyboard_walk, looks_like_secret, placeholder
from nodeward.rulebook.secrets.words import wordlike
from nodeward.rulebook.vocabulary import Vocabulary, VocabularyFile

CHANCE = random.Random(11)
TOKEN16 = letters(CHANCE, 16)
TOKEN20 = letters(CHANCE, 22)
TOKEN32 = letters(CHANCE, 32)
HEX32 = "9c1f4e7ab03d58261ec7f04b9a3d7e5c"


@pytest.fixture(scope="module")
def vocabularies() -> dict[str, Vocabulary]:
    raw = yaml.safe_load((MODELS / "vocabularies.yml").read_text())
    lists = msgspec.convert(raw, VocabularyFile).vocabularies
    return {name: Vocabulary.of(words) for name, words in lists.items()}


@pytest.mark.parametrize(
    ("value", "bits"), [("", 0), ("aaaa", 0), ("ab", 1), ("abcd", 2), ("aabb", 1), ("abcdefgh", 3)]
)
def test_entropy_is_in_bits_per_character(value: str, bits: float) -> None:
    assert entropy(value) == pytest.approx(bits)
    assert entropy(value.encode()) == pytest.approx(bits)


# A name and its value, as they stand in a source.

SECRETS = [
    ("password", "Winter2024!"),
    ("password", "hunter2!x"),
    ("dbPassword", "S3cr3tPw9"),
    ("password", "Tr0ub4dor&3"),
    ("PASSWORD", "admin2019"),
    ("smtpPass", "qX7!pLm2"),
    ("userPassword", "xkqzvbnw"),
    ("apiKey", TOKEN16),
    ("API_KEY", TOKEN32),
    ("clientSecret", TOKEN32),
    ("jwtSecret", "k3yb0ard-C4t-9f8e7d6c"),
    ("secret", HEX32),
    ("apiKey", "123e4567-e89b-42d3-a456-426614174000"),
    ("accessToken", TOKEN32),
    ("token", TOKEN20),
    ("sessionKey", HEX32),
    ("AZURE_STORAGE_KEY", letters(CHANCE, 60) + "+/" + letters(CHANCE, 24) + "=="),
]

# The traps: what has such a name or such a value and is no secret.
HARMLESS = [
    ("password", ""),
    ("password", "pw"),
    ("password", "abc1"),
    ("password", "password"),
    ("PASSWORD", "Password"),
    ("secret", "secret"),
    ("password", "admin"),
    ("password", "foobar"),
    ("password", "changeit"),
    ("password", "changeme"),
    ("password", "change-me-please"),
    ("password", "correcthorsebattery"),
    ("password", "********"),
    ("password", "xxxxxxxx"),
    ("password", "qwerty123"),
    ("password", "12345678"),
    ("password", "aaaaaaaa"),
    ("password", "<password>"),
    ("password", "{password}"),
    ("password", "%PASSWORD%"),
    ("password", "${env.PASSWORD}"),
    ("password", "$DB_PASSWORD"),
    ("password", "{{ vault_password }}"),
    ("password", "__PASSWORD__"),
    ("password", "your-password"),
    ("password", "test-password"),
    ("password", "not-needed"),
    ("password", "Passwort vergessen?"),
    ("password", "Mot de passe"),
    ("password", "gehäuse123"),
    ("password", '[id="password"]'),
    ("password", "//input[@id='password']"),
    ("password", "#password-field"),
    ("password", ".form-password"),
    ("password", "/api/auth/reset_password/"),
    ("password", "./fixtures/password"),
    ("password", "user.password.placeholder"),
    ("password", "passwords.txt"),
    ("password", "--password"),
    ("password", "alice@acme.io"),
    ("password", "https://acme.io/login2"),
    ("password", "$2b$10$" + letters(CHANCE, 53)),
    ("password", "$argon2id$v=19$m=65536,t=3,p=4$" + letters(CHANCE, 40)),
    ("password", "{SSHA}" + letters(CHANCE, 32)),
    ("password", "ENC[AES256_GCM,data:" + letters(CHANCE, 20) + "]"),
    ("password", "op://vault/item/password1"),
    ("passwordType", "S3cr3tPw9"),
    ("PASSWORD_REQUIRED", "Password1"),
    ("resetPassword", "S3cr3tPw9"),
    ("apiKey", "short1"),
    ("apiKey", "x-api-key"),
    ("apiKeyHeader", TOKEN32),
    ("secretKey", "my-secret-key-for-signing"),
    ("secret", "keyboard-cat-and-some-more"),
    ("clientSecret", "your_client_secret_here_123"),
    ("apiKey", "YOUR_API_KEY_GOES_HERE_0001"),
    ("apiKey", "example-" + TOKEN20),
    ("apiKey", "deadbeef" * 4),
    ("apiKey", "cafebabe" + HEX32[:24]),
    ("apiKey", "0123456789abcdef" * 2),
    ("apiKey", "abcdefghijklmnopqrstuvwxyz0123456789"),
    ("apiKey", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
    ("apiKey", "0" * 32),
    ("apiKey", "pk_live_" + TOKEN20),
    ("apiKey", "AIza" + letters(CHANCE, 35)),
    ("apiKey", "sha512-" + letters(CHANCE, 86) + "=="),
    ("apiKey", "data:image/png;base64," + TOKEN32),
    ("apiKey", "iVBORw0KGgo" + TOKEN32),
    ("sshKey", "ssh-rsa " + TOKEN32),
    ("sshKey", "AAAAB3NzaC1yc2E" + TOKEN32),
    ("privateKey", "-----BEGIN PUBLIC KEY-----"),
    ("secretKey", "arn:aws:secretsmanager:eu-west-1:1:secret:" + TOKEN16),
    ("secret", "vault:secret/data/" + TOKEN16),
    ("secret", "projects/p/secrets/" + TOKEN16),
    ("secret", "@Microsoft.KeyVault(SecretUri=" + TOKEN16 + ")"),
    ("secret", "${{ secrets.API_KEY_1 }}"),
    ("credentials", "same-origin"),
    ("credentials", "include"),
    ("accessToken", "access_token"),
    ("refreshToken", "refreshTokenCookieName"),
    ("token", TOKEN16),
    ("token", "123e4567-e89b-42d3-a456-426614174000"),
    ("token", "user-password-changed-event"),
    ("key", "x-amz-server-side-encryption-customer-key-MD5"),
    ("key", "lodash.isPlainObject.v4"),
    ("key", "_perishable_token_expires_at"),
    ("tokenizer", TOKEN32),
    ("nextPageToken", TOKEN32),
    ("author", TOKEN32),
    ("monkey", TOKEN32),
    ("keyboard", TOKEN32),
    ("passenger", TOKEN32),
    ("publicKey", TOKEN32),
    ("cancelToken", TOKEN32),
    ("passwordHash", HEX32),
    ("title", TOKEN20),
    ("integrity", TOKEN20),
]


def found(vocabularies: dict[str, Vocabulary], name: str, value: str) -> bool:
    strength = vocabularies["secret"].strength(name)
    password = vocabularies["password"].has(name)
    return strength is not None and looks_like_secret(value, strength, name=name, password=password)


@pytest.mark.parametrize(("name", "value"), SECRETS)
def test_secrets_under_their_names(vocabularies: dict[str, Vocabulary], name: str, value: str) -> None:
    assert found(vocabularies, name, value)


@pytest.mark.parametrize(("name", "value"), HARMLESS)
def test_harmless_values_under_such_names(vocabularies: dict[str, Vocabulary], name: str, value: str) -> None:
    assert not found(vocabularies, name, value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (letters(random.Random(1), 60), True),
        (letters(random.Random(2), 20), False),
        (HEX32, False),
        ("123e4567-e89b-42d3-a456-426614174000", False),
        (letters(random.Random(3), 400), False),
        ("https://cdn.acme.io/" + TOKEN32, False),
        ("src/components/AccountSettings/Security.tsx", False),
    ],
)
def test_without_a_name_only_a_long_random_value_counts(value: str, expected: bool) -> None:
    assert looks_like_secret(value, None) is expected


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["strong", "weak", None]), st.booleans())
def test_any_text_is_judged(value: str, strength: str | None, password: bool) -> None:
    judged = looks_like_secret(value, strength, name="x", password=password)  # type: ignore[arg-type]
    assert not (judged and (len(value) < 6 or placeholder(value)))


def test_random_values_are_nearly_always_taken_for_secrets() -> None:
    chance = random.Random(5)
    tokens = [letters(chance, 32) for _ in range(2_000)]
    assert sum(looks_like_secret(token, "strong") for token in tokens) >= 1_980
    assert sum(map(filler, tokens)) <= 1


PLACEHOLDERS = """
    your-token your_api_key YOUR_KEY my-secret the-password some-token insert_here enter_password example-key sampleToken placeholder dummy
    fakeKey TODO FIXME changeme change-me replace_me REDACTED xxx XXXX yyyyyy *** abc...def <token> [token] {token} %TOKEN% __TOKEN__ ((token))
    ${TOKEN} #{token} {{token}} $(token) $TOKEN %s foo bar baz foo-bar null undefined none true test-key a-test aaaaaaaa abababab
    arn:aws:secretsmanager:x op://a/b vault:x projects/p/secrets/s ssm:/x doppler://x ref+vault://x process.env.X import.meta.env.X
    enc:abcdef ENC[abc ENC(abc {cipher}abc $2b$10$abcdefghij {SHA256}abcdefg deadbeefdeadbeef
"""
NO_PLACEHOLDERS = "Winter2024! S3cr3tPw9 latest9Xk contestant foolproof7 barrister8 nullify99 Fixtures2 protest1 attestation5"


@pytest.mark.parametrize("value", PLACEHOLDERS.split())
def test_placeholders(value: str) -> None:
    assert placeholder(value)


@pytest.mark.parametrize("value", NO_PLACEHOLDERS.split())
def test_what_only_contains_a_fillers_letters_is_no_placeholder(value: str) -> None:
    assert not placeholder(value)


WORDS = "password resetPassword changeit jwt-secret-key user_name my.app.settings CONTENT_TYPE invalidCredential correcthorsebattery keyboard"
NO_WORDS = [
    "xkqzvbnw",
    "Winter2024!",
    "aKdjEiWmQzPo",
    "9f8e7d6c5b",
    "qX7pLm2K",
    "bcdfghjk",
    HEX32,
    TOKEN32,
    "",
    "123456",
    "abc",
]


@pytest.mark.parametrize("value", WORDS.split())
def test_words_are_told_by_their_letters(value: str) -> None:
    assert wordlike(value)


@pytest.mark.parametrize("value", NO_WORDS)
def test_random_letters_are_no_words(value: str) -> None:
    assert not wordlike(value)


def test_long_random_letters_are_seldom_taken_for_words() -> None:
    chance = random.Random(6)
    values = [letters(chance, 34, string.ascii_letters) for _ in range(2_000)]
    assert sum(map(wordlike, values)) <= 10
    assert not any(wordlike(value, surely=True) for value in values)


WALKS = [
    "abcdef",
    "qwertyuiop",
    "12345678",
    "87654321",
    "aaaaaaaa",
    "asdfghjkl",
    "abc123456",
    "1234567890abcdef",
    "qwerty123",
    "zyxwvuts",
]
NO_WALKS = ["Winter2024!", "Tr0ub4dor&3", "", "ab", "hunter2", TOKEN20, "Winter1234!"]


@pytest.mark.parametrize("value", WALKS)
def test_keyboard_walks(value: str) -> None:
    assert keyboard_walk(value)


@pytest.mark.parametrize("value", NO_WALKS)
def test_a_run_within_a_value_is_no_keyboard_walk(value: str) -> None:
    assert not keyboard_walk(value)


@pytest.mark.parametrize(
    ("secret", "shown"),
    [
        ("AKIA" + "QWE2RTZ3UIO4PAS5", "AKIA…, 20 characters"),
        ("S3cr3tPw9", "S3…, 9 characters"),
        ("abc", "…, 3 characters"),
        ("a", "…, 1 character"),
        ("", "…, 0 characters"),
    ],
)
def test_a_secret_is_shown_by_its_beginning_and_length(secret: str, shown: str) -> None:
    assert redact(secret) == shown


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(alphabet=string.ascii_letters + string.digits, min_size=1, max_size=60))
def test_no_secret_is_ever_shown_whole(secret: str) -> None:
    shown = redact(secret).partition("…")[0]
    assert secret.startswith(shown)
    assert len(shown) <= min(4, len(secret) / 4)


def test_no_sample_is_shown_beyond_four_characters() -> None:
    for each in format_file().formats:
        secret = sample(each, random.Random(each.id)).secret
        assert secret[:5] not in redact(secret)
