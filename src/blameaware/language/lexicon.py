"""Look up words: which classes they belong to, and their base form. Loaded once."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_DATA = Path(__file__).parent / "data"


class Lexicon(NamedTuple):
    """Word lists as bits: `bit["role"]` is the bit of a class, `words["pilot"]` a word's bits.

    `phrases[first]` lists (further words, bits), longest first.
    """

    bit: dict[str, int]
    words: dict[str, int]
    lemmas: dict[str, str]
    phrases: dict[str, list[tuple[list[str], int]]]


@cache
def raw() -> dict[str, Any]:
    """Return the compiled data as read from the package."""
    data: dict[str, Any] = json.loads((_DATA / "engine.json").read_text("utf-8"))
    return data


@cache
def lexicon() -> Lexicon:
    """Return the word lists."""
    data = raw()
    bit = {name: 1 << index for index, name in enumerate(data["classes"])}
    phrases = {
        first: [(rest, bits) for rest, bits in group] for first, group in data["phrases"].items()
    }
    return Lexicon(bit, data["words"], data["lemmas"], phrases)
