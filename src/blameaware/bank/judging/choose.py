"""Choosing one answer or several."""

from typing import Any

from blameaware.bank.judgement import Judgement, Note, nothing_yet
from blameaware.bank.judging.values import texts
from blameaware.bank.models import Choose


def judge(item: Choose, value: Any) -> Judgement:  # noqa: ANN401  whatever a file held
    """Judge a list of option ids.

    One answer: 1 for the helpful option. Several: each helpful option that is picked counts for,
    each other one against, between 0 and 1.
    """
    known = {option.id for option in item.options}
    picked = [name for name in texts(value) if name in known]
    if not picked:
        return nothing_yet("Choose an answer, then look at what it does.")
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
        more = "one more answer helps" if missing == 1 else f"{missing} more answers help"
        notes.append(Note(f"Still open: {more} here.", "", "info"))
    return Judgement(score, _good(item, hits, len(good)), tuple(notes))


def _good(item: Choose, hits: set[str], of: int) -> str:
    if not hits:
        return "You committed to an answer. That is how an idea gets tested."
    if not item.many:
        return "That one helps."
    return "You found everything that helps." if len(hits) == of else (
        f"You found {len(hits)} of {of} that help."
    )  # fmt: skip
