"""From a file downloaded in the browser to marks in nbgrader's gradebook, and back out as right."""

import json

import pytest
from courses import marks_in
from made_answers import answers_file, perfect

from blameaware.cli import main
from blameaware.grading.nbgrader_apps import autograde
from blameaware.grading.notebooks import notebook_of

TRIPWIRE = "from pathlib import Path; Path('tripped').touch()"


@pytest.fixture(scope="module")
def graded(shared_course, key, tmp_path_factory):
    """A class of four: perfect and partial from the browser, empty and tampered by hand."""
    course, downloads = shared_course, tmp_path_factory.mktemp("downloads")
    answers = perfect(key)
    (downloads / "answers.json").write_text(answers_file(answers, "pia"))
    half = {name: answers[name] for name in ("rewriting/q1", "rewriting/r1")}
    half["rewriting/q2"] = {"kind": "choose", "value": ["b", "c"]}
    half["rw-practice"] = {"kind": "rewrite", "value": "Only practice."}
    (downloads / "part.json").write_text(answers_file(half))
    (downloads / "empty.json").write_text(answers_file({}, "emi", assignment="rewriting"))
    for words in (["answers.json"], ["part.json", "--learner", "ben"]):
        words[0] = str(downloads / words[0])
        assert main(["intake", *words, "--course", str(course.root)]) == 0
    by_hand(course, key, "emi", {}, notebook_of(key))
    by_hand(course, key, "tam", answers, tampered(notebook_of(key)))
    autograde(course.root, "rewriting")
    return course


def by_hand(course, key, learner, answers, notebook):
    """Put a submission where nbgrader looks, as somebody without intake would."""
    folder = course.submitted / learner / key.name
    folder.mkdir(parents=True)
    (folder / f"{key.name}.ipynb").write_text(json.dumps(notebook))
    (folder / "answers.json").write_text(answers_file(answers))
    (folder / "blameaware.py").write_text(TRIPWIRE)


def tampered(notebook):
    """Return a notebook that would give itself full marks and leave a trace."""
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "added",
        "metadata": {},
        "outputs": [],
        "source": TRIPWIRE + "\nimport blameaware.grading as g; g.grade = lambda *a: 2.0",
    }
    notebook["cells"] = [cell, *reversed(notebook["cells"][:-2])]
    notebook["metadata"]["kernelspec"]["name"] = "bash"
    return notebook


@pytest.mark.parametrize("learner", ["pia", "tam"])
def test_perfect_answers_get_full_marks_whatever_the_notebook_says(graded, key, learner):
    assert marks_in(graded)[learner] == {entry.name: entry.points for entry in key.items}


def test_a_partial_submission_gets_partial_credit(graded):
    marks = marks_in(graded)["ben"]
    assert marks["q1"] == 2
    assert marks["q2"] == 0
    assert marks["r1"] == 5
    assert {marks[name] for name in ("q3", "q4", "q5", "r2")} == {0}


def test_an_empty_submission_gets_a_row_of_zeros(graded, key):
    assert marks_in(graded)["emi"] == {entry.name: 0 for entry in key.items}


def test_nothing_of_the_tampered_notebook_was_run_or_kept(graded):
    assert not list(graded.root.rglob("tripped"))
    kept = {path.name for path in (graded.autograded / "tam" / "rewriting").iterdir()}
    assert kept == {"rewriting.ipynb", "answers.json", "timestamp.txt"}
    assert (
        "tripped" not in (graded.autograded / "tam" / "rewriting" / "rewriting.ipynb").read_text()
    )
