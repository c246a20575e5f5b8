"""Short labels of sources, as the book shows them, such as “Fausey and Boroditsky 2010”."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from blameaware.errors import UserError

TWO = 2
_BRACES = re.compile(r"[{}]")  # they hold the name of an organization together


@cache
def labels(bib: Path) -> dict[str, str]:
    """Return the label of every entry by its key. Raises UserError for an unreadable file."""
    from pybtex.database import PybtexError, parse_file  # noqa: PLC0415  only pages need it

    try:
        entries = parse_file(str(bib)).entries
    except (PybtexError, OSError) as error:
        raise UserError(f"{bib}: cannot be read: {error}") from error
    return {
        key: f"{_who(entry)} {entry.fields.get('year', '')}".strip()
        for key, entry in entries.items()
    }


def _who(entry: Any) -> str:  # noqa: ANN401  pybtex has no types
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [_BRACES.sub("", " ".join([*p.prelast_names, *p.last_names])) for p in people]
    if not names:
        return str(entry.fields.get("organization") or entry.fields.get("title", "")).strip("{}")
    if len(names) == TWO:
        return " and ".join(names)
    return names[0] if len(names) == 1 else f"{names[0]} et al."
