"""Tell whether a rewrite is the statement itself, but for a comma, a letter or a number."""

from difflib import SequenceMatcher

from blameaware.language.facts import fact_words
from blameaware.language.facts_quantities import same
from blameaware.language.facts_words import Word, words

ALMOST_EQUAL = 0.9
"""Share of words in common, in the same order, from which a rewrite counts as unchanged."""

_NEW_WORDS = 1


def is_unchanged(statement: str, text: str) -> bool:
    """Say whether `text` only repeats `statement`.

    Words may be misspelled or a few left out; one new word in ten is still a repetition,
    two are a rewrite.
    """
    return similarity(statement, text) >= ALMOST_EQUAL and new_words(statement, text) <= _NEW_WORDS


def similarity(statement: str, text: str) -> float:
    """Return 0..1, how much of both texts is the same words in the same order."""
    ours, theirs = _spelled(statement, text)
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


def new_words(statement: str, text: str) -> int:
    """Return how many words of `text` the statement does not have."""
    ours, theirs = _spelled(statement, text)
    return sum(word not in ours for word in theirs)


def _spelled(statement: str, text: str) -> tuple[list[str], list[str]]:
    """Return the words of both; a slip of the pen in `text` is spelled as in `statement`."""
    ours = [_key(word) for word in fact_words(statement)]
    theirs = [_respelled(word, fact_words(statement)) for word in words(text)]
    return ours, theirs


def _key(word: Word) -> str:
    return str(sorted(word.quantity.values)) if word.quantity else word.text.lower()


def _respelled(word: Word, known: tuple[Word, ...]) -> str:
    """Return the key of the known word that `word` repeats, or its own key."""
    for other in known:
        if word.quantity and other.quantity and same(word.quantity, other.quantity):
            return _key(other)
    key = _key(word)
    keys = [_key(other) for other in known]
    if word.quantity or key in keys:
        return key
    return next((other for other in keys if _slip(key, other)), key)


def _slip(one: str, other: str) -> bool:
    """Say whether two longer words differ in one letter or so."""
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 1:  # noqa: PLR2004
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.85  # noqa: PLR2004
