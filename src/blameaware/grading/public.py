"""The public part of an assignment: what a learner's page needs, and nothing that tells the key."""

from typing import Any

from blameaware.bank.public import public_part
from blameaware.grading.key import Key, KeyItem


def public_assignment(key: Key) -> dict[str, Any]:
    """Return the assignment as JSON data for the browser, without right answers or feedback."""
    return {
        "assignment": key.name,
        "title": key.title,
        "chapter": key.chapter,
        "items": [_public(entries) for entries in key.exercises()],
    }


def _public(entries: tuple[KeyItem, ...]) -> dict[str, Any]:
    item = entries[0].item
    table = {**public_part(item), "points": sum(entry.points for entry in entries)}
    if item.kind == "scenario":
        _close_scenario(table)
    return table


def _close_scenario(table: dict[str, Any]) -> None:
    """Take out how a conversation ends and what each choice does to it.

    In a chapter the learner may read ahead; in a graded conversation that would be the key.
    """
    for node in table["node"]:
        node.pop("lesson", None)
        node.pop("end", None)
        for choice in node.get("choice", ()):
            choice.pop("note", None)
