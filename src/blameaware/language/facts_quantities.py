"""Numbers as people write them: 7.5 t, 7.5 tonnes, 6k, 6,000, two hours, 05:35, €3,420, 98 %.

`find_quantities` finds them with their place in the text; `same` says whether two mean the
same amount. Units, number words and currencies are data/facts_units.toml.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from blameaware.language.rewrite_data import table

CLOCK = "clock"
DATE = "date"
PERCENT = "share"
_NEAR = 0.05
_EXACT = 1e-6
_NOON = 12 * 60
_HALF_DAY = 12
_GROUP = 3
_METERS_TOO = "m"
"""5m are five million or five meters."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount at text[start:end].

    `values` are the readings it can have ("3.420" is 3.42 or 3420), in the base unit of
    `kind`: minutes for "duration" and "clock", kilograms for "mass", and so on; for "date" it
    is month * 100 + day. `kind` is "" for a bare number. `about` marks "around", "over" and
    the like, `bare` holds the numbers as written, without their unit.
    """

    start: int
    end: int
    values: frozenset[float]
    kind: str = ""
    about: bool = False
    bare: frozenset[float] = frozenset()


def same(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities mean the same amount; "about 1,200" matches 1,187."""
    if one.kind and other.kind and one.kind != other.kind:
        return False
    near = _NEAR if one.about or other.about else _EXACT
    left, right = (one.values, other.values) if one.kind == other.kind else (one.bare, other.bare)
    if one.kind in {CLOCK, DATE}:
        return not left.isdisjoint(right)
    return any(abs(a - b) <= near * max(abs(a), abs(b), _EXACT) for a in left for b in right)


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities in `text`, in order, without overlaps."""
    found: list[Quantity] = []
    taken = 0
    for quantity in sorted(_candidates(text), key=lambda q: (q.start, -q.end)):
        if quantity.start >= taken:
            found.append(quantity)
            taken = quantity.end
    return found


def spans_between(quantities: list[Quantity]) -> list[Quantity]:
    """Return the time between neighboring clock times: 05:35 to 06:50 also says 75 minutes."""
    clocks = [q for q in quantities if q.kind == CLOCK]
    return [
        Quantity(a.start, b.end, frozenset({length}), "duration", about=True)
        for a, b in pairwise(clocks)
        if (length := (min(b.values) - min(a.values)) % (2 * _NOON)) > 0
    ]


def _candidates(text: str) -> Iterator[Quantity]:
    patterns = _patterns()
    for match in patterns["clock"].finditer(text):
        yield _clock(match)
    for match in patterns["hour"].finditer(text):
        yield _clock(match)
    for match in patterns["noon"].finditer(text):
        minutes = float(table("facts_units")["clock_words"][match.group().lower()])
        yield Quantity(match.start(), match.end(), frozenset({minutes}), CLOCK)
    for match in patterns["part"].finditer(text):
        yield _part(match)
    for match in patterns["and a half"].finditer(text):
        yield from _and_a_half(match)
    for match in patterns["date"].finditer(text):
        yield from _date(match)
    for match in patterns["number"].finditer(text):
        yield _number(match, text)
    for match in patterns["words"].finditer(text):
        yield from _worded(match, text)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the compiled patterns, built from the unit data."""
    data = table("facts_units")
    words = "|".join(sorted((*data["ones"], *data["tens"], *data["scales"]), key=len)[::-1])
    clock_words, parts = "|".join(data["clock_words"]), "|".join(data["parts"])
    months = "|".join(sorted(data["months"], key=len, reverse=True))
    day = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?"
    flags = re.IGNORECASE
    return {
        "clock": re.compile(
            r"(?<![\w:.,])(?P<h>[01]?\d|2[0-4])(?::|h(?=\d\d\b))(?P<m>[0-5]\d)(?::[0-5]\d)?"
            r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?![\w:])",
            flags,
        ),
        "hour": re.compile(
            r"(?<![\w:.,])(?P<h>1[0-2]|0?\d)(?:[.:](?P<m>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?",
            flags,
        ),
        "noon": re.compile(rf"(?<!\w)(?:{clock_words})(?!\w)", flags),
        "part": re.compile(
            rf"(?<![\w-])(?P<count>an?|one|two|three)\s+(?P<part>{parts})s?\s+of"
            rf"(?:\s+an?\s+(?P<unit>[a-z]+))?(?!\w)",
            flags,
        ),
        "and a half": re.compile(
            rf"(?<![\w-])(?P<count>an?|\d+|{words})\s+(?:(?P<unit1>[a-z]+)\s+and\s+a\s+half"
            rf"|and\s+(?:a|one)\s+half\s+(?P<unit2>[a-z]+))(?!\w)",
            flags,
        ),
        "date": re.compile(
            rf"(?<!\w)(?:{day.format(1)}(?:\s+of)?\s+(?P<month1>{months})\b\.?"
            rf"|(?P<month2>{months})\b\.?\s+{day.format(2)}(?!\w|:))",
            flags,
        ),
        "number": re.compile(
            r"(?<![\w.,])(?:(?P<before>[€$£¥]|\b(?:eur|usd|gbp)\s)\s?)?"
            r"(?!\d+(?:st|nd|rd|th)(?!\w))"
            r"(?P<digits>\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
            r"(?:\s?(?P<scale>k|m|mn|bn|thousand|million|billion|hundred)\b(?!\w))?"
            r"(?:(?:\s|-|\u00a0)?(?P<unit>°\s?[cf]|%|[€$£]|[a-z]+\.?\s?[a-z]*))?",
            flags,
        ),
        "words": re.compile(
            rf"(?<![\w-])(?P<run>(?:half\s+an?|an?|{words})(?:[\s-]+(?:and\s+)?(?:a\s+)?"
            rf"(?:{words}))*)(?:[\s-]+(?P<unit>[a-z]+))?(?![\w])",
            flags,
        ),
    }


