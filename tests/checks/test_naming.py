"""The names that tell what the result of a call is for, and those of what goes into it."""

import pytest
from tests.checks.marks import marked

from nodeward.checks.around import names_around
from nodeward.checks.naming import own_name, result_names

RESULTS = {
    "const token = «make()»;": ["token"],
    "const token = prefix + «make()».slice(2);": ["token"],
    "const token = `${«make()»}-x`;": ["token"],
    "let token; token = await («make()»);": ["token"],
    "user.resetToken = «make()»;": ["resetToken"],
    "save({ resetToken: «make()» });": ["resetToken"],
    "class Session { id = «make()»; }": ["id"],
    "function open(nonce = «make()») {}": ["nonce"],
    "function newToken() { return «make()»; }": ["newToken"],
    "const newToken = () => «make()»;": ["newToken"],
    "const newToken = function () { return pad(«make()»); };": ["newToken"],
    "class A { newToken() { return «make()»; } }": ["newToken"],
    # A name that says nothing of the purpose: the function is asked too.
    "function newToken() { const id = «make()»; return id; }": ["id", "newToken"],
    "function newToken() { let s = ''; for (const i of list) { s += all[«make()»]; } return s; }": [
        "s",
        "newToken",
    ],
    "function tokenJob() { const s = «make()»; run(`${s} * * * *`); }": ["s"],
    "function newToken() { const s = «make()»; return s; }": ["s", "newToken"],
    "function newToken() { if (a) { return 1; } else { return «make()»; } }": ["newToken"],
    "function newToken() { const delay = «make()»; wait(delay); return 1; }": ["delay"],
    # Lists that are filled, and places with a name of their own.
    "function newToken() { const out = []; out.push(«make()»); return out; }": ["out", "newToken"],
    "tokens.push(«make()»);": ["tokens"],
    'res.cookie("sid", «make()»);': ["sid"],
    'localStorage.setItem("token", «make()»);': ["token"],
    "cache.set(key, «make()»);": [],
    # What a callback returns is in the result of the call that turns a list.
    'const otp = Array.from({ length: 6 }, () => «make()»).join("");': ["otp"],
    "const otp = places.map(function () { return «make()»; });": ["otp"],
    "const timer = setTimeout(() => «make()», 10);": [],
    # Compared, or used up: no one gets it.
    "function newToken() { if («make()» < 0.5) { return 1; } }": [],
    "async function newToken() { await sleep(«make()»); }": [],
    "function newToken() { const r = «make()»; if (r < 0.5) { return 1; } return (r * 2) > 1; }": ["r"],
    "function newToken() { const r = «make()»; if (r < 0.5) { return 1; } return r; }": ["r", "newToken"],
    "function verifyToken() { return «make()» === given; }": ["verifyToken"],
}


@pytest.mark.parametrize("source", RESULTS)
def test_the_names_of_a_result(source: str) -> None:
    assert list(result_names(marked(source))) == RESULTS[source]


AROUND = {
    'const x = «createHash("md5")».update(password).digest("hex");': ["x", "password"],
    'const x = «createHash("md5")».update(user.password + salt).digest("hex");': ["x", "password", "salt"],
    'const x = «createHash("md5")».update(`${name}:${secret}`).digest("hex");': ["x", "name", "secret"],
    'const x = «createHash("md5")».update(Buffer.from(password, "utf8")).digest();': ["x", "password"],
    "const x = «md5(JSON.stringify([token, id]))»;": ["x", "token", "id"],
    "const x = «md5(makeToken(user))»;": ["x", "makeToken"],
    'const h = «createHash("md5")»; h.update(password); h.digest("hex");': ["h", "password"],
    'const h = «createHash("md5")»; h.update(x); const token = h.update(y).digest();': [
        "h",
        "x",
        "y",
        "token",
    ],
}


@pytest.mark.parametrize("source", AROUND)
def test_the_names_around_a_call(source: str) -> None:
    assert names_around(marked(source)) == AROUND[source]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("«token»;", "token"),
        ("«user.resetToken»;", "resetToken"),
        ("«this.#token»;", "#token"),
        ("«auth.newToken()»;", "newToken"),
        ("«newToken()()»;", "newToken"),
        ("«list[0]»;", None),
        ("«'token'»;", None),
        ("«new Token()»;", None),
    ],
)
def test_an_expression_s_own_name(source: str, name: str | None) -> None:
    assert own_name(marked(source)) == name
