"""When Python looks for garbage in cycles: when nobody has typed for a while, not in the middle of an analysis.

A pass over everything takes as long as the analysis of a file, and would come every few dozen keys. What is
young is still collected at any time, for that is cheap.
"""

import gc

YOUNG = 200_000  # objects more than before; Python's 700 are there every few hundred names, and age before they are let go
WORTH_SWEEPING = 2_000  # young objects
NEVER = 1_000_000_000
ENOUGH = 10  # so many collections of young objects later the old ones are worth a look; Python's own measure
TOO_MUCH = 100  # so many, and somebody has typed in a large file without a pause


def postpone() -> None:
    """From now on old objects are collected by `collect` only, and young ones when there are many."""
    _, middle, _ = gc.get_threshold()
    gc.set_threshold(YOUNG, middle, NEVER)


def sweep() -> None:
    """For this moment nothing is left to do: collect young objects now, so that the next key need not stop for it."""
    if gc.get_count()[0] > WORTH_SWEEPING:
        gc.collect(1)


def settle() -> None:
    """What there is now, above all the rules, stays for good: no pass needs to look at it again."""
    gc.freeze()


def overdue() -> bool:
    """Whether it cannot wait for a pause any longer."""
    return gc.get_count()[2] > TOO_MUCH


def due() -> bool:
    """Whether it is worth it to collect old objects, as soon as there is time."""
    return gc.get_count()[2] > ENOUGH


def collect() -> None:
    """There is time: collect old objects, if it is worth it."""
    if due():
        gc.collect()
