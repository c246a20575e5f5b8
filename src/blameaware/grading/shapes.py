"""What an answer's value may look like, by kind: anything else is not an answer.

Values come from files of strangers. What fits is returned clean (text without control characters,
lists and tables of bounded length); what does not raises ValueError with the reason.
"""

import re
import unicodedata
from collections.abc import Callable

MAX_TEXT = 20_000
MAX_PARTS = 200
MAX_DEPTH = 6
# Exact in every reader of JSON.
MAX_NUMBER = 10**15
# Terminal escapes and other controls say nothing to a reader and harm terminals, logs and
# databases; line breaks and tabs are text. A half of a surrogate pair cannot be stored at all.
ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SURROGATES = re.compile(r"[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return a learner's text without control characters, in Unicode's composed form."""
    text = ANSI.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = SURROGATES.sub("�", CONTROLS.sub("", text))
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return any text as one line that is safe in a terminal and a log."""
    return "".join(sign if sign.isprintable() else " " for sign in clean_text(text))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("its answer is not a text")  # noqa: TRY004  one error for any misfit
    if len(value) > 10 * MAX_TEXT:
        value = value[: 10 * MAX_TEXT]
    return clean_text(value)[:MAX_TEXT]


def _name(value: object) -> str:
    if not isinstance(value, str) or len(value) > 100:  # noqa: PLR2004  ids are short
        raise ValueError("its answer names something that is not an id")
    return clean_text(value)


def _names(value: object) -> list[str]:
    if not isinstance(value, list) or len(value) > MAX_PARTS:
        raise ValueError("its answer is not a short list")
    return [_name(entry) for entry in value]


def _pairs(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or len(value) > MAX_PARTS:
        raise ValueError("its answer is not a short table")
    return {_name(left): _name(right) for left, right in value.items()}


def _spans(value: object) -> list[list[int]]:
    if not isinstance(value, list) or len(value) > MAX_PARTS:
        raise ValueError("its answer is not a short list of marks")
    return [_span(entry) for entry in value]


def _span(value: object) -> list[int]:
    match value:
        case [bool(), _] | [_, bool()]:
            pass
        case [int(start), int(end)] if 0 <= start < end < MAX_TEXT:
            return [start, end]
    raise ValueError("its answer has a mark without a place")


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict) or len(value) > MAX_PARTS:
        raise ValueError("its answer is not a table")
    return {_name(name): _bounded(entry, MAX_DEPTH) for name, entry in value.items()}


def _bounded(value: object, depth: int) -> object:
    """Return JSON data of bounded depth and width."""
    if depth == 0:
        raise ValueError("its answer is nested too deep")
    match value:
        case None | bool():
            return value
        case str():
            return _text(value)
        case int() | float():
            return _number(value)
        case list() if len(value) <= MAX_PARTS:
            return [_bounded(entry, depth - 1) for entry in value]
        case dict() if len(value) <= MAX_PARTS:
            return {_name(name): _bounded(entry, depth - 1) for name, entry in value.items()}
    raise ValueError("its answer is longer than any list there")


def _number(value: float) -> float:
    # Compared before anything makes a float of it: a number of 4,000 digits fits in none.
    if not -MAX_NUMBER <= value <= MAX_NUMBER:
        raise ValueError("its answer has a number without bounds")
    return value


SHAPES: dict[str, Callable[[object], object]] = {
    "rewrite": _text,
    "ask": _text,
    "compose": _text,
    "choose": _names,
    "order": _names,
    "scenario": _names,
    "match": _pairs,
    "sort": _pairs,
    "spot": _spans,
    "plan": _table,
    "postmortem": _table,
}


def clean_value(kind: str, value: object) -> object:
    """Return the value of an answer of `kind`, clean. Raises ValueError with the reason."""
    if kind not in SHAPES:
        raise ValueError(f"no exercise is of the kind “{clean_text(kind)[:20]}”")
    return SHAPES[kind](value)
