"""What the report needs of a class: answers, marks, and the points that count."""

from blameaware.grading.course import Course
from blameaware.grading.item_analysis import Learner
from blameaware.grading.judged import Judged
from blameaware.grading.key import Key, load_key
from blameaware.grading.nbgrader_apps import open_course
from blameaware.grading.results import Result, read_results
from blameaware.grading.score import Marks
from blameaware.grading.submitted import read_submission


def class_of(course: Course, assignment: str, db_url: str = "") -> tuple[Key, list[Learner]]:
    """Return the key and every marked learner of an assignment. Raises UserError without a key."""
    key = load_key(course.key(assignment))
    directory = open_course(course.root, assignment).directory
    url = db_url or directory.db_url
    results = read_results(url, directory.course_id, assignment)
    with Judged(url, key) as judged:
        return key, [_learner(course, key, judged, result) for result in results.values()]


def _learner(course: Course, key: Key, judged: Judged, result: Result) -> Learner:
    submission = read_submission(course.submitted, result.learner, key)
    marks = judged.marks(submission)
    return Learner(submission.answers, marks, _points(marks, result))


def _points(marks: Marks, result: Result) -> dict[str, float]:
    """Return the points by item: a person's before ours."""
    return {
        name: result.items[name].points if name in result.items else mark.points
        for name, mark in marks.by_item().items()
    }
