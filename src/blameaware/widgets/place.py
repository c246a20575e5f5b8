"""Where answers are kept, and how to say so."""

import os
import sys
from functools import cache
from pathlib import Path

from blameaware.answers import Notice, Store
from blameaware.bank.wording import say

IN_BROWSER = sys.platform == "emscripten"


@cache
def _store(path: Path) -> Store:
    return Store(path)


def store() -> Store:
    """Return the store beside the notebook (in a page: in the browser's own folder).

    The variable BLAMEAWARE_ANSWERS names another file; “off” keeps nothing, as when a book is
    built and nobody's answers should get into it.
    """
    place = os.environ.get("BLAMEAWARE_ANSWERS") or "answers.json"
    return _nowhere() if place == "off" else _store(Path(place).absolute())


@cache
def _nowhere() -> Store:
    return Store.in_memory()


def saved(where: Store) -> str:
    """Return the words that tell whether the last change was kept."""
    if not where.keeps:
        return notice_text(where.notices[-1]) if where.notices else say("Not kept")
    moved = [notice for notice in where.notices if notice.code == "broken-moved"]
    told = (
        say("Saved in this browser") if IN_BROWSER else say("Saved in {file}", file=where.path.name)
    )
    return f"{told}. {notice_text(moved[-1])}" if moved else told


def notice_text(notice: Notice) -> str:
    """Return a notice of the store in words for the learner."""
    texts = {
        "broken-moved": say(
            "Your earlier answers file could not be read. It is kept as {name}.", name=notice.detail
        ),
        "newer": say(
            "Your answers file comes from a newer version of the course. It is left untouched; "
            "what you do now is not kept."
        ),
        "not-writable": say("Nothing will be kept: the answers file cannot be written here."),
        "not-readable": say("Nothing will be kept: the answers file cannot be read here."),
    }
    return texts.get(notice.code, notice.detail)
