"""The shape of what protects an object, as an author writes it. Judges no code."""

from typing import Annotated

from msgspec import Meta

from nodeward.rulebook.condition import Condition
from nodeward.rulebook.shape import Names, Shape


class Protection(Shape, frozen=True, kw_only=True):
    """A call that protects an object: what should have happened to it."""

    call: Names
    argument: Annotated[list[str], Meta(description="Some argument is (the result of) one of these.")] = []
    arguments: Annotated[dict[int, Condition], Meta(description="Conditions by position.")] = {}
    parameters: Annotated[
        int | None, Meta(description="Some argument is a function with so many parameters.")
    ] = None
    catches: Annotated[
        bool, Meta(description="Some argument is a function that awaits the rest in a try.")
    ] = False
    at_least: Annotated[int, Meta(description="So many different ones are needed.")] = 1
