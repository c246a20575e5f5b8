"""`blameaware grade`: once is enough, a crash loses nothing, people's marks stay."""

import subprocess
import sys
import time

import pytest
from courses import ask, change, fresh_course, hand_in, marks_in
from made_answers import answers_file, perfect

from blameaware.cli import main
from blameaware.errors import UserError
from blameaware.grading.grade_run import one_writer, run_of
from blameaware.grading.scoring_pool import CHUNK

CLASS = 6 * CHUNK
Q1 = "rewriting/q1"


def chosen(option):
    return answers_file({Q1: {"kind": "choose", "value": [option]}})


def class_in(course):
    for number in range(CLASS):
        hand_in(course, f"learner{number:03}", chosen("abcd"[number % 4]))


def expected():
    return {f"learner{number:03}": 2.0 if number % 4 == 2 else 0.0 for number in range(CLASS)}


def first_marks(course):
    return {learner: marks["q1"] for learner, marks in marks_in(course).items()}


def test_a_run_that_is_killed_goes_on_without_a_lost_or_double_mark(template, tmp_path):
    course = fresh_course(template, tmp_path / "course")
    class_in(course)
    words = [sys.executable, "-m", "blameaware.cli", "grade", "rewriting"]
    process = subprocess.Popen(words, cwd=course.root)
    while process.poll() is None and not marks_in(course):
        time.sleep(0.01)
    process.kill()
    process.wait()
    report = run_of(course, "rewriting").grade()
    assert report.marked + report.unchanged == CLASS
    assert report.unchanged % CHUNK == 0, "a batch was written in part"
    assert first_marks(course) == expected()
    doubles = "select notebook_id, cell_id from grade group by 1, 2 having count(*) > 1"
    assert ask(course, doubles) == []
    assert run_of(course, "rewriting").grade().marked == 0


def test_many_workers_write_the_same_marks(course):
    class_in(course)
    assert run_of(course, "rewriting").grade(workers=2).marked == CLASS
    assert first_marks(course) == expected()


def test_a_changed_answer_is_marked_again_and_others_are_not(course):
    hand_in(course, "zoe", chosen("a"))
    hand_in(course, "abe", chosen("c"))
    run_of(course, "rewriting").grade()
    hand_in(course, "zoe", chosen("c"))
    report = run_of(course, "rewriting").grade()
    assert (report.marked, report.unchanged) == (1, 1)
    assert first_marks(course) == {"abe": 2.0, "zoe": 2.0}


MANUAL = """
    update grade set manual_score = 1.5, needs_manual_grade = 0
    where cell_id in (select id from base_cell where name = 'q1')
"""
SEEN = "select distinct manual_score, needs_manual_grade from grade where manual_score is not null"


def test_a_mark_by_a_person_stays_and_is_asked_about_when_the_answer_changes(course):
    hand_in(course, "zoe", chosen("a"))
    run_of(course, "rewriting").grade()
    change(course, MANUAL)
    (course.autograded / "zoe" / "rewriting" / "rewriting.ipynb").unlink()
    run_of(course, "rewriting").grade()
    assert ask(course, SEEN) == [(1.5, 0)]
    hand_in(course, "zoe", chosen("b"))
    run_of(course, "rewriting").grade()
    assert ask(course, SEEN) == [(1.5, 1)]


def test_an_answer_that_needs_a_person_is_flagged_and_not_failed(course, key):
    answers = perfect(key)
    answers["rewriting/r2"]["value"] += " Nurse Olga and Dr. Petrov saw it at 04:44 in Zurich."
    hand_in(course, "zoe", answers_file(answers))
    assert run_of(course, "rewriting").grade().people == 1
    flagged = """
        select base_cell.name from grade join base_cell on base_cell.id = grade.cell_id
        where needs_manual_grade = 1
    """
    assert ask(course, flagged) == [("r2",)]
    assert marks_in(course)["zoe"]["r2"] > 0


def test_an_answer_that_breaks_the_judge_costs_nobody_a_mark(course, key, monkeypatch):
    hand_in(course, "zoe", answers_file(perfect(key)))
    with monkeypatch.context() as patch:
        patch.setattr("blameaware.grading.score.judge", lambda *_: 1 / 0)
        assert run_of(course, "rewriting").grade().people == 1
    report = run_of(course, "rewriting").grade()
    assert (report.marked, report.unchanged) == (1, 0)
    assert sum(marks_in(course)["zoe"].values()) == key.points


def test_two_writers_do_not_write_at_once(course):
    with one_writer(course.root), pytest.raises(UserError, match="wait"):
        run_of(course, "rewriting").grade()


def test_a_name_that_is_no_assignment_is_said(course, capsys):
    assert main(["grade", "algebra", "--course", str(course.root)]) == 2
    assert "algebra" in capsys.readouterr().err


def test_a_cluster_that_is_not_there_is_said(course, capsys):
    words = ["grade", "rewriting", "--scheduler", "tcp://127.0.0.1:1", "--course"]
    assert main([*words, str(course.root)]) == 2
    assert "--scheduler" in capsys.readouterr().err
