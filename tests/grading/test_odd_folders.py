"""Whatever stands in submitted/, the class is marked, and everybody in it has a row."""

import pytest
from courses import hand_in, marks_in
from made_answers import answers_file, perfect
from odd_folders import FOLDERS, NAMES, make_odd

from blameaware.grading.files import remove
from blameaware.grading.grade_run import run_of
from blameaware.grading.nbgrader_guards import submitted_students


@pytest.fixture(scope="module")
def graded(shared_course, key):
    make_odd(shared_course.submitted)
    hand_in(shared_course, "zoe", answers_file(perfect(key)))
    return shared_course, run_of(shared_course, "rewriting").grade()


def test_everybody_is_marked(graded, key):
    course, _ = graded
    marks = {learner: sum(items.values()) for learner, items in marks_in(course).items()}
    assert marks.pop("zoe") == key.points
    assert {learner: points > 0 for learner, points in marks.items()} == {
        learner: counts for learner, (_, counts) in FOLDERS.items()
    }


def test_names_that_cannot_be_a_learners_are_refused_with_the_reason(graded):
    _, report = graded
    lines = [outcome.line() for outcome in report.outcomes if "cannot be a learner" in str(outcome)]
    assert len(lines) == len(NAMES)
    assert all(line.isprintable() for line in lines)


def test_a_second_run_finds_everything_in_order(graded):
    course, report = graded
    again = run_of(course, "rewriting").grade()
    assert (again.marked, again.unchanged) == (0, report.marked)
    assert len(again.outcomes) == len(NAMES)


def test_formgrader_lists_those_who_can_be_learners(graded):
    course, _ = graded

    class App:
        """As much of nbgrader's application as the question needs."""

        class coursedir:  # noqa: N801  nbgrader's name
            submitted_directory = "submitted"

            @staticmethod
            def format_path(step, student_id, assignment_id, **_):
                return str(course.root / step / student_id / assignment_id)

    assert submitted_students(App, "rewriting") == {"zoe", *FOLDERS}


def test_a_folder_of_any_depth_can_be_removed(tmp_path):
    make, _ = FOLDERS["folders-without-end"]
    make(tmp_path / "deep")
    remove(tmp_path / "deep")
    assert list(tmp_path.iterdir()) == []
