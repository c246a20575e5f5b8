"""The report on a class says how items worked, and nothing about anybody."""

import re

import nbformat
import pytest
from courses import hand_in
from hypothesis import given
from hypothesis import strategies as st
from made_answers import answers_file, perfect

from blameaware.cli import main
from blameaware.grading.grade_run import run_of
from blameaware.grading.item_analysis import SMALLEST, Row, correlation, large_enough


def answers_of(number, key):
    """Return answers of a class in which some options and words are rare."""
    answers = perfect(key)
    answers["rewriting/q1"]["value"] = ["c" if number % 2 else "a"]
    answers["rewriting/q1"]["confidence"] = 0.9 if number < 8 else 0.2
    answers["rewriting/q3"]["value"] = ["b" if number in {0, 1, 2} else "a"]
    answers["rewriting/r2"]["value"] = (
        "The night nurse should have noticed that the pump in room 12 was silent at 02:10."
        if number < 6
        else answers["rewriting/r2"]["value"]
    )
    return answers


@pytest.fixture(scope="module")
def reported(shared_course, key):
    for number in range(14):
        hand_in(shared_course, f"learner{number:02}", answers_file(answers_of(number, key)))
    run_of(shared_course, "rewriting").grade()
    assert main(["report", "rewriting", "--course", str(shared_course.root)]) == 0
    return shared_course.root / "marks"


@pytest.fixture(scope="module")
def page(reported):
    return (reported / "rewriting-report.html").read_text()


def part(page, name):
    return re.search(rf"<article><h2>{name}:.*?</article>", page, re.DOTALL)[0]


def test_it_tells_difficulty_and_what_was_chosen(page):
    first = part(page, "q1")
    assert "difficulty 0.50" in first
    assert first.count('<td class="number">7</td>') == 2


def test_it_sets_confidence_beside_points(page):
    assert '<td>certain</td><td>50%</td><td class="number">8</td>' in part(page, "q1")


def test_it_lists_words_that_still_blame(page):
    words = part(page, "r2")
    assert "Words that still blame" in words
    assert '<td class="number">6</td>' in words


def test_a_group_under_five_is_not_in_any_table(page):
    third = part(page, "q3")
    assert "Groups of fewer than 5 are left out." in third
    # Three of fourteen chose “b”; eleven beside them would tell it.
    assert 'class="number">' not in third.partition("What was chosen")[2].replace(
        'class="number">Learners', ""
    )


def test_it_names_no_learner(reported, page):
    assert "learner0" not in page
    assert "learner0" not in (reported / "rewriting-report.ipynb").read_text()


def test_the_notebook_is_valid_and_says_the_same(reported):
    notebook = nbformat.read(reported / "rewriting-report.ipynb", 4)
    nbformat.validate(notebook)
    assert "difficulty 0.50" in "".join(cell.source for cell in notebook.cells)


def test_a_small_class_gets_no_tables(course, key):
    for name in ("ana", "ben", "cleo"):
        hand_in(course, name, answers_file(perfect(key)))
    run_of(course, "rewriting").grade()
    assert main(["report", "rewriting", "--course", str(course.root)]) == 0
    html = (course.root / "marks" / "rewriting-report.html").read_text()
    assert "<table>" not in html
    assert "Fewer than 5 learners" in html


@given(st.lists(st.integers(0, 30), max_size=8))
def test_no_small_group_can_be_worked_out(counts):
    shown, _ = large_enough([Row(str(n), count) for n, count in enumerate(counts)])
    assert all(row.count >= SMALLEST for row in shown)
    left = sum(counts) - sum(row.count for row in shown)
    assert left == 0 or left >= SMALLEST or not shown


@pytest.mark.parametrize(
    ("xs", "ys", "expected"),
    [([1, 2, 3], [2, 4, 6], 1.0), ([1, 2, 3], [3, 2, 1], -1.0), ([1, 1, 1], [1, 2, 3], None)],
)
def test_correlation(xs, ys, expected):
    assert correlation(xs, ys) == (pytest.approx(expected) if expected is not None else None)
