"""Small programs of files that lean on each other in every way, circles included, for tests that hold for all code."""

from hypothesis import strategies as st

NAMES = ("a", "b", "c", "d", "e")
FILES = ("/one.js", "/two.js", "/three.ts")

_name = st.sampled_from(NAMES)
_atom = st.one_of(
    _name,
    st.sampled_from(
        (
            "'x'",
            "1",
            "null",
            "undefined",
            "require('child_process').exec",
            "require('express')()",
            "require('./one')",
            "require('./two')",
            "require('./three')",
            "this.a",
            "new C()",
            "C.a",
        )
    ),
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def form(template: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.tuples(*parts).map(lambda given: template.format(*given))

    return st.one_of(
        form("{} + {}", inner, inner),
        form("`<${{{}}}>`", inner),
        form("({} || {})", inner, inner),
        form("({} ? {} : {})", inner, inner, inner),
        form("({{ a: {}, ...{} }})", inner, inner),
        form("[{}, {}]", inner, inner),
        form("({}).a", inner),
        form("({})[{}]", inner, inner),
        form("{}({})", _name, inner),
        form("({}, {})", inner, inner),
        form("(({}) => {})", _name, inner),
        form("(({}) => {})({})", _name, inner, inner),
        form("wrap((q, s) => {})", inner),
        form("Object.assign({}, {})", _name, inner),
    )


_expression = st.recursive(_atom, _grown, max_leaves=4)


def _statement(template: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda given: template.format(*given))


_statements = st.one_of(
    _statement("var {} = {};", _name, _expression),
    _statement("var {{ {}: {} = {} }} = {};", _name, _name, _expression, _expression),
    _statement("var [{}, {}] = {};", _name, _name, _expression),
    _statement("{} = {};", _name, _expression),
    _statement("{}.a = {};", _name, _expression),
    _statement("{}[{}] = {};", _name, _expression, _expression),
    _statement("function {}({}) {{ return {}; }}", _name, _name, _expression),
    _statement("if ({}) {{ {} = {}; }}", _expression, _name, _expression),
    _statement(
        "class C {{ a = {}; m() {{ this.a = {}; return {}; }} }}", _expression, _expression, _expression
    ),
    _statement(
        "class C extends {} {{ static a = {}; get b() {{ return {}; }} }}", _name, _expression, _expression
    ),
    _statement("{}.get('/', {});", _name, _expression),
    _statement("exports.{} = {};", _name, _expression),
    _statement("module.exports = {};", _expression),
    _statement("module.exports = {{ {}, {}: {} }};", _name, _name, _expression),
    _statement("export {{ {} }} from './{}';", _name, st.sampled_from(("one", "two", "three"))),
    _statement("export * from './{}';", st.sampled_from(("one", "two", "three"))),
    _statement("import {{ {} as {} }} from './{}';", _name, _name, st.sampled_from(("one", "two", "three"))),
    _statement("import {} from './{}';", _name, st.sampled_from(("one", "two", "three"))),
    _statement("export const {} = {};", _name, _expression),
    _statement("/** @type {{{}}} */ var {} = {};", _name, _name, _expression),
)
file_texts = st.lists(_statements, min_size=1, max_size=7).map("\n".join)
programs = st.fixed_dictionaries(dict.fromkeys(FILES, file_texts))
