"""Which facts of a statement a text still holds, matched by meaning and not by letters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from blameaware.language.facts_quantities import CLOCK, Quantity, same, spans_between
from blameaware.language.facts_words import Word, words

KEPT_SHARE = 0.5
"""A fact counts as kept when at least this share of its weight is in the text."""

_SYNONYM = 0.85
_POLARITY_FLIPPED = 0.5
_SPAN_ONLY = 0.6
_TYPO_LENGTH, _PREFIX_SHARE = 5, 0.75


@dataclass(frozen=True, slots=True)
class FactMatch:
    """How much of one fact a text holds.

    `share` is 0..1, by weight of the fact's words; `quantities` and `quantities_kept` count
    its numbers; `missing` are its words that the text does not hold, as written in the fact.
    """

    fact: str
    share: float
    quantities: int
    quantities_kept: int
    missing: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Say whether the fact is in the text."""
        return self.share >= KEPT_SHARE and self.quantities_kept * 2 >= self.quantities


@dataclass(frozen=True, slots=True)
class Pool:
    """What a text offers to be matched: keys with their polarity, and quantities."""

    affirmed: frozenset[str]
    negated: frozenset[str]
    quantities: tuple[Quantity, ...]

    @classmethod
    def of(cls, found: Iterable[Word]) -> "Pool":
        """Collect the pool of a text's words."""
        listed = list(found)
        quantities = [word.quantity for word in listed if word.quantity]
        return cls(
            frozenset(key for word in listed if not word.negated for key in word.keys),
            frozenset(key for word in listed if word.negated for key in word.keys),
            (*quantities, *spans_between(quantities)),
        )

    def credit(self, word: Word) -> float:
        """Return how well `word` is in this text: 1 yes, less for a synonym or a "not" too many."""
        if word.quantity:
            return float(any(same(word.quantity, other) for other in self.quantities))
        agreeing, opposed = (
            (self.negated, self.affirmed) if word.negated else (self.affirmed, self.negated)
        )
        shared = word.keys & agreeing
        if shared:
            return _SYNONYM if all("." in key for key in shared) else 1.0
        if _looks_like_one_of(word, agreeing):
            return 1.0
        return 0.0 if word.keys.isdisjoint(opposed) else _POLARITY_FLIPPED


def match_facts(facts: Sequence[str], text_words: Sequence[Word]) -> tuple[FactMatch, ...]:
    """Return for each fact how much of it is among `text_words`."""
    pool = Pool.of(text_words)
    return tuple(_match(fact, pool) for fact in facts)


@lru_cache(maxsize=1024)
def fact_words(fact: str) -> tuple[Word, ...]:
    """Return the words of a fact or statement; kept, since many rewrites share them."""
    return tuple(words(fact))


def _match(fact: str, pool: Pool) -> FactMatch:
    telling = [word for word in fact_words(fact) if word.weight > 0]
    held_by = [pool.credit(word) for word in telling]
    if _tells_the_span(telling, pool):
        held_by = [
            max(credit, _SPAN_ONLY) if word.quantity and word.quantity.kind == CLOCK else credit
            for word, credit in zip(telling, held_by, strict=True)
        ]
    total = sum(word.weight for word in telling)
    held = sum(word.weight * credit for word, credit in zip(telling, held_by, strict=True))
    numbers = [c for word, c in zip(telling, held_by, strict=True) if word.quantity]
    missing = tuple(w.text for w, credit in zip(telling, held_by, strict=True) if not credit)
    share = held / total if total else 1.0
    return FactMatch(fact, share, len(numbers), round(sum(numbers)), missing)


def _tells_the_span(telling: Sequence[Word], pool: Pool) -> bool:
    """Say whether a fact's "03:10 to 04:25" is in the text as 75 minutes."""
    spans = spans_between([word.quantity for word in telling if word.quantity])
    return any(same(span, other) for span in spans for other in pool.quantities)


def _looks_like_one_of(word: Word, keys: frozenset[str]) -> bool:
    """Say whether a key is a likely misspelling of the word, or another form of it."""
    root = min(word.keys, key=len) if word.keys else ""
    if len(root) < _TYPO_LENGTH or not root.isalpha():
        return False
    return any(_alike(root, key) for key in keys if key[:2] == root[:2])


def _alike(one: str, other: str) -> bool:
    """Say whether two stems differ in one letter, or share their first three quarters."""
    if abs(len(one) - len(other)) > 3 or len(other) < _TYPO_LENGTH:  # noqa: PLR2004
        return False
    prefix = _common_prefix(one, other)
    if prefix >= _PREFIX_SHARE * max(len(one), len(other)) and prefix >= _TYPO_LENGTH:
        return True
    return _one_slip(one, other, prefix)


def _common_prefix(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _one_slip(one: str, other: str, prefix: int) -> bool:
    """Say whether one letter was left out, added, swapped or changed after `prefix`."""
    rest, rest_other = one[prefix:], other[prefix:]
    return (
        rest[1:] == rest_other[1:]
        or rest[1:] == rest_other
        or rest == rest_other[1:]
        or (rest[:2] == rest_other[:2][::-1] and rest[2:] == rest_other[2:])
    )
