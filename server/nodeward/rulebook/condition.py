"""The shape of questions about values, as an author writes them. Judges no value."""

from typing import Annotated, Literal

from msgspec import Meta, field

from nodeward.rulebook.shape import Scalar, Shape


class Condition(Shape, frozen=True, kw_only=True):
    """A question about one value.

    All fields that are set must hold; an unknown value fails every one but `not-constant`.
    """

    equals: Annotated[list[Scalar], Meta(description="A constant equal to one of these.")] = []
    ignore_case: Annotated[bool, Meta(description="Compare text without regard to case.")] = False
    starts_with: Annotated[list[str], Meta(description="Constant text that begins with one of these.")] = []
    ends_with: Annotated[list[str], Meta(description="Constant text that ends with one of these.")] = []
    contains: Annotated[list[str], Meta(description="Constant text with one of these in it.")] = []
    omits: Annotated[
        list[str],
        Meta(
            description="Text whose known pieces lack one of these words; the message's {missing} names them."
        ),
    ] = []
    includes: Annotated[list[Scalar], Meta(description="A list that has one of these constants in it.")] = []
    below: Annotated[float | None, Meta(description="A constant number (or size, or time) below this.")] = (
        None
    )
    above: Annotated[float | None, Meta(description="A constant number (or size, or time) above this.")] = (
        None
    )
    unit: Annotated[
        Literal["bytes", "seconds"] | None,
        Meta(description="How text is read as a number: `5mb` in bytes, `15m` in seconds."),
    ] = None
    number_after: Annotated[
        str | None, Meta(description="The number is the one behind this in constant text: `max-age=`.")
    ] = None
    lists: Annotated[
        list[str],
        Meta(
            description="A list in constant text (parted by colons, commas or blanks) with one of these words "
            "in an item that `!` or `-` does not take out."
        ),
    ] = []
    constant: Annotated[bool, Meta(description="Constant text that is not empty.")] = False
    not_constant: Annotated[
        bool,
        Meta(description="Not known before the program runs; a number or a listed value counts as known."),
    ] = False
    passed_on: Annotated[
        bool, Meta(description="A parameter as it is, of a function whose callers are all in other files.")
    ] = False
    cleaned_by: Annotated[
        list[str], Meta(description="Calls whose result `not-constant` takes for constant.")
    ] = []
    type: Annotated[
        Literal["number", "string", "boolean", "array", "bytes"] | None,
        Meta(description="An expression that is of this kind whatever its value."),
    ] = None
    absent: Annotated[bool, Meta(description="Not given at all.")] = False
    is_: Annotated[
        list[str], Meta(description="A value with one of these canonical names; `a.*` is every member of a.")
    ] = field(name="is", default_factory=list)
    has: Annotated[
        dict[str, "Condition"], Meta(description="An object whose property fulfils a condition.")
    ] = {}
    lacks: Annotated[list[str], Meta(description="An object known to have none of these properties.")] = []
    holds: Annotated[
        list[str], Meta(description="An expression with a value of one of these source sets in it.")
    ] = []
    named: Annotated[str | None, Meta(description="An expression whose own name is in this vocabulary.")] = (
        None
    )
    parameters: Annotated[int | None, Meta(description="A function with exactly this many parameters.")] = (
        None
    )
    secret: Annotated[
        bool,
        Meta(
            description="Text in the code, or its bytes, that opens something: not empty, and no public key."
        ),
    ] = False
    items: Annotated[
        "Condition | None",
        Meta(
            description="A list or object with an element that fulfils a condition, or a function that returns one."
        ),
    ] = None
    shorter_than: Annotated[int | None, Meta(description="Constant text of fewer characters than this.")] = (
        None
    )
    gives_nothing: Annotated[
        bool, Meta(description="A function that finds no fault: it calls nothing and gives back nothing.")
    ] = False
    lets_through: Annotated[bool, Meta(description="A function that says yes to whatever it is asked.")] = (
        False
    )
    own_folder: Annotated[
        bool,
        Meta(description="The folder of the code or of the start (`__dirname`, `.`), or one above it."),
    ] = False
    any_: Annotated[list["Condition"], Meta(description="At least one of these holds.")] = field(
        name="any", default_factory=list
    )


class Options(Shape, frozen=True, kw_only=True):
    """What an options object must or must not say."""

    argument: Annotated[
        int | list[int], Meta(description="Position of the options; a list: the first object.")
    ]
    below: Annotated[str | None, Meta(description="The options stand in this property of the argument.")] = (
        None
    )
    require: Annotated[
        dict[str, list[Scalar]],
        Meta(description="Dotted keys and the values that are good; a fix writes the first."),
    ] = {}
    given: Annotated[
        list[str], Meta(description="Dotted keys that must be there, whatever their value.")
    ] = []
    defaults: Annotated[
        dict[str, Scalar],
        Meta(description="What the library takes for a required key that is not given."),
    ] = {}
    forbid: Annotated[
        dict[str, Condition],
        Meta(description="Dotted keys and what their value must not be."),
    ] = {}
