"""An error is told by its kind and its place, and never by its words."""

from collections.abc import Callable

import pytest

from nodeward.text.crash import crash, kind_and_place

SECRET = "not-to-be-told"


def inner() -> None:
    raise KeyError(SECRET)


def outer() -> None:
    inner()


def cause() -> None:
    try:
        inner()
    except KeyError as error:
        raise ValueError(f"about {error}") from error


def caught(raising: Callable[[], None]) -> Exception:
    try:
        raising()
    except (KeyError, ValueError) as error:
        return error
    raise AssertionError("nothing was raised")


def test_the_nearest_place_comes_first() -> None:
    first, second, third = crash(caught(outer)).splitlines()
    assert first == kind_and_place(caught(outer))
    assert first == f"KeyError in {__name__}, line {inner.__code__.co_firstlineno + 1}"
    assert second == f"  called by {__name__}, line {outer.__code__.co_firstlineno + 1}"
    assert third.startswith(f"  called by {__name__}, line ")


@pytest.mark.parametrize("raising", [inner, outer, cause])
def test_its_words_are_not_repeated(raising: Callable[[], None]) -> None:
    error = caught(raising)
    assert SECRET in str(error)
    assert SECRET not in crash(error) + kind_and_place(error)


def test_an_error_that_was_never_raised_is_its_kind() -> None:
    assert crash(RuntimeError(SECRET)) == "RuntimeError"
