"""A certificate of completion: what was done, and a code that ties it to the answers file.

It claims completion and nothing more: not skill, not a grade. Whoever has the answers file can
check the code: python -m blameaware.answers.certificate answers.json CODE
"""

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from blameaware.answers.progress import score_of
from blameaware.answers.records import Record, UnreadableError, parse
from blameaware.bank.index import Entry, index
from blameaware.errors import UserError

EACH = 3  # exercises of a chapter that complete it
# The chapters with exercises of their own; the first and the capstone count through what follows.
CHAPTERS = (
    "01-what-blame-costs",
    "02-two-views-of-error",
    "03-hearing-blame",
    "04-rewriting",
    "05-asking",
    "06-winning-leaders",
    "07-winning-the-team",
    "08-start-small-spread",
    "09-when-it-goes-wrong",
)


@dataclass(frozen=True)
class Completion:
    """How far the course is completed: done and wanted exercises by chapter."""

    done: Mapping[str, int]
    wanted: Mapping[str, int]

    @property
    def complete(self) -> bool:
        """Whether every chapter has as many exercises done as it needs."""
        return all(self.done[name] >= self.wanted[name] for name in self.wanted)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the chapters that still need exercises."""
        return tuple(name for name in self.wanted if self.done[name] < self.wanted[name])


def completion(
    answers: Mapping[str, Record], items: Mapping[str, Entry] | None = None
) -> Completion:
    """Count the checked exercises of each chapter."""
    known = index() if items is None else items
    done = dict.fromkeys(CHAPTERS, 0)
    there = dict.fromkeys(CHAPTERS, 0)
    for entry in known.values():
        if entry.objective in there:
            there[entry.objective] += 1
            done[entry.objective] += score_of(answers.get(entry.id, {})) is not None
    return Completion(done, {name: min(EACH, count) for name, count in there.items()})


def code_of(answers: Mapping[str, Record], name: str, day: str) -> str:
    """Return the code of a certificate: twelve letters and digits from name, day and answers."""
    done = sorted(
        (item, str(record.get("kind", "")), json.dumps(record.get("value"), sort_keys=True))
        for item, record in answers.items()
        if score_of(record) is not None
    )
    text = json.dumps([" ".join(name.split()), day, done], ensure_ascii=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12].upper()
    return f"{digest[:4]}-{digest[4:8]}-{digest[8:]}"


def page(name: str, day: str, count: int, code: str) -> str:
    """Return the certificate as a page to print, complete in itself."""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Certificate of completion</title>
<style>
body {{ margin: 0; color: #1f2933; font: 18px/1.6 system-ui, sans-serif; }}
main {{ max-width: 42rem; margin: 4rem auto; padding: 3rem; border: 3px solid #0b6e6e; }}
h1 {{ font-size: 1.9rem; }}
.name {{ font-size: 1.6rem; font-weight: 650; }}
.small {{ color: #52606d; font-size: 0.9rem; }}
@media print {{ main {{ margin: 0 auto; }} }}
</style></head><body><main>
<h1>Certificate of completion</h1>
<p class="name">{escape(name)}</p>
<p>has completed the exercises of the course “Blame-Aware: leading the change to blameless
postmortems” by {escape(day)}: {count} exercises done.</p>
<p class="small">It states completion, no grade and no skill. The holder's answers file belongs to
this code: {escape(code)}. To check: python -m blameaware.answers.certificate answers.json
{escape(code)} --name "{escape(name)}" --day {escape(day)}</p>
</main></body></html>
"""


def check(text: str, name: str, day: str, code: str) -> bool:
    """Tell whether an answers file belongs to a certificate. Raises UserError for no such file."""
    try:
        content = parse(text)
    except (UnreadableError, ValueError) as error:
        raise UserError(f"this is no answers file of the course: {error}") from error
    return code_of(content["answers"], name, day) == code.strip().upper()


def main(words: list[str]) -> int:
    """Check a certificate from the command line; 0 when file and code belong together."""
    import argparse  # noqa: PLC0415  only the command needs it

    parser = argparse.ArgumentParser(prog="python -m blameaware.answers.certificate")
    parser.add_argument("answers", type=Path)
    parser.add_argument("code")
    parser.add_argument("--name", required=True)
    parser.add_argument("--day", required=True)
    args = parser.parse_args(words)
    try:
        fits = check(args.answers.read_text(encoding="utf-8"), args.name, args.day, args.code)
    except (OSError, UserError) as error:
        sys.stderr.write(f"{args.answers}: {error}\n")
        return 2
    sys.stdout.write("They belong together.\n" if fits else "They do not belong together.\n")
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
