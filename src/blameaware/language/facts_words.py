"""A text as the words that carry its facts, each with everything it can be recognized by.

A word has keys: its stem, and the names of the synonym groups (data/facts_synonyms.toml) that
it or the phrase around it belongs to. "went down", "outage" and "unavailable" share a key, so
they match. Quantities are words of their own kind.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from blameaware.language.facts_quantities import Quantity, find_quantities
from blameaware.language.facts_stem import stem
from blameaware.language.rewrite_data import table

_WORD = re.compile(r"[^\W_]+(?:['.&][^\W_]+)*")
_NEGATION_REACH = 3
_LONGEST_PHRASE = 5
_LONG = 5
_LIGHT, _PLAIN, _NAME, _QUANTITY, _ONE = 0.35, 1.0, 1.3, 1.6, 0.4


@dataclass(frozen=True, slots=True)
class Word:
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
    found.sort(key=lambda word: word.start)
    return _with_negation(_with_phrases(found), plain)


def straighten(text: str) -> str:
    """Return `text` with plain quotes and dashes, without accents, of the same length."""
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
    lower = shown.lower().removesuffix("'s")
    root = stem(lower)
    stop = lower in small_words("stop")
    keys = frozenset({root}) if stop else frozenset({root, *groups_of((root,))})
    base = "" if len(keys) > 1 else _not_done(lower)
    keys |= {stem(base)} if base else frozenset()
    weight = _weight(shown, lower, stop)
    return Word(shown, match.start(), match.end(), keys, weight, stop, bool(base))


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


def _with_phrases(found: list[Word]) -> list[Word]:
    """Give each word the groups of the longest known phrase that it is part of."""
    roots = [_root(word) for word in found]
    phrases = _phrases()
    keys = [set(word.keys) for word in found]
    position = 0
    while position < len(found):
        for length in range(min(_LONGEST_PHRASE, len(found) - position), 1, -1):
            names = phrases.get(tuple(roots[position : position + length]))
            if names:
                for index in range(position, position + length):
                    keys[index].update(names)
                break
        position += 1
    return [_replace(word, keys=frozenset(k)) for word, k in zip(found, keys, strict=True)]


def _root(word: Word) -> str:
    return "#" if word.quantity else stem(word.text.lower().removesuffix("'s"))


def _with_negation(found: list[Word], text: str) -> list[Word]:
    """Mark the words that stand up to three words after a negator, in the same clause."""
    negators = small_words("negators")
    left = 0
    marked: list[Word] = []
    for index, word in enumerate(found):
        between = text[found[index - 1].end : word.start] if index else ""
        if any(mark in between for mark in ",;:.!?()\n"):
            left = 0
        marked.append(_replace(word, negated=(left > 0) != word.negated))
        left = _NEGATION_REACH if word.text.lower() in negators else max(0, left - 1)
    return marked


def _replace(
    word: Word, *, keys: frozenset[str] | None = None, negated: bool | None = None
) -> Word:
    return Word(
        word.text,
        word.start,
        word.end,
        word.keys if keys is None else keys,
        word.weight,
        word.stop,
        word.negated if negated is None else negated,
        word.quantity,
    )


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
