"""Matching pairs and sorting cards: each thing goes to one place."""

from collections.abc import Mapping
from typing import Any

from blameaware.bank.judging.values import mapping
from blameaware.bank.judgment import Judgment, Note, nothing_yet
from blameaware.bank.models import Match, Sort
from blameaware.bank.public import right_ids
from blameaware.bank.wording import say


def judge(item: Match | Sort, value: Any) -> Judgment:  # noqa: ANN401  whatever a file held
    """Judge {left id: right id} or {card id: bin id}: the share of things in the right place.

    Right ids are those of `public.right_ids`. `done` once every thing has a place.
    """
    if isinstance(item, Match):
        return _judged(value, right_ids(item), {pair.id: pair.feedback for pair in item.pairs})
    places = {card.id: card.bin for card in item.cards}
    return _judged(value, places, {card.id: card.feedback for card in item.cards})


def _judged(value: Any, places: Mapping[str, str], feedback: Mapping[str, str]) -> Judgment:  # noqa: ANN401
    known = set(places.values())
    given = {k: v for k, v in mapping(value).items() if k in places and v in known}
    if not given:
        return nothing_yet(say("Give each one a place, then check."))
    notes, right = [], 0
    for name, place in places.items():
        if name not in given:
            continue
        fits = given[name] == place
        right += fits
        text = feedback[name] if fits else say("Look again: {why}", why=feedback[name])
        notes.append(Note(text, name, "good" if fits else "look"))
    open_ones = len(places) - len(given)
    if open_ones:
        notes.append(Note(say("{n} still without a place.", n=open_ones), "", "info"))
    if right == len(places):
        good = say("Every one is in its place.")
    elif right == 1:
        good = say("1 of {m} is in its place.", m=len(places))
    elif right:
        good = say("{n} of {m} are in their place.", n=right, m=len(places))
    else:
        good = say("You took a position. Now compare it with the reason beside it.")
    return Judgment(right / len(places), good, tuple(notes), done=not open_ones)
