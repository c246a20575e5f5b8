"""Putting steps in order."""

from itertools import combinations
from typing import Any

from blameaware.bank.judging.values import texts
from blameaware.bank.judgment import Judgment, Note, nothing_yet
from blameaware.bank.models import Order
from blameaware.bank.wording import say


def judge(item: Order, value: Any) -> Judgment:  # noqa: ANN401  whatever a file held
    """Judge a list of step ids.

    The score counts pairs of steps that stand the right way round, scaled so that an order drawn
    by lot gets 0 on average and the right one 1.
    """
    right = [step.id for step in item.steps]
    given = [name for name in texts(value) if name in right]
    if len(given) < len(right):
        return nothing_yet(say("Put every step in its place first."))
    pairs = list(combinations(given, 2))
    kept = sum(right.index(first) < right.index(second) for first, second in pairs)
    score = max(0.0, 2 * kept / len(pairs) - 1)
    feedback = {step.id: step.feedback for step in item.steps}
    notes = []
    for place, name in enumerate(given):
        if right[place] == name:
            notes.append(Note(feedback[name], name, "good"))
        else:
            earlier = right.index(name) < place
            told = (
                say("Look again: this happened earlier. {why}", why=feedback[name])
                if earlier
                else say("Look again: this happened later. {why}", why=feedback[name])
            )
            notes.append(Note(told, name, "look"))
    in_place = sum(note.kind == "good" for note in notes)
    if in_place == len(right):
        good = say("The story now runs forward, without knowing its end.")
    elif in_place:
        good = say("{n} of {m} steps stand where they happened.", n=in_place, m=len(right))
    else:
        good = say("You laid out the whole story. Now let the clock sort it.")
    return Judgment(score, good, tuple(notes))
