"""What learners get is made from the keys, is up to date, and holds nothing of a key."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from courses import REPOSITORY

from blameaware.bank.load import ASSIGNMENTS
from blameaware.bank.models import Item, Scenario
from blameaware.bank.public import public_part
from blameaware.bank.shape import plain
from blameaware.grading.key import load_key
from blameaware.grading.release import drift

NAMES = REPOSITORY.assignments()


def test_released_files_are_what_the_keys_ask_for():
    assert drift(REPOSITORY) == [], "run: make exercises"


def secret_texts(thing: object) -> set[str]:
    """Return every text of a key that a learner must not find: feedback, notes, models."""
    if isinstance(thing, dict):
        return set().union(*(secret_texts(value) for value in thing.values()), set())
    if isinstance(thing, list):
        return set().union(*(secret_texts(value) for value in thing), set())
    return {thing} if isinstance(thing, str) and len(thing) > 15 else set()


def hidden_texts(item: Item) -> set[str]:
    """Return the texts of an item that only the key may have."""
    shown = secret_texts(public_part(item))
    if isinstance(item, Scenario):
        shown -= {turn.note for node in item.nodes for turn in node.choices}
        shown -= {node.lesson for node in item.nodes}
    # The words to mark are part of a text that is shown.
    return {text for text in secret_texts(plain(item)) if not any(text in one for one in shown)}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_key_is_released(name):
    key = load_key(REPOSITORY.key(name))
    hidden = set().union(*(hidden_texts(entry.item) for entry in key.items))
    assert hidden
    files = [path for path in (REPOSITORY.exercises / name).rglob("*") if path.is_file()]
    shown = "".join(path.read_text() for path in [*files, ASSIGNMENTS / f"{name}.json"])
    # JSON writes quotes with a backslash.
    assert [text for text in hidden if json.dumps(text, ensure_ascii=False)[1:-1] in shown] == []


@pytest.mark.parametrize("name", NAMES)
def test_released_notebooks_hold_locked_cells_only(name):
    notebook = json.loads((REPOSITORY.exercises / name / f"{name}.ipynb").read_text())
    for cell in notebook["cells"]:
        assert cell["metadata"]["editable"] is False
        assert cell["metadata"]["deletable"] is False
        assert cell["metadata"]["nbgrader"]["solution"] is False


def test_nbgrader_itself_releases_the_same_and_never_the_key(course):
    command = Path(sys.executable).with_name("nbgrader")
    words = [str(command), "generate_assignment", "rewriting"]
    subprocess.run(words, cwd=course.root, check=True, capture_output=True)
    [made] = (course.exercises / "rewriting").iterdir()
    assert made.read_text() == (REPOSITORY.exercises / "rewriting" / made.name).read_text()


@pytest.mark.parametrize("name", NAMES)
def test_only_the_notebook_is_released(name):
    assert [path.name for path in (REPOSITORY.exercises / name).iterdir()] == [f"{name}.ipynb"]
