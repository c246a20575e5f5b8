"""`blameaware grade ASSIGNMENT`: mark what was handed in."""

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from blameaware.errors import UserError
from blameaware.grading.course import find_course
from blameaware.grading.progress import bar


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("assignment", metavar="ASSIGNMENT", help="such as rewriting")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="local processes")
    parser.add_argument("--scheduler", default="", metavar="ADDRESS", help="a Dask cluster's")
    parser.add_argument(
        "--db", default="", metavar="URL", help="gradebook (default: as nbgrader is configured)"
    )
    parser.add_argument("--course", type=Path, help="the course folder (default: found from here)")


def run(args: argparse.Namespace) -> int:
    """Grade. Returns 0, or 1 when something could not be taken in."""
    # nbgrader takes a second to load, which `--help` need not wait for.
    from blameaware.grading.grade_run import run_of  # noqa: PLC0415

    if args.workers < 1:
        raise UserError(f"--workers {args.workers}: use 1 or more")
    started = time.monotonic()
    job = run_of(find_course(args.course), args.assignment)
    if args.db:
        job.opened.directory.db_url = args.db
    if sys.stderr.isatty():
        job = replace(job, progress=bar)
    report = job.grade(args.workers, args.scheduler)
    for outcome in report.outcomes:
        print(outcome.line())  # noqa: T201  the result of the command
    print(  # noqa: T201  the result of the command
        f"{args.assignment}: {report.marked} marked, {report.unchanged} unchanged, "
        f"{report.people} to be read by a person ({time.monotonic() - started:.1f} s)."
    )
    if not report.marked + report.unchanged:
        print("Nothing was handed in yet; take in files with: blameaware intake FILE...")  # noqa: T201
    return 1 if any(outcome.status == "refused" for outcome in report.outcomes) else 0
