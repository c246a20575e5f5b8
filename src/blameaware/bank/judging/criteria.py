"""Criteria as data: whether a text shows something, by words and phrases."""

import re
from functools import cache

from blameaware.bank.models import Criterion


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return one expression for all words; “*” stands for any ending of a word."""
    parts = []
    for phrase in words:
        escaped = re.escape(" ".join(phrase.split()))
        escaped = escaped.replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        parts.append(re.sub("[’']", "[’']", escaped))
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


def shown(criterion: Criterion, text: str) -> str:
    """Return the words of `text` that show the criterion, or the empty text."""
    hit = _pattern(criterion.words).search(text) if criterion.words else None
    return hit[0] if hit else ""
