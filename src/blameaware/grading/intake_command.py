"""`blameaware intake FILE...`: take in what learners handed in."""

import argparse
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from blameaware.errors import UserError
from blameaware.grading.course import find_course
from blameaware.grading.intake import Intake, take_all
from blameaware.grading.layouts import learner_id
from blameaware.grading.outcome import Outcome
from blameaware.grading.record import parse_moment


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="answers file, folder, or zip or tar archive (nbgrader, Moodle, Canvas or plain)",
    )
    parser.add_argument("--learner", default="", help="whose everything in FILE is")
    parser.add_argument("--received", default="", help="when it came, such as 2026-11-23T10:02Z")
    parser.add_argument("--course", type=Path, help="the course folder (default: found from here)")
    parser.add_argument(
        "--quiet", action="store_true", help="say only what was repaired or refused"
    )


def run(args: argparse.Namespace) -> int:
    """Take everything in. Returns 0, or 1 when something was refused."""
    intake = Intake(find_course(args.course), _learner(args.learner), _received(args.received))
    for path in args.files:
        if not path.exists() and not path.is_symlink():
            raise UserError(f"{path}: there is no such file; check the name")
    counts: Counter[str] = Counter()
    for outcome in take_all(intake, args.files):
        counts[outcome.status] += 1
        _say(outcome, quiet=args.quiet)
    total = ", ".join(f"{count} {status}" for status, count in counts.items())
    print(f"Taken in: {total or 'nothing'}.")  # noqa: T201  the result of the command
    return 1 if counts["refused"] or not counts else 0


def _say(outcome: Outcome, *, quiet: bool) -> None:
    if quiet and outcome.status in ("accepted", "already in"):
        return
    line = outcome.line().encode(sys.stdout.encoding or "utf-8", "replace")
    print(line.decode(sys.stdout.encoding or "utf-8"))  # noqa: T201  the result of the command


def _learner(text: str) -> str:
    found = learner_id(text)
    if text and not found:
        raise UserError(f"--learner {text!r}: use letters, digits, “.”, “-”, “_” or “@”")
    return found


def _received(text: str) -> datetime | None:
    if not text:
        return None
    moment = parse_moment(text)
    if moment is None:
        raise UserError(f"--received {text!r}: write it as 2026-11-23T10:02Z")
    if moment > datetime.now(UTC):
        raise UserError(f"--received {text}: this time is still to come")
    return moment
