"""Walking through a conversation: the score is how it ends."""

from typing import Any

from blameaware.bank.judging.values import texts
from blameaware.bank.judgment import Judgment, Note, nothing_yet
from blameaware.bank.models import Node, Scenario, Turn
from blameaware.bank.wording import later, say

END_SCORES = {"good": 1.0, "mixed": 0.6, "hard": 0.3}
END_WORDS = {
    "good": later("You brought this to a good end."),
    "mixed": later("You got somewhere, at a price."),
    "hard": later("A hard end, and the one that teaches most. Go back a step and try another way."),
}


def walk(item: Scenario, value: Any) -> list[tuple[Node, Turn | None]]:  # noqa: ANN401  any JSON
    """Return the nodes along a path of choice ids, each with the choice taken there.

    The last node has None. A choice that does not exist (any more) ends the walk before it.
    """
    nodes = {node.id: node for node in item.nodes}
    path: list[tuple[Node, Turn | None]] = []
    here = nodes[item.start]
    # Choice ids are unique in a node only, so the same id may come twice.
    taken = value if isinstance(value, list) else []
    for name in taken:
        turn = next((turn for turn in here.choices if turn.id == name), None)
        if turn is None or turn.to not in nodes:
            break
        path.append((here, turn))
        here = nodes[turn.to]
    return [*path, (here, None)]


def judge(item: Scenario, value: Any) -> Judgment:  # noqa: ANN401  whatever a file held
    """Judge a path of choice ids. Done at an end."""
    if not texts(value):
        return nothing_yet(say("Choose what you would say."))
    path = walk(item, value)
    notes = tuple(Note(turn.note, f"{node.id}/{turn.id}", "info") for node, turn in path if turn)
    last = path[-1][0]
    if not last.end:
        return Judgment(0.0, say("The conversation goes on."), notes, done=False)
    lesson = Note(last.lesson, last.id, "good" if last.end == "good" else "look")
    return Judgment(END_SCORES[last.end], say(END_WORDS[last.end]), (*notes, lesson))
