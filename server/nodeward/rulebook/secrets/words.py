"""Telling words from random letters by how English puts letters next to each other. Knows no list of words."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

# How usual it is that one letter follows another, 0 (hardly ever) to 9: for each first letter, the 26 that may follow.
# Counted over some 6,000 different words of technical English prose, on a logarithmic scale.
_FOLLOWS: Final[Mapping[str, str]] = {
    "a": "06761351604877060878544451",
    "b": "83557223761844750675810061",
    "c": "80538217507742921658631040",
    "d": "73359321821533631564631230",
    "e": "63675541302657353887244630",
    "f": "70357721901633842765712050",
    "g": "52329355700546630663632012",
    "h": "82149103811444800646500040",
    "i": "65766560002769750677050405",
    "j": "82228222422222852482925242",
    "k": "60459450700636542275426020",
    "l": "82459311802714840166531070",
    "m": "86359210703453780264611030",
    "n": "72777582604434640278551030",
    "o": "45672450415679570866756211",
    "p": "82348424702723761867613050",
    "q": "22252222422225222442922222",
    "r": "82559451704465740576533050",
    "s": "51538336713432660378612040",
    "t": "72549317801543740776523151",
    "u": "66646550600878570878000000",
    "v": "90209323802253640330422200",
    "w": "84458507800527723775234200",
    "x": "63748504700630480349033433",
    "y": "44436533602566570366234000",
    "z": "72229242722444722425422252",
}
_PART: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Of words of prose 98 % score this much or more, of eight random letters a sixth, of twelve a tenth.
_USUAL, _VERY_USUAL = 5.0, 6.5


def wordlike(value: str, *, surely: bool = False) -> bool:
    """Whether a value is made of words rather than of random characters: `my-app-v2`, `resetPassword`, `changeit`.

    `surely` asks for more: text that chance does not write.
    """
    parts = _PART.findall(value)
    letters = sum(map(len, parts))
    others = sum(character.isalnum() for character in value) - letters
    if letters < 4 or others * 4 > letters or letters < 3 * len(parts):
        return False
    least = _VERY_USUAL if surely else _USUAL
    pairs = [pair for part in parts for pair in pairwise(part.lower())]
    return sum(int(_FOLLOWS[a][ord(b) - ord("a")]) for a, b in pairs) >= least * len(pairs)
