"""What a graded cell calls: the mark of one item, from the answers beside the notebook.

nbgrader takes a number that a cell returns as partial credit, anything on stderr as 0, and no
result at all as full marks. So this returns a float whatever happens and writes to stdout only.
In this course nothing is run to be graded; the function is for an instructor who opens a
notebook, and for nbgrader elsewhere.
"""

from pathlib import Path

from blameaware.errors import UserError
from blameaware.grading.course import find_course
from blameaware.grading.outcome import RefusedError

NOT_HERE = (
    "Your answer is saved. It is marked after you hand in, so the 0.0 below only means "
    "“not marked yet”."
)


def grade(assignment: str, item: str) -> float:
    """Return the points of the answer to an item in ./answers.json, printing the reasons.

    Where there is no key, as on a learner's machine, it says so and returns 0.0.
    """
    try:
        return _graded(assignment, item)
    except UserError:
        print(NOT_HERE)  # noqa: T201  the cell's words to a learner
    except (RefusedError, OSError) as error:
        print(f"answers.json: {error}.")  # noqa: T201  the same
    return 0.0


def _graded(assignment: str, item: str) -> float:
    # The key's reader and the judges are loaded here: a learner's notebook has no use for them.
    from datetime import UTC, datetime  # noqa: PLC0415

    from blameaware.grading.autograded import reasons  # noqa: PLC0415
    from blameaware.grading.key import load_key  # noqa: PLC0415
    from blameaware.grading.record import read_record  # noqa: PLC0415
    from blameaware.grading.safe_read import read_regular  # noqa: PLC0415
    from blameaware.grading.score import score  # noqa: PLC0415

    key = load_key(find_course().key(assignment))
    path = Path("answers.json")
    answers = read_record(read_regular(path), datetime.now(UTC)).answers if path.exists() else {}
    mark = score(key, answers).by_item().get(item)
    if mark is None:
        print(f"There is no item “{item}” in “{assignment}”.")  # noqa: T201  as above
        return 0.0
    print("\n".join(reasons(mark)))  # noqa: T201  as above
    return mark.points
