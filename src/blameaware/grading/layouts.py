"""Whose file is this? What the places of files in the usual archives and folders say.

`claim_of` looks at the names on the way to a file, from the folder or archive that was handed
over down to the file, and knows the layouts of nbgrader and its exchange, Moodle, Canvas, and the
plain ones: a folder or a file named like the learner.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from blameaware.grading.record import parse_moment
from blameaware.grading.shapes import clean_text

MAX_LEARNER = 64
MAX_FOLDER = 128
# Names that Windows keeps for its devices, with any ending.
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
EXCHANGE = re.compile(r"(?P<learner>.+)\+(?P<assignment>[^+]+)\+(?P<when>\d{4}-[^+]+?)(\+.*)?")
MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(file|onlinetext)(_.*)?")
CANVAS = re.compile(r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<number>\d+)_(?P<part>\d+)_(?P<file>.+)")
# Names that browsers, learners and this course give to an answers file without saying whose it is.
NOBODY = re.compile(
    r"(my|the|blame-?aware|answers?|submission|download(ed)?|export|copy|final|new|"
    r"\(?\d+\)?|[-_ .()])+",
    re.IGNORECASE,
)
NAMED_ANSWERS = re.compile(r"(?i).+[-_ .]answers?( \(\d+\))?\.json")
BEGINNING = re.compile(r"(?i)^answers?[-_ .]+")
ENDING = re.compile(r"(?i)[-_ .]*(blame-?aware)?[-_ .]*(answers?)?( ?\(\d+\))?(\.json)?$")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a place says. `sure` when an instructor or a system named it, not the learner.

    `lms` is the number in the LMS (empty without one), `name` a full name to show.
    """

    learner: str = ""
    assignment: str = ""
    when: datetime | None = None
    sure: bool = False
    lms: str = ""
    name: str = ""


def claim_of(above: Sequence[str], parts: Sequence[str], assignments: Collection[str]) -> Claim:
    """Return what the names on the way to a file say.

    `parts` are the names below what was handed over, the last being the file's own. `above` are
    those that lead there; only a layout that cannot be mistaken counts in them.
    """
    whole = (*above, *parts)
    for part in reversed(whole):
        found = _exchange(part) or _moodle(part) or _canvas(part)
        if found:
            return found
    return _nbgrader(whole, assignments) or _plain(parts, assignments)


def learner_id(text: str) -> str:
    """Return a name that is safe as a folder and in a glob: letters, digits, ".", "-", "@", "_".

    Empty when nothing of the text can stand in one.
    """
    text = unicodedata.normalize("NFC", clean_text(text)).strip()
    text = re.sub(r"[^\w.@-]+", "-", text).strip("-._")
    text = text[:MAX_LEARNER].rstrip("-._")
    return f"{text}_" if RESERVED.fullmatch(text) else text


def is_learner(name: str) -> bool:
    """Tell whether a folder's name can be a learner's: printable, and no pattern of names."""
    return name.isprintable() and len(name) <= MAX_FOLDER and not set(name) & set("*?[]")


def _exchange(part: str) -> Claim | None:
    found = EXCHANGE.fullmatch(part)
    if not found:
        return None
    when = nbgrader_moment(found["when"])
    return Claim(learner_id(found["learner"]), found["assignment"], when, sure=True)


def _moodle(part: str) -> Claim | None:
    found = MOODLE.fullmatch(part)
    if not found:
        return None
    learner = learner_id(f"{found['name']}-{found['number']}")
    return Claim(learner, sure=True, lms=found["number"], name=clean_text(found["name"]))


def _canvas(part: str) -> Claim | None:
    found = CANVAS.fullmatch(part)
    if not found:
        return None
    learner = learner_id(f"{found['name']}-{found['number']}")
    return Claim(learner, sure=True, lms=found["number"], name=clean_text(found["name"]))


def _nbgrader(parts: Sequence[str], assignments: Collection[str]) -> Claim | None:
    folders = parts[:-1]
    for above, folder in pairwise(folders):
        if folder in assignments and learner_id(above):
            return Claim(learner_id(above), folder, sure=True)
    return None


def _plain(parts: Sequence[str], assignments: Collection[str]) -> Claim:
    stem = BEGINNING.sub("", ENDING.sub("", parts[-1]))
    nobody = not stem or stem in assignments or NOBODY.fullmatch(stem)
    by_file = Claim() if nobody else Claim(learner_id(stem))
    if NAMED_ANSWERS.fullmatch(parts[-1]) and by_file.learner:
        return by_file
    if len(parts) > 1 and not NOBODY.fullmatch(parts[-2]):
        return Claim(learner_id(parts[-2]), sure=True)
    return by_file


def nbgrader_moment(text: str) -> datetime | None:
    """Return the time in nbgrader's own way of writing, "2026-11-23 10:02:00.000000 UTC"."""
    words = text.strip()[:60].split(" ")
    if len(words) == 3 and words[2] in ("UTC", "+0000", "Z"):  # noqa: PLR2004  date, time, zone
        words = words[:2]
    return parse_moment(" ".join(words))


def nbgrader_text(moment: datetime) -> str:
    """Return a time as nbgrader writes it in timestamp.txt."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