def _clock(match: re.Match[str]) -> Quantity:
    """Read 05:35, 5:35 pm, 5pm or 14h05 as minutes after midnight."""
    hour, minute = int(match["h"]), int(match["m"] or 0)
    half = (match["half"] or "").lower()
    minutes = hour * 60 + minute
    readings = {float(minutes)}
    if half:
        readings = {float(hour % _HALF_DAY * 60 + minute + (_NOON if half == "p" else 0))}
    elif minutes < _NOON and not match["h"].startswith("0"):
        readings.add(float(minutes + _NOON))
    bare = frozenset({float(hour)}) if not minute else frozenset[float]()
    return Quantity(match.start(), match.end(), frozenset(readings), CLOCK, bare=bare)


def _date(match: re.Match[str]) -> Iterator[Quantity]:
    day = int(match["day1"] or match["day2"])
    month = table("facts_units")["months"][(match["month1"] or match["month2"]).lower()]
    if day:
        yield Quantity(match.start(), match.end(), frozenset({month * 100.0 + day}), DATE)


def _number(match: re.Match[str], text: str) -> Quantity:
    """Read digits with currency, scale and unit."""
    data = table("facts_units")
    scale = (match["scale"] or "").lower()
    factor = float(data["scales"].get(scale, 1))
    readings = {value * factor for value in _readings(match["digits"])}
    if scale == _METERS_TOO and not match["before"]:
        readings |= _readings(match["digits"])
    end = match.end("scale") if match["scale"] else match.end("digits")
    kind, per, end = _unit(match["unit"], match.start("unit"), end)
    if match["before"]:
        kind, per = "money", 1.0
    return _quantity(match.start(), end, readings, kind, per, _is_about(text, match.start()))


