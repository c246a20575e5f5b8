"""Answers to assignments for tests: perfect ones from the keys, and files as browsers make them."""

import json
import re
from typing import Any

from blameaware.bank.judging.scenario import walk
from blameaware.bank.models import (
    Choose,
    Compose,
    Match,
    Order,
    Plan,
    Postmortem,
    Rewrite,
    Scenario,
    Spot,
)
from blameaware.bank.public import right_ids
from blameaware.bank.spans import find
from blameaware.grading.key import Key, KeyItem

ACTION = re.compile(r"(?P<what>.+) \(owner: (?P<owner>.+); due (?P<due>.+); done (?P<done>.+)\)\.?")


def perfect_value(entry: KeyItem) -> Any:  # noqa: PLR0911  one case for each kind
    """Return the answer that the key itself holds."""
    item = entry.item
    match item:
        case Choose():
            return [option.id for option in item.options if option.good]
        case Rewrite() | Compose():
            return item.models[0]
        case Order():
            return [step.id for step in item.steps]
        case Match():
            return right_ids(item)
        case Spot():
            return [[span.start, span.end] for m in item.blames if (span := find(item.text, m))]
        case Scenario():
            return good_path(item)
        case Postmortem():
            return postmortem(item)
        case Plan():
            return plan(item)
    raise AssertionError(f"no perfect answer known for {item.kind}")


def good_path(item: Scenario) -> list[str]:
    """Return choices that lead to a good end."""
    waiting: list[list[str]] = [[]]
    while waiting:
        path = waiting.pop(0)
        last = walk(item, path)[-1][0]
        if last.end == "good":
            return path
        waiting += [[*path, turn.id] for turn in last.choices]
    raise AssertionError(f"{item.id} has no good end")


def postmortem(item: Postmortem) -> dict[str, Any]:
    """Return the key's own rewrite of a postmortem."""
    assert item.models is not None
    actions = [ACTION.fullmatch(action) for action in item.models.actions]
    return {
        "text": "\n\n".join(item.models.sections),
        "factors": list(item.models.factors),
        "actions": [
            {"what": a["what"], "owner": a["owner"], "due": a["due"], "done_when": a["done"]}
            for a in actions
            if a
        ],
    }


def plan(item: Plan) -> dict[str, Any]:
    """Return a plan of what fits best."""
    return {
        "team": best(item.teams),
        "incidents": [best(item.incidents)],
        "stages": {day: f"By day {day} one review is held and told to all." for day in STAGES},
        "measures": [measure.id for measure in item.measures if measure.safe],
    }


STAGES = ("30", "60", "90")


def best(rows: tuple[Any, ...]) -> str:
    """Return the id of the row that fits best."""
    return max(rows, key=lambda row: row.fit).id


def perfect(key: Key) -> dict[str, dict[str, Any]]:
    """Return perfect answers by id."""
    return {
        key.answer_id(entry): {"kind": entry.item.kind, "value": perfect_value(entry)}
        for entry in key.items
    }


def answers_file(answers: dict[str, Any], learner: str | None = None, **more: Any) -> str:
    """Return the text of an answers file, as the browser makes one."""
    table = {"schema": 1, "course": "blameaware", "learner": learner, "answers": answers, **more}
    return json.dumps(table)
