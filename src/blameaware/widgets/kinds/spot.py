"""Spot the words that blame."""

import re
from typing import Any

from blameaware.bank.models import Spot
from blameaware.widgets.exercise_card import Exercise

SPEAKER = re.compile(r"\s*([^:\s][^:]{0,30}):\s+")


class SpotCard(Exercise):
    """A text in which every word can be marked."""

    front = "spot"
    confident = True
    item: Spot

    def draw(self) -> dict[str, Any]:
        """Return the text as lines of words with their places in code points."""
        return {
            "form": self.item.form,
            "context": self.item.context,
            "lines": lines_of(self.item.text, chat=self.item.form == "chat"),
        }


def lines_of(text: str, *, chat: bool = False) -> list[dict[str, Any]]:
    """Return [{speaker, words: [[start, end, word], …]}] of a text, a line each.

    In a chat log the name before the colon is the speaker and cannot be marked.
    """
    lines: list[dict[str, Any]] = []
    at = 0
    for line in text.split("\n"):
        said = SPEAKER.match(line) if chat else None
        offset = said.end() if said else 0
        found = [
            [at + offset + m.start(), at + offset + m.end(), m[0]]
            for m in re.finditer(r"\S+", line[offset:])
        ]
        if found:
            lines.append({"speaker": said[1].strip() if said else "", "words": found})
        at += len(line) + 1
    return lines