def _readings(digits: str) -> set[float]:
    """Return what the digits can mean: "3.420" is 3420 and 3.42, "1,200" is 1200."""
    plain = re.sub(r"[\s'’]", "", digits)
    parts = re.split(r"[.,]", plain)
    if len(parts) == 1:
        return {float(plain)}
    grouped = all(len(part) == _GROUP for part in parts[1:])
    readings = {float("".join(parts))} if grouped else set()
    if len(parts) == 2 and not ("," in plain and grouped):  # noqa: PLR2004
        readings.add(float(".".join(parts)))
    if not readings:
        readings.add(float("".join(parts[:-1]) + "." + parts[-1]))
    return readings


def _worded(match: re.Match[str], text: str) -> Iterator[Quantity]:
    """Read "two hours", "twenty-five", "half an hour", "a dozen"; a lone "a" needs a unit."""
    words = re.findall(r"[a-z]+", match["run"].lower())
    kind, per, end = _unit(match["unit"], match.start("unit"), match.end("run"))
    if set(words) <= {"a", "an"} and not kind:
        return
    about = _is_about(text, match.start())
    yield _quantity(match.start(), end, {_value(words)}, kind, per, about)


def _and_a_half(match: re.Match[str]) -> Iterator[Quantity]:
    """Read "a day and a half", "one and a half days"."""
    count = match["count"].lower()
    number = float(count) if count.isdigit() else _value([count])
    name = "unit1" if match["unit1"] else "unit2"
    kind, per, end = _unit(match[name], match.start(name), match.end())
    if kind:
        end = match.end() if match["unit1"] else end
        yield _quantity(match.start(), end, {number + 0.5}, kind, per, about=False)


def _part(match: re.Match[str]) -> Quantity:
    """Read "three quarters of an hour" as 45 minutes, "a third of" as about 33 percent."""
    data = table("facts_units")
    count = float(data["ones"].get(match["count"].lower(), 1))
    share = count * data["parts"][match["part"].lower()]
    kind, per, _ = _unit(match["unit"], match.start("unit"), 0)
    if kind:
        return _quantity(match.start(), match.end(), {share}, kind, per, about=False)
    end = match.end("part")
    return _quantity(match.start(), end, {100 * share}, PERCENT, 1.0, about=True)


def _value(words: list[str]) -> float:
    """Return the number that the words spell: ["two", "hundred", "and", "five"] is 205."""
    data = table("facts_units")
    total, current = 0.0, 0.0
    for word in words:
        if word in data["scales"]:
            scale = float(data["scales"][word])
            current = (current or 1) * scale
            if scale >= 1000:  # noqa: PLR2004
                total, current = total + current, 0.0
        elif word == "half":
            current += 0.5
        else:
            current += float(data["ones"].get(word) or data["tens"].get(word) or 0)
    return (total + current) or 1.0


def _unit(word: str | None, start: int, end: int) -> tuple[str, float, int]:
    """Return kind, factor to the base unit and the end of the quantity with its unit."""
    units = _units()
    whole = (word or "").lower().rstrip(".")
    for name in (whole, whole.replace(" ", ""), whole.split()[0].rstrip(".") if whole else ""):
        if name in units:
            kind, per = units[name]
            length = len(whole) if name != whole.split()[0].rstrip(".") else len(name)
            return kind, per, start + length
    return "", 1.0, end


@cache
def _units() -> dict[str, tuple[str, float]]:
    """Return every spelling of a unit with its kind and its factor to the base unit."""
    return {
        name: (unit["kind"], float(unit["per"]))
        for unit in table("facts_units")["unit"]
        for name in unit["names"]
    }


def _quantity(
    start: int, end: int, readings: set[float], kind: str, per: float, about: bool
) -> Quantity:
    values = frozenset(value * per for value in readings)
    return Quantity(start, end, values, kind, about, frozenset(readings))


def _is_about(text: str, start: int) -> bool:
    """Say whether the words before the number make it approximate."""
    before = text[max(0, start - 14) : start].lower().rstrip()
    return before.endswith(tuple(table("facts_units")["about"]))
