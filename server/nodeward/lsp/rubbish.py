"""When Python looks for garbage in cycles: in the pauses between keys, not in the middle of an analysis.

A pass over everything takes as long as the analysis of a file, and would come every few dozen keys. What is
young is still collected at any time, for that is cheap.
"""

import gc

NEVER = 1_000_000_000
ENOUGH = 10  # so many collections of young objects later the old ones are worth a look; Python's own measure


def postpone() -> None:
    """From now on old objects are collected by `collect` only."""
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)


def settle() -> None:
    """What there is now, above all the rules, stays for good: no pass needs to look at it again."""
    gc.freeze()


def collect() -> None:
    """There is nothing to do: collect old objects, if it is worth it."""
    if gc.get_count()[2] > ENOUGH:
        gc.collect()
