"""Putting steps in order."""

from itertools import combinations
from typing import Any

from blameaware.bank.judgement import Judgement, Note, nothing_yet
from blameaware.bank.judging.values import texts
from blameaware.bank.models import Order


def judge(item: Order, value: Any) -> Judgement:  # noqa: ANN401  whatever a file held
    """Judge a list of step ids.

    The score counts pairs of steps that stand the right way round, scaled so that an order drawn
    by lot gets 0 on average and the right one 1.
    """
    right = [step.id for step in item.steps]
    given = [name for name in texts(value) if name in right]
    if len(given) < len(right):
        return nothing_yet("Put every step in its place first.")
    pairs = list(combinations(given, 2))
    kept = sum(right.index(first) < right.index(second) for first, second in pairs)
    score = max(0.0, 2 * kept / len(pairs) - 1)
    feedback = {step.id: step.feedback for step in item.steps}
    notes = []
    for place, name in enumerate(given):
        if right[place] == name:
            notes.append(Note(feedback[name], name, "good"))
        else:
            side = "earlier" if right.index(name) < place else "later"
            notes.append(Note(f"Look again: this happened {side}. {feedback[name]}", name, "look"))
    in_place = sum(note.kind == "good" for note in notes)
    if in_place == len(right):
        good = "The story now runs forward, without knowing its end."
    elif in_place:
        good = f"{in_place} of {len(right)} steps stand where they happened."
    else:
        good = "You laid out the whole story. Now let the clock sort it."
    return Judgement(score, good, tuple(notes))
