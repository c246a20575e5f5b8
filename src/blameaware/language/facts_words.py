"""A text as the words that carry its facts, each with everything it can be recognized by.

A word has keys: its stem, and the names of the synonym groups (data/facts_synonyms.toml) that
it or the phrase around it belongs to. "went down", "outage" and "unavailable" share a key, so
they match. Quantities are words of their own kind.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from blameaware.language.facts_quantities import Quantity, find_quantities
from blameaware.language.facts_stem import stem
from blameaware.language.rewrite_data import table

_WORD = re.compile(r"[^\W_]+(?:['.&][^\W_]+)*")
_CLAUSE_END = re.compile(r"[,;:.!?()\n]")
_START = attrgetter("start")
_NEGATION_REACH = 3
_LONGEST_PHRASE = 5
_LONG = 5
_LIGHT, _PLAIN, _NAME, _QUANTITY, _ONE = 0.35, 1.0, 1.3, 1.6, 0.4


class Word(NamedTuple):
    """One word or quantity at text[start:end].

    `keys` is what it can be recognized by (empty for a quantity), `weight` how much it says,
    `stop` whether it carries no fact of its own, `negated` whether a "not" stands before it.
    """

    text: str
    start: int
    end: int
    keys: frozenset[str] = frozenset()
    weight: float = 0.0
    stop: bool = False
    negated: bool = False
    quantity: Quantity | None = None


def words(text: str) -> list[Word]:
    """Return the words and quantities of `text`, in order."""
    plain = straighten(text)
    quantities = find_quantities(plain)
    found = [_quantity_word(plain, quantity) for quantity in quantities]
    found += [_plain_word(match) for match in _WORD.finditer(_without(plain, quantities))]
    found.sort(key=_START)
    groups = _groups_of_phrases(found)
    return [
        _placed(word, groups.get(index), is_negated)
        for index, (word, is_negated) in enumerate(zip(found, _negated(found, plain), strict=True))
    ]


def straighten(text: str) -> str:
    """Return `text` with plain quotes and dashes, without accents, of the same length."""
    if text.isascii():
        return text.replace("`", "'")
    return "".join(_plain_character(character) for character in text)


@cache
def _plain_character(character: str) -> str:
    if character in "’‘`´":
        return "'"
    if character in "–—‑−":
        return "-"
    base = unicodedata.normalize("NFKD", character)
    return base[0] if base and base[0].isascii() and base[0].isalnum() else character


def _without(text: str, quantities: list[Quantity]) -> str:
    """Blank the quantities out, so that what is left are words."""
    for quantity in quantities:
        blank = " " * (quantity.end - quantity.start)
        text = text[: quantity.start] + blank + text[quantity.end :]
    return text


def _quantity_word(text: str, quantity: Quantity) -> Word:
    lone = not quantity.kind and quantity.values == frozenset({1.0})
    weight = _ONE if lone else _QUANTITY
    shown = text[quantity.start : quantity.end]
    return Word(shown, quantity.start, quantity.end, weight=weight, quantity=quantity)


def _plain_word(match: re.Match[str]) -> Word:
    shown = match.group()
    keys, weight, stop, not_done = _read_word(shown)
    return Word(shown, match.start(), match.end(), keys, weight, stop, not_done)


@lru_cache(maxsize=4096)
def _read_word(shown: str) -> tuple[frozenset[str], float, bool, bool]:
    """Return keys, weight, whether it is a small word, and whether it says "not" by itself."""
    lower = shown.lower().removesuffix("'s")
    root = stem(lower)
    stop = lower in small_words("stop")
    keys = frozenset({root}) if stop else frozenset({root, *groups_of((root,))})
    base = "" if len(keys) > 1 else _not_done(lower)
    if base:
        keys |= {stem(base)}
    return keys, _weight(shown, lower, stop), stop, bool(base)


def _not_done(lower: str) -> str:
    """Return "announced" for "unannounced", and "" for a word that is no such thing."""
    base = lower.removeprefix("un")
    is_one = base != lower and len(base) >= _LONG and base.endswith(("ed", "able"))
    return base if is_one else ""


def _weight(shown: str, lower: str, stop: bool) -> float:
    """Say how much a word tells: a name or code more, "make" or "problem" less."""
    if stop:
        return 0.0
    if lower in small_words("light"):
        return _LIGHT
    is_code = any(character.isdigit() for character in shown) or shown[1:] != shown[1:].lower()
    return _NAME if is_code else _PLAIN


def _groups_of_phrases(found: list[Word]) -> dict[int, set[str]]:
    """Return the groups of the longest known phrase at each place, by the index of its words."""
    roots = ["#" if word.quantity else stem(_bare(word.text)) for word in found]
    phrases, beginnings = _phrases(), _beginnings()
    groups: dict[int, set[str]] = {}
    for position, root in enumerate(roots):
        if root not in beginnings:
            continue
        for length in range(min(_LONGEST_PHRASE, len(found) - position), 1, -1):
            names = phrases.get(tuple(roots[position : position + length]))
            if names:
                for index in range(position, position + length):
                    groups.setdefault(index, set()).update(names)
                break
    return groups


def _bare(shown: str) -> str:
    return shown.lower().removesuffix("'s")


def _negated(found: list[Word], text: str) -> Iterator[bool]:
    """Yield whether each word stands up to three words after a negator, in the same clause."""
    negators = small_words("negators")
    left, last = 0, 0
    for word in found:
        if left and _CLAUSE_END.search(text, last, word.start):
            left = 0
        yield left > 0
        left = _NEGATION_REACH if word.text.lower() in negators else max(0, left - 1)
        last = word.end


def _placed(word: Word, groups: set[str] | None, is_negated: bool) -> Word:
    """Return the word with what its neighbors add to it."""
    if groups is None and not is_negated:
        return word
    keys = word.keys | groups if groups else word.keys
    return word._replace(keys=keys, negated=word.negated != is_negated)


@cache
def small_words(kind: str) -> frozenset[str]:
    """Return one of the word lists of data/facts_words.toml: "stop", "light" or "negators"."""
    listed = table("facts_words")[kind]
    return frozenset(listed.split() if isinstance(listed, str) else listed)


def groups_of(phrase: tuple[str, ...]) -> frozenset[str]:
    """Return the names of the synonym groups that a phrase of stems belongs to."""
    return _phrases().get(phrase, frozenset())


@cache
def _phrases() -> dict[tuple[str, ...], frozenset[str]]:
    """Return every phrase of the synonym groups, as stems, with the groups it is in."""
    found: dict[tuple[str, ...], set[str]] = {}
    for trade, groups in table("facts_synonyms").items():
        for name, phrases in groups.items():
            for phrase in phrases.split(","):
                roots = tuple(stem(word) for word in _WORD.findall(phrase.strip().lower()))
                found.setdefault(roots, set()).add(f"{trade}.{name}")
    return {roots: frozenset(names) for roots, names in found.items()}


@cache
def _beginnings() -> frozenset[str]:
    """Return the first stems of all phrases of two words and more."""
    return frozenset(roots[0] for roots in _phrases() if len(roots) > 1)
