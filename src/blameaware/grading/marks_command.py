"""`blameaware marks ASSIGNMENT --to WHERE`: marks, or the quiz itself, for an LMS."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from blameaware.errors import UserError
from blameaware.grading.course import find_course
from blameaware.grading.files import write_atomically
from blameaware.grading.key import Key, load_key
from blameaware.grading.marks_csv import canvas_csv, moodle_csv, plain_csv
from blameaware.grading.qti import qti_package

if TYPE_CHECKING:
    from blameaware.grading.results import Result


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("assignment", metavar="ASSIGNMENT", help="such as rewriting")
    parser.add_argument("--to", choices=["canvas", "moodle", "csv", "qti"], default="csv")
    parser.add_argument("--output", type=Path, help="file to write (default: marks/...)")
    parser.add_argument(
        "--column", default="", help="the assignment as Canvas calls it, such as 'Rewriting (1234)'"
    )
    parser.add_argument(
        "--waiting", action="store_true", help="also write marks that a person has yet to confirm"
    )
    parser.add_argument("--db", default="", metavar="URL", help="gradebook (default: nbgrader's)")
    parser.add_argument("--course", type=Path, help="the course folder (default: found from here)")


def run(args: argparse.Namespace) -> int:
    """Write the file. Returns 0."""
    course = find_course(args.course)
    key = load_key(course.key(args.assignment))
    ending = "zip" if args.to == "qti" else "csv"
    output = args.output or course.root / "marks" / f"{key.name}-{args.to}.{ending}"
    if args.to == "qti":
        package, left_out = qti_package(key)
        write_atomically(output, package)
        print(f"{output}: a quiz for an LMS, without a key to read.")  # noqa: T201  the result
        if left_out:
            print(f"Left out, as QTI has nothing like it: {', '.join(left_out)}.")  # noqa: T201
        return 0
    results = _results(course.root, key.name, args.db)
    chosen = [result for result in results if args.waiting or not result.waiting]
    write_atomically(output, _file(args.to, key, chosen, args.column))
    print(f"{output}: {len(chosen)} learners.")  # noqa: T201  the result
    waiting = len(results) - len(chosen)
    if waiting:
        print(  # noqa: T201  the result
            f"{waiting} left out: a person has yet to read an answer (see formgrader); "
            "--waiting writes them as they stand."
        )
    return 0


def _file(to: str, key: Key, results: "list[Result]", column: str) -> str:
    if to == "canvas":
        unknown = [result.learner for result in results if not result.lms]
        if unknown:
            print(  # noqa: T201  a warning for the instructor
                f"{len(unknown)} learners have no Canvas number (such as {unknown[0]}); Canvas "
                "finds them only if their id is their login.",
                file=sys.stderr,
            )
        return canvas_csv(key, results, column)
    if to == "moodle":
        return moodle_csv(key, results, {result.learner: result.remark for result in results})
    return plain_csv(key, results)


def _results(root: Path, assignment: str, db_url: str) -> "list[Result]":
    # nbgrader takes a second to load, which `--help` need not wait for.
    from blameaware.grading.nbgrader_apps import open_course  # noqa: PLC0415
    from blameaware.grading.results import read_results  # noqa: PLC0415

    directory = open_course(root, assignment).directory
    results = read_results(db_url or directory.db_url, directory.course_id, assignment)
    if not results:
        raise UserError(
            f"nothing of “{assignment}” is marked yet; run: blameaware grade {assignment}"
        )
    return list(results.values())
