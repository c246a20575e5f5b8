"""Which items there are, without parsing them: id, kind, chapter and title words of every item.

The browser's Python would take a second to parse the whole bank; a page that only counts needs
none of it. The lines are found by their plain form, which `bank check` asks of every file.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from blameaware.bank.load import DATA, files_of
from blameaware.bank.models import KINDS

ITEM = re.compile(r"(?m)^\[\[item\]\]\s*$")
LINE = r'(?m)^{name}\s*=\s*"([^"]*)"'
ID, OBJECTIVE = re.compile(LINE.format(name="id")), re.compile(LINE.format(name="objective"))


class Entry(NamedTuple):
    """One item of the index."""

    id: str
    kind: str
    objective: str


@cache
def index(data: Path = DATA) -> dict[str, Entry]:
    """Return every item's entry by id."""
    found = (entry for kind in KINDS for path in files_of(kind, data) for entry in _of(path, kind))
    return {entry.id: entry for entry in found}


def _of(path: Path, kind: str) -> list[Entry]:
    entries = []
    for block in ITEM.split(path.read_text(encoding="utf-8"))[1:]:
        name, objective = ID.search(block), OBJECTIVE.search(block)
        if name:
            entries.append(Entry(name[1], kind, objective[1] if objective else ""))
    return entries
