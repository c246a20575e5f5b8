"""Where a rewrite names a condition: a reason, a gap, how the work is set up.

A cue says so most of the time. Where the verdict is "pass", so does a sentence that tells
something new: nobody is faulted in it, so it is about how things came to be.
"""

import re

from blameaware.language.facts import Pool, fact_words
from blameaware.language.rewrite_cues import Hit
from blameaware.language.rewrite_reading import Reading, clause
from blameaware.language.rewrite_task import Outcome
from blameaware.language.sentences import sentences

Span = tuple[int, int]

_SIGNALS = frozenset({"condition", "reason"})
_NEW_WORDS, _MOSTLY_NEW = 4, 0.6
_MORE_WORDS = 3
_SMALL = frozenset({"is", "are", "was", "were", "be", "been", "had", "has", "the", "a", "an"})
_POLITE = re.compile(r"\b(?:sorry|apolog\w+|thank\w*|please|unfortunately)\b", re.IGNORECASE)


def conditions(reading: Reading, outcome: Outcome) -> tuple[Span, ...]:
    """Return the spans of clauses that name a condition or a reason and blame nobody."""
    if outcome == "pass":
        named = {_clause(reading, hit) for hit in condition_hits(reading)}
        return tuple(sorted(named | _news(reading, named)))
    faults = [hit.start for hit in reading.hits if hit.cue.signal == "blame"]
    named = {_clause(reading, hit) for hit in condition_hits(reading)}
    return tuple(
        (start, end)
        for start, end in sorted(named)
        if not any(start <= place < end for place in faults)
    )


def condition_hits(reading: Reading) -> list[Hit]:
    """Return the cues of a condition or a reason that are heard beyond the facts to keep."""
    return [
        hit
        for hit in reading.hits
        if hit.cue.signal in _SIGNALS and not reading.only_tells_a_fact(hit, beside=_SMALL)
    ]


def tells_more(reading: Reading) -> bool:
    """Whether the text as a whole brings what neither the statement nor its facts hold.

    A sentence that was only turned passive brings nothing new.
    """
    given = Pool.of(
        w for part in (reading.task.statement, *reading.task.facts) for w in fact_words(part)
    )
    telling = (word for word in reading.words if word.weight > 0)
    return len({word.text.lower() for word in telling if not given.credit(word)}) >= _MORE_WORDS


def _clause(reading: Reading, hit: Hit) -> Span:
    return clause(reading.text, hit.start, hit.end)


def _news(reading: Reading, named: set[Span]) -> set[Span]:
    """Return the sentences of news: mostly words that the task does not have, and no step."""
    steps = [hit.start for hit in reading.hits if hit.cue.signal == "step"]
    return {
        (start, end)
        for start, end in sentences(reading.text)
        if _is_news(reading, start, end)
        and not any(start <= place < end for place in steps)
        and not any(start <= first < end for first, _ in named)
    }


def _is_news(reading: Reading, start: int, end: int) -> bool:
    said = reading.text[start:end]
    if said.rstrip().endswith("?") or _POLITE.search(said):
        return False
    inside = [word for word in reading.words if start <= word.start < end and word.weight > 0]
    new = sum(word.start not in reading.told for word in inside)
    return new >= _NEW_WORDS and new >= _MOSTLY_NEW * len(inside)
