"""What a library's users hand in: which functions they can call, and which are the library's own."""

import pytest
from tests.taint.support import flows, split

from nodeward.taint.spec import LIBRARY_INPUT, Kind

CP = 'const { exec } = require("child_process");\n'
FORMS = {
    "function": "module.exports = «function|»(command) «{ exec(command); }|;»",
    "named": "«exports.run =|const run =» (command) => exec(command);",
    "object": "module.exports = { run(command) { exec(«command|'a'»); } };",
    "declared": "function run(command) { exec(command); }\nmodule.exports = { «run|» };",
    "behind another": "function run(command) { exec(command); }\nmodule.exports = (name) => run(«name|'a'»);",
    "class": "class Job { constructor(name) { this.name = name; } run() { exec(this.«name|length») } }\nmodule.exports = Job;",
    "hidden method": "class Job { «run|#run»(command) { exec(command); } }\nmodule.exports = Job;",
    "prototype": "function Job() {}\nJob.prototype.«run|_run» = function (command) { exec(command); };\nmodule.exports = Job;",
    "options": "module.exports = (options) => exec('ls ' + options.«dir|length»);",
    "returned function": "module.exports = (options) => (dir) => exec(«dir|'a'»);",
    "factory": "module.exports = () => ({ run: (dir) => exec(«dir|'a'») });",
    "built object": "module.exports = function () { const api = {}; api.«run|_run» = (dir) => exec(dir); return api; };",
    "wrapped": "(function (root, make) { module.exports = make(); })(this, function () {"
    " function run(dir) { exec(«dir|'a'»); } return { run: run }; });",
    "compiled class": "var Job = (function () { function Job() {} make(Job, [{ key: 'run', value: function run(dir)"
    " { exec(«dir|'a'»); } }]); return Job; })(); exports.Job = Job;",
    "compiled async": "exports.run = (dir) => later(this, void 0, void 0, function* () { yield exec(«dir|'a'»); });",
    "names of options": "module.exports = (options) => exec(Object.keys(«options|{ a: 1 }»).join(' '));",
    "arguments": "module.exports = function () { exec(Array.prototype.slice.call(«arguments|['a']», 0).join(' ')); };",
    "only its own": "function run(command) { exec(command); }\nrun('a');\nmodule.exports = «run|{}»;",
}


def found(form: str, number: int) -> bool:
    code = CP + split(FORMS[form])[number]
    if "exec(" not in code.removeprefix(CP):
        return False
    return any(each.flows for each in flows({"index.js": code}, "index.js", Kind.SHELL, LIBRARY_INPUT))


@pytest.mark.parametrize("form", FORMS)
def test_what_users_hand_in_flows(form: str) -> None:
    assert found(form, 0)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_the_librarys_own_does_not(form: str) -> None:
    assert not found(form, 1)
