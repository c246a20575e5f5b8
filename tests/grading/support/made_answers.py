"""Answers to assignments for tests: perfect, partial, and as files."""

import json
from typing import Any

from blameaware.bank.models import Choose, Rewrite
from blameaware.grading.key import Key, KeyItem


def perfect_value(entry: KeyItem) -> Any:
    """Return the answer that the key itself holds."""
    match entry.item:
        case Choose(options=options):
            return [option.id for option in options if option.good]
        case Rewrite(models=models):
            return models[0]
    raise AssertionError(f"no perfect answer known for {entry.item.kind}")


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
