"""The twenty patterns and the seven moves, as their authors wrote them in data/."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from blameaware.language.findings import Severity
from blameaware.language.lexicon import raw


@dataclass(frozen=True, slots=True)
class Move:
    """A way to rewrite a sentence; `next` is the offer to a learner."""

    id: str
    title: str
    what: str
    next: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Wording beside a pattern that blames nobody, and still is worth a second look."""

    what: str
    reason: str
    question: str
    move: str
    examples: tuple[str, ...]
    look_alikes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of blame-laden wording. `moves` are ids of fitting moves, the best one first."""

    id: str
    title: str
    severity: Severity
    what: str
    reason: str
    source: str
    question: str
    moves: tuple[str, ...]
    examples: tuple[str, ...]
    look_alikes: tuple[str, ...]
    advice: tuple[Advice, ...]


@cache
def patterns() -> Mapping[str, Pattern]:
    """Return the patterns by id, in the order of their numbers."""
    return MappingProxyType({row["id"]: _pattern(row) for row in raw()["patterns"]})


def _pattern(row: dict[str, Any]) -> Pattern:
    lists = ("moves", "examples", "look_alikes")
    plain = ("id", "title", "severity", "what", "reason", "source", "question")
    fields = {name: row[name] for name in plain} | {name: tuple(row[name]) for name in lists}
    return Pattern(**fields, advice=tuple(_advice(entry) for entry in row.get("advice", [])))


def _advice(row: dict[str, Any]) -> Advice:
    plain = {name: row[name] for name in ("what", "reason", "question", "move")}
    return Advice(**plain, examples=tuple(row["examples"]), look_alikes=tuple(row["look_alikes"]))


@cache
def moves() -> Mapping[str, Move]:
    """Return the moves by id."""
    return MappingProxyType({name: Move(name, **row) for name, row in raw()["moves"].items()})
