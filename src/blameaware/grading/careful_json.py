"""Reading JSON of strangers: what it says, what had to be repaired, or why it cannot be read."""

import json
from typing import Any

from blameaware.grading.outcome import RefusedError

SHOWN = 5


def parse_json(data: bytes) -> tuple[Any, list[str]]:
    """Return the value in `data` and notes on what was repaired. Raises RefusedError.

    A key that stands twice keeps its last value, as in every JSON reader, and is named. NaN and
    Infinity, which are not JSON, become null.
    """
    notes: list[str] = []
    reader = json.JSONDecoder(
        object_pairs_hook=lambda pairs: _object(pairs, notes),
        parse_constant=lambda name: _constant(name, notes),
    )
    text = _text(data)
    try:
        value, end = reader.raw_decode(text, _skip_space(text, 0))
    except RecursionError:
        raise RefusedError("it is nested deeper than any answers file") from None
    except ValueError as error:
        raise RefusedError(_why_not_json(text, error)) from None
    if _skip_space(text, end) != len(text):
        raise RefusedError(
            "something follows after the answers, such as a second submission; "
            "hand in one file for each"
        )
    return value, _few(notes)


def _text(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise RefusedError("it is not text in UTF-8") from None


def _skip_space(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \t\r\n":
        start += 1
    return start


def _why_not_json(text: str, error: ValueError) -> str:
    if not text.strip():
        return "it is empty"
    if isinstance(error, json.JSONDecodeError):
        return f"it is not JSON (line {error.lineno}: {error.msg})"
    return "it holds a number too long to be an answer"


def _object(pairs: list[tuple[str, Any]], notes: list[str]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                notes.append(f"“{name[:40]}” stood there twice; the later one counts")
            seen.add(name)
    return found


def _constant(name: str, notes: list[str]) -> None:
    notes.append(f"{name} is not a number in JSON; it was left out")


def _few(notes: list[str]) -> list[str]:
    """Return the first notes and a count of the rest: a hostile file can make a million."""
    unique = list(dict.fromkeys(notes))
    rest = len(unique) - SHOWN
    return unique if rest <= 0 else [*unique[:SHOWN], f"and {rest} more of this kind"]
