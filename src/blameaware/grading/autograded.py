"""The notebook that formgrader and feedback see: rebuilt from the source, with static outputs."""

from typing import Any

from blameaware.grading.answer_html import answer_html
from blameaware.grading.key import Key
from blameaware.grading.notebooks import Notebook, notebook_of, show_cell
from blameaware.grading.score import Mark, Marks

MIDDLE_DOT = "·"


def autograded_notebook(key: Key, marks: Marks) -> Notebook:
    """Return the assignment's notebook with each answer and its reasons as outputs."""
    notebook = notebook_of(key)
    outputs: dict[str, list[dict[str, Any]]] = {}
    for mark in marks.marks:
        outputs.setdefault(show_cell(mark.entry), [_shown(mark)])
        outputs[mark.entry.name] = [_reasons(mark), _result(mark)]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = outputs[cell["metadata"]["nbgrader"]["grade_id"]]
            cell["execution_count"] = 1
    return notebook


def reasons(mark: Mark) -> list[str]:
    """Return why a mark is what it is, the good first, one sentence a line."""
    judgment = mark.judgment
    if mark.value is None:
        return ["No answer."]
    lines = [judgment.good] if judgment.good else []
    lines += [f"{MIDDLE_DOT} {note.text}" for note in judgment.notes if note.text]
    if mark.human:
        lines.append("A person reads this answer too; the points may change.")
    return lines


def _shown(mark: Mark) -> dict[str, Any]:
    text = "No answer." if mark.value is None else "The learner's answer."
    return {
        "output_type": "display_data",
        "data": {"text/html": answer_html(mark.entry.item, mark.value), "text/plain": text},
        "metadata": {},
    }


def _reasons(mark: Mark) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": "\n".join(reasons(mark)) + "\n"}


def _result(mark: Mark) -> dict[str, Any]:
    return {
        "output_type": "execute_result",
        "execution_count": 1,
        "data": {"text/plain": repr(mark.points)},
        "metadata": {},
    }
