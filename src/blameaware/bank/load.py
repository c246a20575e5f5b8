"""Reading the bank: TOML files of items, looked up by id, each file read only when needed.

The bank that ships with the package was checked when it was built, so loading does not check
again; the browser's Python would pay for it on every page.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from blameaware.bank.models import KINDS, Item
from blameaware.bank.shape import build
from blameaware.errors import UserError

DATA = Path(__file__).parent / "data"
ASSIGNMENTS = Path(__file__).parent / "assignments"
PREFIXES = {cls.prefix: kind for kind, cls in KINDS.items()}


class UnknownItemError(UserError):
    """No item has this id."""


@dataclass(frozen=True)
class Bank:
    """Every item by id, in the order of kinds, files and entries."""

    items: Mapping[str, Item]

    def of_kind(self, kind: str) -> tuple[Item, ...]:
        """Return the items of one kind."""
        return tuple(item for item in self.items.values() if item.kind == kind)

    def __iter__(self) -> Iterator[Item]:
        """Go through all items."""
        return iter(self.items.values())

    def __len__(self) -> int:
        """Count the items."""
        return len(self.items)


@dataclass(frozen=True)
class Assignment:
    """The public part of an assignment: its items without anything that tells the answers."""

    name: str
    title: str = ""
    items: Mapping[str, Item] = field(default_factory=dict)


def files_of(kind: str, data: Path = DATA) -> list[Path]:
    """Return the files of one kind in a folder laid out as <kind>/<slug>.toml."""
    return sorted((data / kind).glob("*.toml"))


def parse(path: Path) -> dict[str, Any]:
    """Return the tables of one TOML file. Raises UserError when it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UserError(f"{path}: cannot be read: {error}") from error


def read_items(path: Path, kind: str | None = None) -> list[Item]:
    """Return the items of one TOML file.

    `kind` is that of every item; without it each entry names its own in a field `kind`, as in a
    key file of an assignment. Raises UserError for an unreadable file or an entry that does not
    fit; `check.file_problems` lists every such problem at once.
    """
    return [from_table(entry, kind, str(path)) for entry in parse(path).get("item", [])]


def from_table(entry: Mapping[str, Any], kind: str | None = None, where: str = "item") -> Item:
    """Return the item in one table. Raises UserError when kind or fields do not fit."""
    name = kind or str(entry.get("kind", ""))
    if name not in KINDS:
        raise UserError(f"{where}: no kind “{name}”; the kinds are {', '.join(KINDS)}")
    try:
        return build(KINDS[name], {key: value for key, value in entry.items() if key != "kind"})
    except (TypeError, ValueError, AttributeError) as error:
        shown = entry.get("id", "an entry without id")
        raise UserError(f"{where}: {shown}: {error}; run: blameaware bank check") from error


@cache
def load(data: Path = DATA) -> Bank:
    """Return the whole bank. Raises UserError when a file cannot be read."""
    found = (item for kind in KINDS for path in files_of(kind, data) for item in _file(path, kind))
    return Bank({item.id: item for item in found})


@cache
def _file(path: Path, kind: str) -> tuple[Item, ...]:
    return tuple(read_items(path, kind))


def kind_of(item_id: str) -> str:
    """Return the kind that an id's prefix names. Raises UnknownItemError."""
    for prefix, kind in PREFIXES.items():
        if item_id.startswith(prefix):
            return kind
    known = ", ".join(PREFIXES)
    raise UnknownItemError(f"no exercise “{item_id}”: an id starts with one of {known}")


@cache
def item(item_id: str, data: Path = DATA) -> Item:
    """Return one item, reading only the file that holds it. Raises UnknownItemError."""
    kind = kind_of(item_id)
    for path in files_of(kind, data):
        # Looking for the bare text first spares the browser from parsing every file of the kind.
        if item_id in path.read_text(encoding="utf-8"):
            for found in _file(path, kind):
                if found.id == item_id:
                    return found
    raise UnknownItemError(f"no exercise “{item_id}” in the bank; see: blameaware bank list")


@cache
def assignment(name: str, folder: Path = ASSIGNMENTS) -> Assignment:
    """Return the public part of an assignment. Raises UserError when there is none or it is broken.

    Its file is {"assignment": name, "title": "…", "items": [{"kind": …, "id": …, …}]}.
    """
    path = folder / f"{name}.json"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in folder.glob("*.json"))) or "none yet"
        raise UserError(f"no assignment “{name}”; there are: {known}")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        items = [from_table(entry, None, str(path)) for entry in content["items"]]
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise UserError(f"{path}: cannot be read as an assignment: {error!r}") from error
    return Assignment(name, str(content.get("title", "")), {found.id: found for found in items})
