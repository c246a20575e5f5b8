"""Reading the workshop's data: every problem is said at once, with file, entry and field."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from blameaware.bank.shape import Fault, build, faults
from blameaware.errors import UserError
from blameaware.workshop.models import Activity, Deck, OwnCard, Recipe, Situation, Story

DATA = Path(__file__).parent / "data"
TABLES: dict[str, type] = {
    "activity": Activity,
    "recipe": Recipe,
    "situation": Situation,
    "story": Story,
    "card": OwnCard,
    "deck": Deck,
}


@dataclass(frozen=True)
class Pack:
    """Everything that the data files hold."""

    activities: Mapping[str, Activity]
    recipes: Mapping[int, Recipe]
    situations: tuple[Situation, ...]
    stories: tuple[Story, ...]
    cards: tuple[OwnCard, ...]
    decks: Mapping[str, Deck]


@cache
def load(data: Path = DATA) -> Pack:
    """Return the pack's data. Raises UserError that lists every problem of every file."""
    entries: dict[str, list[tuple[Path, Any]]] = {name: [] for name in TABLES}
    problems: list[str] = []
    for path in sorted(data.glob("*.toml")):
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            problems.append(f"{path.name}: cannot be read: {error}")
            continue
        problems += _sorted_in(path, content, entries)
    if not problems:
        problems += _across(entries)
    if problems:
        raise UserError("the workshop's data need mending:\n" + "\n".join(problems))
    made: dict[str, list[Any]] = {
        name: [build(TABLES[name], entry) for _, entry in found] for name, found in entries.items()
    }
    return Pack(
        activities={activity.id: activity for activity in made["activity"]},
        recipes={recipe.minutes: recipe for recipe in made["recipe"]},
        situations=tuple(made["situation"]),
        stories=tuple(made["story"]),
        cards=tuple(made["card"]),
        decks={deck.id: deck for deck in made["deck"]},
    )


def _sorted_in(
    path: Path, content: Mapping[str, Any], entries: Mapping[str, list[tuple[Path, Any]]]
) -> Iterator[str]:
    """Put the tables of one file where they belong; yield what does not fit."""
    for name, tables in content.items():
        if name not in TABLES or not isinstance(tables, list):
            known = ", ".join(f"[[{table}]]" for table in TABLES)
            yield f"{path.name}: {name} does not belong here; use {known}"
            continue
        for number, entry in enumerate(tables, 1):
            shown = _name(name, entry, number)
            for fault in [*faults(TABLES[name], entry), *_own_faults(name, entry)]:
                yield f"{path.name}: {shown}: {fault.field} {fault.message}"
            entries[name].append((path, entry))


def _name(table: str, entry: Any, number: int) -> str:  # noqa: ANN401  whatever the file held
    """Return how to call an entry in a message."""
    if isinstance(entry, dict):
        for key in ("id", "title", "minutes"):
            if entry.get(key):
                return f"{table} {entry[key]}"
    return f"{table} number {number}"


def _own_faults(table: str, entry: Any) -> Iterator[Fault]:  # noqa: ANN401  the same
    """Yield what the fields alone cannot tell."""
    if table != "activity" or not isinstance(entry, dict):
        return
    least, most, usual = (entry.get(name) for name in ("least", "most", "usual"))
    if isinstance(least, int) and isinstance(most, int):
        if least > most:
            yield Fault("least", f"is {least}, more than most ({most}); make it smaller")
        elif isinstance(usual, int) and not least <= usual <= most:
            yield Fault("usual", f"is {usual}; use {least} to {most}")
    if usual is None and not entry.get("chapter"):
        yield Fault("usual", "is missing; add minutes, or a chapter to take them from")
    if entry.get("form") == "exercise":
        for name in ("needs", "say", "show", "listen", "turn", "remote", "asynchronous", "hybrid"):
            if not entry.get(name):
                yield Fault(name, "is missing; a group exercise needs it")


def _across(entries: Mapping[str, list[tuple[Path, Any]]]) -> Iterator[str]:
    """Yield what only shows when all files are seen together."""
    for table in ("activity", "situation", "story", "deck"):
        counted = Counter(entry["id"] for _, entry in entries[table])
        for path, entry in entries[table]:
            if counted[entry["id"]] > 1:
                yield f"{path.name}: {table} {entry['id']}: id is there twice; choose another"
    yield from _references(entries)


def _references(entries: Mapping[str, list[tuple[Path, Any]]]) -> Iterator[str]:
    """Yield references to activities and decks that are not there."""
    activities = {entry["id"] for _, entry in entries["activity"]}
    decks = {entry["id"] for _, entry in entries["deck"]}
    for path, entry in entries["recipe"]:
        for name in entry["activities"]:
            if name not in activities:
                yield f"{path.name}: recipe {entry['minutes']}: activities: no activity “{name}”"
    for path, entry in entries["activity"]:
        if entry.get("deck") and entry["deck"] not in decks:
            yield f"{path.name}: activity {entry['id']}: deck: no deck “{entry['deck']}”"
    for path, entry in entries["card"]:
        if entry["deck"] not in decks:
            yield f"{path.name}: card {entry['title']}: deck: no deck “{entry['deck']}”"
