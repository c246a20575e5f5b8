"""Choosing one answer or several."""

from typing import Any

from blameaware.bank.judging.values import texts
from blameaware.bank.judgment import Judgment, Note, nothing_yet
from blameaware.bank.models import Choose
from blameaware.bank.wording import say


def judge(item: Choose, value: Any) -> Judgment:  # noqa: ANN401  whatever a file held
    """Judge a list of option ids.

    One answer: 1 for the helpful option. Several: each helpful option that is picked counts for,
    each other one against, between 0 and 1.
    """
    known = {option.id for option in item.options}
    picked = [name for name in texts(value) if name in known]
    if not picked:
        return nothing_yet(say("Choose an answer, then look at what it does."))
    if not item.many:
        picked = picked[-1:]
    good = {option.id for option in item.options if option.good}
    hits = good & set(picked)
    others = set(picked) - good
    score = max(0, len(hits) - len(others)) / max(1, len(good)) if item.many else float(bool(hits))
    notes = [
        Note(option.feedback, option.id, "good" if option.good else "look")
        for option in item.options
        if option.id in picked
    ]
    missing = len(good - hits)
    if item.many and missing:
        text = say("Still open: {n} more that help here.", n=missing)
        notes.append(Note(text, "", "info"))
    return Judgment(score, _good(item, hits, len(good)), tuple(notes))


def _good(item: Choose, hits: set[str], of: int) -> str:
    if not hits:
        return say("You committed to an answer. That is how an idea gets tested.")
    if not item.many:
        return say("That is the one.")
    if len(hits) == of:
        return say("You found them all.")
    return say("You found {n} of {m} that help.", n=len(hits), m=of)
