"""The key of an assignment: its items with right answers, points and words for learners.

A key is `solutions/<assignment>/key.toml`: a title, an introduction in Markdown, and a list of
`[[item]]` in the bank's format, each with a `kind`, `points` and, where a person has to read the
answer, `human = true`. Keys stay with the instructor; `public_part` is what learners get.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from pathlib import Path
from typing import Any

from blameaware.bank.models import KINDS, Item
from blameaware.bank.shape import build, faults
from blameaware.errors import UserError

OWN_FIELDS = ("kind", "points", "human", "part", "parts")
PARTED = "postmortem"
PARTS = ("facts", "blame", "factors", "actions")
LABELS = {
    "detection": "Blame found",
    "facts": "Facts kept",
    "blame": "Blame removed",
    "factors": "Contributing factors",
    "actions": "Actions",
    "plan": "Plan",
}


@dataclass(frozen=True, slots=True)
class KeyItem:
    """One graded item: the exercise with its key, and what it is worth.

    An answer that is marked in parts (a postmortem) has an entry for each `part`, all with the
    same exercise. `label` is a heading for people where the kind is not enough.
    """

    item: Item
    points: float
    human: bool = False
    part: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        """Return the entry's short name, unique in the assignment, such as "q1" or "pm-facts"."""
        return f"{self.item.id}-{self.part}" if self.part else self.item.id

    @property
    def heading(self) -> str:
        """Return what people call it, such as "Choose" or "Facts kept"."""
        return self.label or self.item.kind.capitalize()


@dataclass(frozen=True, slots=True)
class Key:
    """An assignment with its key. `digest` changes whenever anything in the key does."""

    name: str
    title: str
    chapter: str
    intro: str
    items: tuple[KeyItem, ...]
    digest: str

    @property
    def points(self) -> float:
        """Return the points of a perfect submission."""
        return sum(entry.points for entry in self.items)

    def answer_id(self, entry: KeyItem) -> str:
        """Return the item's id in answers.json, such as "rewriting/q1"."""
        return f"{self.name}/{entry.item.id}"

    def exercises(self) -> tuple[tuple[KeyItem, ...], ...]:
        """Return the entries by exercise: one for most, several for one marked in parts."""
        found: dict[str, list[KeyItem]] = {}
        for entry in self.items:
            found.setdefault(entry.item.id, []).append(entry)
        return tuple(tuple(entries) for entries in found.values())


def load_key(path: Path) -> Key:
    """Return the key in `path`; it is read again only when the file has changed.

    Raises UserError, naming item and field, when the file is missing or does not fit.
    """
    try:
        stat = path.stat()
    except OSError:
        raise UserError(
            f"{path}: there is no key here; the assignments are the folders in "
            f"{path.parent.parent} that have a key.toml"
        ) from None
    return _load(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _load(path: Path, _changed: int, _size: int) -> Key:
    data = path.read_bytes()
    try:
        table = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: {error}; put this right and try again") from None
    try:
        return read_key(path.parent.name, table, hashlib.sha256(data).hexdigest())
    except UserError as error:
        raise UserError(f"{path}: {error}") from None


def read_key(name: str, table: Mapping[str, Any], digest: str) -> Key:
    """Return the key of assignment `name` from its TOML table. Raises UserError."""
    for field in ("title", "chapter", "intro", "item"):
        if field not in table:
            raise UserError(f"{field} is missing; add it")
    items = tuple(
        found for number, entry in enumerate(table["item"], 1) for found in _entries(entry, number)
    )
    names = [entry.name for entry in items]
    if len(names) != len(set(names)):
        raise UserError("two items have the same id; give each its own")
    return Key(name, table["title"], table["chapter"], table["intro"], items, digest)


def _entries(entry: Mapping[str, Any], number: int) -> list[KeyItem]:
    where = f"item {number} ({entry.get('id', 'no id')})"
    kind = entry.get("kind")
    if kind not in KINDS:
        raise UserError(f"{where}: kind is {kind!r}; use one of {', '.join(KINDS)}")
    points = entry.get("points")
    if isinstance(points, bool) or not isinstance(points, int | float) or not 0 < points < inf:
        raise UserError(f"{where}: points is {points!r}; write a number above 0")
    own = {field: value for field, value in entry.items() if field not in OWN_FIELDS}
    for fault in faults(KINDS[kind], own):
        raise UserError(f"{where}: {fault.field} {fault.message}")
    item = build(KINDS[kind], own)
    human, label = bool(entry.get("human")), LABELS.get(entry.get("part", ""), "")
    parts = entry.get("parts")
    if parts is None:
        return [KeyItem(item, float(points), human, label=label)]
    if kind != PARTED or set(parts) != set(PARTS) or sum(parts.values()) != points:
        raise UserError(f"{where}: parts needs points for {', '.join(PARTS)} that sum to {points}")
    return [KeyItem(item, float(parts[part]), human, part, LABELS[part]) for part in parts]
