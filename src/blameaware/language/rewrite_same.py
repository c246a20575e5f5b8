"""Tell whether a rewrite is the statement itself, but for a comma, a letter or a number."""

from difflib import SequenceMatcher

from blameaware.language.facts import fact_words
from blameaware.language.facts_quantities import same
from blameaware.language.facts_words import Word, words

ALMOST_EQUAL = 0.9
"""Share of words in common, in the same order, from which a rewrite counts as unchanged."""

_NEW_WORDS = 1
_FAR = 1.6  # times as long or as short: no copy
_LONG = 4
_SPELLED_ALIKE = 0.8


def is_unchanged(statement: str, text: str) -> bool:
    """Say whether `text` only repeats `statement`.

    Words may be misspelled or a few left out; one new word is still a repetition, two are a
    rewrite.
    """
    ours = [_key(word) for word in fact_words(statement)]
    theirs = words(text)
    if not ours or not 1 / _FAR <= (len(theirs) or 1) / len(ours) <= _FAR:
        return False
    spelled = [_respelled(word, fact_words(statement), frozenset(ours)) for word in theirs]
    if sum(word not in ours for word in spelled) > _NEW_WORDS:
        return False
    return SequenceMatcher(None, ours, spelled, autojunk=False).ratio() >= ALMOST_EQUAL


def _key(word: Word) -> str:
    return str(sorted(word.quantity.values)) if word.quantity else word.text.lower()


def _respelled(word: Word, known: tuple[Word, ...], keys: frozenset[str]) -> str:
    """Return the key of the known word that `word` repeats or misspells, or its own key."""
    key = _key(word)
    if key in keys:
        return key
    if word.quantity:
        alike = (o for o in known if o.quantity and same(word.quantity, o.quantity))
        return next(map(_key, alike), key)
    return next((other for other in keys if _slip(key, other)), key)


def _slip(one: str, other: str) -> bool:
    """Say whether two longer words differ in one letter or so."""
    if min(len(one), len(other)) < _LONG or abs(len(one) - len(other)) > 1:
        return False
    if one[0] != other[0] and one[-1] != other[-1]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SPELLED_ALIKE
