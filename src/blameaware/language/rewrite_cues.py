"""Cues: expressions over a classed text that hint at blame, at a condition or at a next step."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from blameaware.language.rewrite_classes import Classed
from blameaware.language.rewrite_data import table


class Expression:
    """An expression that is compiled when the first text comes that it could be heard in.

    There are more than six hundred, and in a browser compiling them all takes longer than all
    the rest of a verdict. `anchor` is a stretch of letters that every match holds.
    """

    __slots__ = ("_compiled", "anchor", "text")

    def __init__(self, text: str) -> None:
        """Take an expression with its classes spelled out."""
        self.text = text
        self.anchor = anchor(text)
        self._compiled: re.Pattern[str] | None = None

    def search(self, line: str) -> re.Match[str] | None:
        """Return the first match in a classed line.

        An expression is bound to whole tokens. It begins with a space, which every token has
        before it: a fixed first character lets the search skip from token to token, five times
        faster than a look behind at every letter.
        """
        if self.anchor not in line:
            return None
        if self._compiled is None:
            self._compiled = re.compile(rf" (?:{self.text})(?= )")
        return self._compiled.search(line)


def anchor(expression: str) -> str:
    """Return the longest run of letters that every match of `expression` holds, or "".

    Only what stands outside of groups and classes counts, and no letter that may be missing.
    """
    runs, run, depth, place = [""], "", 0, 0
    while place < len(expression):
        letter = expression[place]
        if letter == "|" and not depth:
            return ""
        step = 2 if letter == "\\" else 1
        depth += (letter in "([") - (letter in ")]")
        after = expression[place + step : place + step + 1]
        if letter.isalpha() and not depth and after not in ("?", "*", "{"):
            run += letter
        else:
            runs.append(run)
            run = ""
        place += step
    return max([*runs, run], key=len)


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of data/rewrite_cues.toml; `signal` is blame, condition, reason or step."""

    id: str
    what: str
    signal: str
    pattern: str
    move: str
    expressions: tuple[Expression, ...]


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
    """Return the cues."""
    data = table("rewrite_cues")
    return tuple(
        Cue(
            id=entry["id"],
            what=entry["what"],
            signal=entry["signal"],
            pattern=entry.get("pattern", ""),
            move=entry.get("move", ""),
            expressions=tuple(_spelled(text, data["classes"]) for text in entry["expressions"]),
        )
        for entry in data["cue"]
    )


def _spelled(expression: str, classes: dict[str, str]) -> Expression:
    """Return an expression with its classes spelled out."""
    for name, meaning in classes.items():
        if name in expression:
            expression = re.sub(rf"\b{name}", meaning.replace("\\", r"\\"), expression)
    return Expression(expression)
