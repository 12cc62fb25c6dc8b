"""What is told of an error that nobody expected: its kind and the way to it.

Not its words: they may repeat a piece of a file, and so a secret.
"""


def kind_and_place(error: BaseException) -> str:
    """What was raised and where, in one line: `KeyError in nodeward.checks.call, line 12`."""
    return _frames(error)[0]


def crash(error: BaseException) -> str:
    """The same, and one line for each caller, the nearest first."""
    return "\n".join(_frames(error))


def _frames(error: BaseException) -> list[str]:
    places = []
    frame = error.__traceback__
    while frame is not None:
        places.append(f"{frame.tb_frame.f_globals.get('__name__', '?')}, line {frame.tb_lineno}")
        frame = frame.tb_next
    if not places:
        return [type(error).__name__]
    nearest, *others = reversed(places)
    return [f"{type(error).__name__} in {nearest}", *(f"  called by {place}" for place in others)]
