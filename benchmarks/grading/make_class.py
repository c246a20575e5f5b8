"""A class for the benchmark: submissions of every quality, the same for the same seed."""

import json
import random
from pathlib import Path
from typing import Any

from blameaware.bank.models import Choose, Rewrite
from blameaware.grading.course import Course
from blameaware.grading.files import replace_folder
from blameaware.grading.key import Key, KeyItem
from blameaware.grading.notebooks import as_text, notebook_of


def make_class(course: Course, key: Key, size: int, seed: int = 1) -> None:
    """Write `size` submissions to submitted/, as intake leaves them."""
    chance = random.Random(seed)  # noqa: S311  not a secret
    notebook = as_text(notebook_of(key)).encode()
    for number in range(size):
        learner = f"learner{number:05}"
        answers = {
            key.answer_id(entry): {"kind": entry.item.kind, "value": _value(entry, chance)}
            for entry in key.items
            if chance.random() > 0.05  # noqa: PLR2004  some leave some out
        }
        table = {
            "schema": 1,
            "course": "blameaware",
            "learner": learner,
            "assignment": key.name,
            "answers": answers,
        }
        files = {
            f"{key.name}.ipynb": notebook,
            "answers.json": json.dumps(table).encode(),
            "timestamp.txt": b"2026-11-02 10:00:00.000000 UTC\n",
        }
        replace_folder(course.submitted / learner / key.name, files)


def _value(entry: KeyItem, chance: random.Random) -> Any:  # noqa: ANN401  an answer of any kind
    match entry.item:
        case Choose(options=options, many=many):
            names = [option.id for option in options]
            return chance.sample(names, chance.randint(1, 3) if many else 1)
        case Rewrite(models=models, statement=statement, must_not_pass=others):
            poor = (others.still_blames, others.loses_facts, others.off_topic) if others else ()
            text = chance.choice([*models, *poor, statement])
            # No two learners write the same, so no cache of the engine's can help.
            return f"{text} Seen by {chance.randint(2, 9999)} of us."
    raise NotImplementedError(entry.item.kind)


def copy_course(source: Course, target: Path, config: str) -> Course:
    """Make a course at `target` with the sources of `source` and its own configuration."""
    for path in source.solutions.glob("*/*"):
        if path.is_file():
            place = target / "solutions" / path.parent.name / path.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
    (target / "nbgrader_config.py").write_text(config)
    return Course(target)
