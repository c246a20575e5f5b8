"""The notebook of an assignment, made from its key: locked cells only, as plain JSON.

The same function makes the source that nbgrader releases, and the skeleton of every notebook
that is graded, so that nothing of a submitted notebook is ever needed.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from blameaware.grading.key import Key, KeyItem

Cell = dict[str, Any]
Notebook = dict[str, Any]

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
SHOW = "show-"
REMARKS = "remarks"


def notebook_of(key: Key) -> Notebook:
    """Return the source notebook of an assignment (nbformat 4.5, no outputs)."""
    return {
        "cells": list(_cells(key)),
        "metadata": {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def as_text(notebook: Notebook) -> str:
    """Return a notebook as the text of a file, the same on every machine."""
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


@lru_cache(maxsize=16)
def source_text(key: Key) -> str:
    """Return the text of an assignment's source notebook."""
    return as_text(notebook_of(key))


def show_cell(entry: KeyItem) -> str:
    """Return the id of the cell that shows an item."""
    return SHOW + entry.item.id


def _cells(key: Key) -> Iterator[Cell]:
    yield _markdown(key, "intro", f"# {key.title}\n\n{key.intro.strip()}", _locked("intro"))
    for number, entries in enumerate(key.exercises(), 1):
        item, head = entries[0].item, f"head-{entries[0].item.id}"
        yield _markdown(key, head, f"## {number}. {_worth(entries)}", _locked(head))
        show = show_cell(entries[0])
        call = f'show("{key.name}", "{item.id}")'
        yield _code(key, show, f"from blameaware.widgets import show\n\n{call}", _locked(show))
        for entry in entries:
            yield _graded(key, entry)
    yield _markdown(
        key,
        REMARKS,
        "## A word from your instructor\n\n"
        "After marking, remarks on the whole assignment stand here.",
        {**_locked(REMARKS), "points": 0, "task": True},
    )


def _graded(key: Key, entry: KeyItem) -> Cell:
    call = f'grade("{key.name}", "{entry.name}")'
    nbgrader = {**_locked(entry.name), "grade": True, "points": entry.points}
    return _code(key, entry.name, f"from blameaware.grading import grade\n\n{call}", nbgrader)


def _worth(entries: tuple[KeyItem, ...]) -> str:
    """Return a heading such as "Choose (2 points)"."""
    points = sum(entry.points for entry in entries)
    unit = "point" if points == 1 else "points"
    first = entries[0]
    name = first.heading if len(entries) == 1 else first.item.kind.capitalize()
    parts = (
        f": {', '.join(f'{e.label.lower()} {e.points:g}' for e in entries)}" if first.part else ""
    )
    person = "; a person reads it" if first.human or first.part else ""
    return f"{name} ({points:g} {unit}{parts}{person})"


def _locked(grade_id: str) -> dict[str, Any]:
    return {
        "grade": False,
        "grade_id": grade_id,
        "locked": True,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }


def _markdown(key: Key, name: str, source: str, nbgrader: dict[str, Any]) -> Cell:
    return {
        "cell_type": "markdown",
        "id": _cell_id(key, name),
        "metadata": _frozen(nbgrader),
        "source": source,
    }


def _code(key: Key, name: str, source: str, nbgrader: dict[str, Any]) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": _cell_id(key, name),
        "metadata": _frozen(nbgrader),
        "outputs": [],
        "source": source,
    }


def _frozen(nbgrader: dict[str, Any]) -> dict[str, Any]:
    return {"deletable": False, "editable": False, "nbgrader": nbgrader}


def _cell_id(key: Key, name: str) -> str:
    """Return a cell id that never changes, so that the release does not drift."""
    return hashlib.sha256(f"{key.name}/{name}".encode()).hexdigest()[:16]
