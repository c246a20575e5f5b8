"""The command line: a table of commands, each loaded only when it is asked for.

`blameaware check` has to start in a fifth of a second, so nothing beyond the standard
library is imported before the command is known.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from blameaware import __version__
from blameaware.errors import UserError


class Command(NamedTuple):
    """Where a command lives and what it is for.

    The module has `configure(parser)`, which adds the arguments, and `run(args) -> int`,
    which does the work and returns the exit code.
    """

    module: str
    summary: str


COMMANDS: dict[str, Command] = {
    "check": Command("blameaware.language.check_command", "find words that blame in a text"),
    "rewrite": Command("blameaware.language.rewrite_command", "judge rewrites of a statement"),
    "bank": Command("blameaware.bank.command", "check, list and extend the bank of exercises"),
    "intake": Command("blameaware.grading.intake_command", "take in what learners handed in"),
    "grade": Command("blameaware.grading.grade_command", "mark an assignment's submissions"),
    "feedback": Command("blameaware.grading.feedback_command", "write a page for each learner"),
    "marks": Command(
        "blameaware.grading.marks_command", "write marks for Canvas or Moodle, or QTI"
    ),
    "agenda": Command("blameaware.workshop.agenda_command", "plan a workshop that fits its time"),
    "cards": Command("blameaware.workshop.cards_command", "draw a deck of cards to print and show"),
    "report": Command("blameaware.grading.report_command", "see which items work for a class"),
}


def build_parser(chosen: str | None) -> argparse.ArgumentParser:
    """Return the parser; only `chosen` (a command's name) gets its arguments."""
    parser = argparse.ArgumentParser(
        prog="blameaware", description="Tools for blame-aware writing, teaching and grading."
    )
    parser.add_argument("--version", action="version", version=f"blameaware {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=command.summary, description=command.summary)
        if name == chosen:
            import_module(command.module).configure(sub)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code: 2 for a usage error or unreadable input."""
    words = list(sys.argv[1:] if argv is None else argv)
    chosen = next((word for word in words if word in COMMANDS), None)
    args = build_parser(chosen).parse_args(words)
    try:
        return int(import_module(COMMANDS[args.command].module).run(args))
    except UserError as error:
        print(f"blameaware: {error}", file=sys.stderr)  # noqa: T201  the message is the result
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
