"""`blameaware report ASSIGNMENT`: see which items work for a class."""

import argparse
from pathlib import Path

from blameaware.errors import UserError
from blameaware.grading.course import find_course
from blameaware.grading.files import write_atomically
from blameaware.grading.notebooks import as_text
from blameaware.grading.report_page import report_notebook, report_page


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("assignment", metavar="ASSIGNMENT", help="such as rewriting")
    parser.add_argument("--output", type=Path, help="folder to write to (default: marks/)")
    parser.add_argument("--db", default="", metavar="URL", help="gradebook (default: nbgrader's)")
    parser.add_argument("--course", type=Path, help="the course folder (default: found from here)")


def run(args: argparse.Namespace) -> int:
    """Write the page and the notebook. Returns 0."""
    # nbgrader takes a second to load, which `--help` need not wait for.
    from blameaware.grading.class_data import class_of  # noqa: PLC0415
    from blameaware.grading.item_analysis import analyze_class  # noqa: PLC0415

    course = find_course(args.course)
    key, learners = class_of(course, args.assignment, args.db)
    if not learners:
        raise UserError(
            f"nothing of “{args.assignment}” is marked yet; run: blameaware grade {args.assignment}"
        )
    analyses = analyze_class(key, learners)
    stem = (args.output or course.root / "marks") / f"{key.name}-report"
    page, notebook = stem.with_suffix(".html"), stem.with_suffix(".ipynb")
    write_atomically(page, report_page(key, analyses, len(learners)))
    write_atomically(notebook, as_text(report_notebook(key, analyses, len(learners))))
    print(f"Written: {page} and {notebook}")  # noqa: T201  the result of the command
    return 0
