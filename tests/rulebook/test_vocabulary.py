from pathlib import Path

import msgspec
import pytest
import yaml

from nodeward.rulebook.vocabulary import Strength, Vocabulary, VocabularyFile, WordList, split

MODELS = Path(__file__).resolve().parents[2] / "rules" / "models"


@pytest.fixture(scope="module")
def vocabularies() -> dict[str, Vocabulary]:
    raw = yaml.safe_load((MODELS / "vocabularies.yml").read_text())
    lists = msgspec.convert(raw, VocabularyFile).vocabularies
    return {name: Vocabulary.of(words) for name, words in lists.items()}


SPLITS = [
    ("jwtSecret", ["jwt", "secret"]),
    ("JWT_SECRET", ["jwt", "secret"]),
    ("JWTSecret", ["jwt", "secret"]),
    ("x-api-key", ["x", "api", "key"]),
    ("connect.sid", ["connect", "sid"]),
    ("accessKeyID", ["access", "key", "id"]),
    ("oauth2Token", ["oauth2", "token"]),
    ("HTTP2Secret", ["http2", "secret"]),
    ("S3Key", ["s3", "key"]),
    ("md5Hash", ["md5", "hash"]),
    ("i18nKey", ["i18n", "key"]),
    ("2faCode", ["2fa", "code"]),
    ("$password_", ["password"]),
    ("", []),
    ("___", []),
]


@pytest.mark.parametrize(("name", "words"), SPLITS)
def test_a_name_is_cut_at_case_and_punctuation(name: str, words: list[str]) -> None:
    assert list(split(name)) == words


STRONG = """
    password PASSWORD passwd pwd userPassword dbpassword passwords password2 SMTP_PASS jwtSecret JWT_SECRET cookie-secret secret apiKey
    apikey API_KEY APIKey x-api-key accessToken access_token accesstoken authTOKEN refreshToken privateKey clientSecret credentials
    credential webhookSecret databaseUrl DATABASE_URL mongoUri REDIS_URL connectionString AWS_ACCESS_KEY_ID idToken serviceAccountKey
    AZURE_STORAGE_KEY totpSecret encryptionKey hmacKey mnemonic seedPhrase GITHUB_PAT
"""
WEAK = "token TOKEN key keys auth salt pin sid session nonce githubToken stripeKey"
SILENT = """
    passwordType PASSWORD_REQUIRED passwordField resetPassword forgotPassword passwordRegex isPassword showPassword passwordLabel
    tokenizer nextPageToken pageToken cancelToken author authority authenticated passenger passport keyboard monkey donkey turkey secretary
    tokenType tokenName secretName secretId keyId tokenAddress primaryKey foreignKey cacheKey storageKey queryKey sortKey i18nKey keyCode
    publicKey publishableKey siteKey anonKey apiKeyHeader tokenExpiry tokenTtl sessionTimeout apiUrl url userId keypath hotkey compass
    bypass tokenProvider secretManager testPassword examplePassword passwordHash hashKey tokenHost secretsFile signature cert tokenUrl privateKeyPath certificatePathname hasSecret
    CLIENT_SECRET_REDACTED_VALUE maskedPassword passwordMask TOKEN_SENTINEL
"""


@pytest.mark.parametrize(
    ("name", "strength"),
    [
        *((name, "strong") for name in STRONG.split()),
        *((name, "weak") for name in WEAK.split()),
        *((name, None) for name in SILENT.split()),
    ],
)
def test_a_name_speaks_of_a_secret_as_surely_as_its_words_do(
    vocabularies: dict[str, Vocabulary], name: str, strength: Strength | None
) -> None:
    assert vocabularies["secret"].strength(name) == strength


OTHERS = [
    ("password", "dbPassword user_pwd passphrase smtpPass", "apiKey secret token passwordField compass pass"),
    (
        "cookie-sensitive",
        "connect.sid session_id sid JSESSIONID auth_token access_token refreshToken rememberMe rememberme id_token jwt user",
        "theme locale XSRF-TOKEN csrf_token cookie_consent user_theme username sidebar refresh_rate authored",
    ),
    ("csrf-cookie", "XSRF-TOKEN _csrf csrfToken", "token session"),
    (
        "security-context",
        "token resetToken csrfToken otp sessionId nonce salt signature inviteCode couponCode apiKey verificationCode iv hmac pincode",
        "id color jitter retryDelay tokenizer tokenCount testToken etag cacheKey position pinned ivory author",
    ),
    (
        "harmless-hash",
        "etag cacheKey gravatarUrl fileHash contentHash chunkId dedupeKey",
        "token signature password",
    ),
    (
        "harmless-random",
        "jitter backoffMs retryDelay shuffled sampleRate color probability",
        "token otp code",
    ),
    ("pii", "ssn cardNumber creditCard dateOfBirth iban salary", "ipAddress emailTemplate name cardinal"),
    (
        "masking",
        "hashedPassword passwordHash maskedCard last4 tokenLength isValid",
        "password token last lastName",
    ),
]


@pytest.mark.parametrize(("vocabulary", "members", "strangers"), OTHERS)
def test_each_vocabulary_knows_its_own(
    vocabularies: dict[str, Vocabulary], vocabulary: str, members: str, strangers: str
) -> None:
    words = vocabularies[vocabulary]
    assert [name for name in members.split() if not words.has(name)] == []
    assert [name for name in strangers.split() if words.has(name)] == []


def test_everyday_personal_data_is_only_a_suspicion(vocabularies: dict[str, Vocabulary]) -> None:
    assert vocabularies["pii"].strength("emailAddress") == "weak"
    assert vocabularies["pii"].strength("ssn") == "strong"


def test_a_cancel_word_inside_the_term_that_was_found_does_not_cancel() -> None:
    words = Vocabulary.of(WordList(about="", words=("database+url",), cancel=("url", "name")))
    assert words.strength("databaseUrl") == "strong"
    assert words.strength("databaseUrlName") is None
    assert words.strength("databaseUrlUrl") is None
