"""`blameaware feedback ASSIGNMENT`: write a page for each learner."""

import argparse
import sys
from pathlib import Path

from blameaware.errors import UserError
from blameaware.grading.course import find_course
from blameaware.grading.progress import bar


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("assignment", metavar="ASSIGNMENT", help="such as rewriting")
    parser.add_argument("--learner", default="", help="only this learner's page")
    parser.add_argument("--db", default="", metavar="URL", help="gradebook (default: nbgrader's)")
    parser.add_argument("--course", type=Path, help="the course folder (default: found from here)")


def run(args: argparse.Namespace) -> int:
    """Write the pages. Returns 0."""
    # nbgrader takes a second to load, which `--help` need not wait for.
    from blameaware.grading.feedback import pages_of  # noqa: PLC0415

    with pages_of(find_course(args.course), args.assignment, args.db) as pages:
        learners = [args.learner] if args.learner else list(pages.results)
        if not learners:
            raise UserError(
                f"nothing of “{args.assignment}” is marked yet; run: "
                f"blameaware grade {args.assignment}"
            )
        written = list(pages.write(learners, bar if sys.stderr.isatty() else None))
    unchanged = len(learners) - len(written)
    print(  # noqa: T201  the result of the command
        f"{args.assignment}: {len(written)} pages written to {pages.course.feedback}, "
        f"{unchanged} unchanged."
    )
    return 0
