"""`nbgrader autograde` and `blameaware grade` write the same marks, for whatever was handed in."""

import json
import sqlite3

import pytest
from courses import fresh_course
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from made_answers import perfect_value

from blameaware.grading.grade_run import run_of
from blameaware.grading.nbgrader_apps import autograde

CLASS = 12
IDS = st.sampled_from(list("abcdx"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def value_for(entry):
    """Return answers to an item: right, near, of its shape, or anything at all."""
    right = st.just(perfect_value(entry))
    if entry.item.kind == "choose":
        return st.one_of(right, st.lists(IDS, max_size=5), JSON)
    item = entry.item
    texts = [item.statement, *item.models, item.must_not_pass.still_blames]
    return st.one_of(right, st.sampled_from(texts), st.text(max_size=300), JSON)


@st.composite
def submissions(draw, key):
    """Return the text of answers.json of one learner."""
    answers = {}
    for entry in key.items:
        if draw(st.integers(0, 5)):
            kind = entry.item.kind if draw(st.integers(0, 8)) else "order"
            answers[key.answer_id(entry)] = {"kind": kind, "value": draw(value_for(entry))}
    table = {"schema": 1, "course": "blameaware", "answers": answers}
    return json.dumps(table)


def rows(course):
    """Return everything that a mark is in nbgrader's tables, by learner and cell."""
    query = """
        select a.student_id, c.name, g.auto_score, g.manual_score, g.needs_manual_grade,
               a.timestamp, n.late_submission_penalty
        from grade g join base_cell c on c.id = g.cell_id
        join submitted_notebook n on n.id = g.notebook_id
        join submitted_assignment a on a.id = n.assignment_id
        order by 1, 2
    """
    with sqlite3.connect(course.root / "gradebook.db") as book:
        return book.execute(query).fetchall()


def hand_in(course, texts):
    for number, text in enumerate(texts):
        place = course.submitted / f"learner{number:02}" / "rewriting"
        place.mkdir(parents=True, exist_ok=True)
        (place / "rewriting.ipynb").write_text("{}")
        (place / "answers.json").write_text(text)
        stamp = f"2026-10-{number + 1:02} 10:00:00.000000 UTC\n"
        (place / "timestamp.txt").write_text(stamp)


@pytest.fixture(scope="module")
def courses(template, tmp_path_factory):
    """Two courses with the same late policy and due date, one for each way."""
    made = []
    for way in ("ours", "theirs"):
        course = fresh_course(template, tmp_path_factory.mktemp(way))
        with (course.root / "nbgrader_config.py").open("a") as config:
            config.write("c = get_config()\nc.GentleLatePolicy.percent_per_day = 10\n")
        with sqlite3.connect(course.root / "gradebook.db") as book:
            book.execute("update assignment set duedate = '2026-10-05 12:00:00.000000'")
        made.append(course)
    return made


def test_both_ways_agree_on_every_mark(courses, key):
    ours, theirs = courses

    @settings(
        max_examples=4,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(submissions(key), min_size=CLASS, max_size=CLASS))
    def agree(texts):
        hand_in(ours, texts)
        hand_in(theirs, texts)
        run_of(ours, "rewriting").grade()
        autograde(theirs.root, "rewriting")
        assert rows(ours) == rows(theirs)
        assert len(rows(ours)) == CLASS * (len(key.items) + 1)

    agree()
    assert any(row[-1] for row in rows(ours)), "no submission was late, so nothing was compared"
