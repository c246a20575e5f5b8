"""`blameaware agenda`: an agenda of a usual length, or a mix of one's own."""

import argparse
import json
import re
from pathlib import Path

from blameaware.errors import UserError
from blameaware.workshop import source
from blameaware.workshop.agenda import Agenda, mix, steps
from blameaware.workshop.load import load
from blameaware.workshop.models import FOCUSES

MINUTES_A_DAY = 24 * 60


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--minutes", type=int, default=90, help="length with breaks (90)")
    parser.add_argument(
        "--focus",
        action="append",
        default=[],
        metavar="FOCUS",
        help=f"what matters most, may be given twice: {', '.join(FOCUSES)}",
    )
    parser.add_argument("--remote", action="store_true", help="a break in every hour")
    parser.add_argument("--start", default="", metavar="9:30", help="show times of day")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    parser.add_argument("--course", type=Path, help="folder with the course's chapters")


def run(args: argparse.Namespace) -> int:
    """Print the agenda; return 0. Raises UserError when it cannot fit."""
    if args.minutes < 1:
        raise UserError(f"--minutes is {args.minutes}; give the minutes of the whole workshop")
    focus = [name for given in args.focus for name in given.split(",") if name]
    begins = clock(args.start)
    chapters = source.chapters(args.course.resolve() if args.course else source.root())
    agenda = mix(load(), chapters, args.minutes, focus, remote=args.remote)
    show = {"text": as_text, "markdown": as_markdown, "json": as_json}[args.format]
    print(show(agenda, begins))  # noqa: T201  the agenda is the result
    return 0


def clock(text: str) -> int:
    """Return minutes after midnight for “9:30”, or 0 for nothing. Raises UserError."""
    if not text:
        return 0
    found = re.fullmatch(r"(\d{1,2}):(\d\d)", text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:  # noqa: PLR2004  a day's hours
        raise UserError(f"--start is {text!r}; write a time of day such as 9:30")
    return int(found[1]) * 60 + int(found[2])


def at(minute: int) -> str:
    """Return minutes as hours and minutes: 75 is 1:15."""
    return f"{minute % MINUTES_A_DAY // 60}:{minute % 60:02}"


def as_text(agenda: Agenda, begins: int = 0) -> str:
    """Return the agenda for a terminal or a mail."""
    lines = [agenda.title, agenda.purpose, ""]
    for entry in agenda.entries:
        lines.append(
            f"{at(begins + entry.start):>5}  {entry.minutes:>3} min  {entry.activity.title}"
        )
    lines.append(f"{at(begins + agenda.minutes):>5}  end, {agenda.minutes} minutes")
    return "\n".join(lines)


def as_markdown(agenda: Agenda, begins: int = 0) -> str:
    """Return the agenda as a table in Markdown."""
    lines = [
        f"## {agenda.title}",
        "",
        agenda.purpose,
        "",
        "| From | Minutes | What | What for |",
        "|---:|---:|---|---|",
    ]
    for entry in agenda.entries:
        activity = entry.activity
        lines.append(
            f"| {at(begins + entry.start)} | {entry.minutes} | {activity.title} | {activity.aim} |"
        )
    lines.append(f"| {at(begins + agenda.minutes)} | **{agenda.minutes}** | End | |")
    return "\n".join(lines)


def as_json(agenda: Agenda, begins: int = 0) -> str:
    """Return the agenda as data, with the steps of each entry."""
    return json.dumps(
        {
            "title": agenda.title,
            "minutes": agenda.minutes,
            "entries": [
                {
                    "start": at(begins + entry.start),
                    "minutes": entry.minutes,
                    "activity": entry.activity.id,
                    "form": entry.activity.form,
                    "title": entry.activity.title,
                    "aim": entry.activity.aim,
                    "steps": [{"minutes": m, "do": do} for m, do in steps(entry)],
                }
                for entry in agenda.entries
            ],
        },
        indent=1,
        ensure_ascii=False,
    )
