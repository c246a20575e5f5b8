"""Cues: expressions over a classed text that hint at blame, at a condition or at a next step."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from blameaware.language.rewrite_classes import Classed
from blameaware.language.rewrite_data import table


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of data/rewrite_cues.toml; `signal` is blame, condition, reason or step."""

    id: str
    what: str
    signal: str
    pattern: str
    move: str
    expressions: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue heard at text[start:end]; `number` tells which of the cue's expressions it was."""

    cue: Cue
    number: int
    start: int
    end: int


def hits(text: Classed) -> Iterator[Hit]:
    """Yield every expression that is heard in `text`, at its first place only."""
    for cue in cues():
        for number, expression in enumerate(cue.expressions):
            match = expression.search(text.line)
            if match:
                yield Hit(cue, number, *text.source(match.start() + 1, match.end()))


@cache
def cues() -> tuple[Cue, ...]:
    """Return the cues, their expressions compiled."""
    data = table("rewrite_cues")
    return tuple(
        Cue(
            id=entry["id"],
            what=entry["what"],
            signal=entry["signal"],
            pattern=entry.get("pattern", ""),
            move=entry.get("move", ""),
            expressions=tuple(_compiled(text, data["classes"]) for text in entry["expressions"]),
        )
        for entry in data["cue"]
    )


def _compiled(expression: str, classes: dict[str, str]) -> re.Pattern[str]:
    """Return an expression with its classes spelled out, bound to whole tokens.

    It begins with a space, which every token has before it: a fixed first character lets the
    search skip from token to token, five times faster than a look behind at every letter.
    """
    for name, meaning in classes.items():
        expression = re.sub(rf"\b{name}", meaning.replace("\\", r"\\"), expression)
    return re.compile(rf" (?:{expression})(?= )")
