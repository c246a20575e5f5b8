"""Numbers, times, codes and names in a rewrite that stand nowhere in its task.

They may well be true: a writer can look them up. So they are not a reason to fail a rewrite;
the feedback asks to check them.
"""

import re
from collections.abc import Sequence
from itertools import chain

from blameaware.language.facts import fact_words
from blameaware.language.facts_quantities import same, spans_between
from blameaware.language.facts_words import Word, straighten
from blameaware.language.rewrite_classes import Classed
from blameaware.language.rewrite_task import RewriteTask

_OWNER = "owner"
_DUE = re.compile(r"\b(?:owner|due|by)\b[^.;]*$", re.IGNORECASE)
_NEAR = 40
_SMALL = 3.0
"""Bare numbers up to this are how people count along ("two factors"), not facts."""
_ARTICLES = frozenset({"a", "an", "each", "every", "per", "one"})
"""Nor is "once a day" or "per hour" a number that somebody made up."""
_CLOCK_WORDS = frozenset({"noon", "midday", "midnight"})
"""Nor "from midnight on": it rather says "at night"."""


def invented(
    task: RewriteTask, written: str, text_words: Sequence[Word], text: Classed
) -> tuple[str, ...]:
    """Return the invented numbers, codes and names of the text `written`, in order.

    When an action is due, and who owns it, is for the writer to say.
    """
    known = task_words(task)
    found = [word for word in text_words if _is_new(word, known)]
    found = [word for word in found if not _is_due_date(written, word)]
    quantities = [(word.start, word.end) for word in text_words if word.quantity]
    names = {
        (place, name)
        for place, name in _new_names(text, known)
        if not any(start <= place < end for start, end in quantities)
    }
    places = {(word.start, word.text) for word in found} | names
    return tuple(dict.fromkeys(shown.strip() for _, shown in sorted(places)))


def task_words(task: RewriteTask) -> list[Word]:
    """Return the words of everything the learner was given."""
    given = (task.statement, task.context, *task.facts, *task.fact_sheet)
    return list(chain.from_iterable(fact_words(part) for part in given))


def _is_new(word: Word, known: Sequence[Word]) -> bool:
    """Say whether a number or code is new."""
    if word.quantity:
        quantity = word.quantity
        if not quantity.kind and max(quantity.values) <= _SMALL:
            return False
        if word.text.split()[0].lower() in _ARTICLES or word.text.lower() in _CLOCK_WORDS:
            return False
        given = [other.quantity for other in known if other.quantity]
        return not any(same(quantity, other) for other in (*given, *spans_between(given)))
    if not any(character.isdigit() for character in word.text):
        return False
    return all(word.keys.isdisjoint(other.keys) for other in known)


def _is_due_date(written: str, word: Word) -> bool:
    is_date = bool(word.quantity and word.quantity.kind == "date")
    return is_date and bool(_DUE.search(written, max(0, word.start - _NEAR), word.start))


def _new_names(text: Classed, known: Sequence[Word]) -> set[tuple[int, str]]:
    """Return (place, name) of new people's names; the owner of an action may be new."""
    given = {part for word in known for part in word.text.lower().replace("'s", "").split()}
    return {
        (token.start, token.word.title())
        for index, token in enumerate(text.tokens)
        if token.is_name
        and not any(_OWNER in before.word for before in text.tokens[max(0, index - 2) : index])
        and given.isdisjoint(straighten(token.word).split())
    }
