"""How items worked for a class: difficulty, discrimination, what was chosen, how sure people were.

Everything here is about groups. A row that stands for fewer than five learners is left out, and
where the rest could be worked out from the total, the next smallest row goes too.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from blameaware.bank.models import Choose
from blameaware.grading.key import Key, KeyItem
from blameaware.grading.score import Marks

SMALLEST = 5
MOST_WORDS = 12
RIGHT = 0.8
# Confidence as the widget asks for it: guessing, fairly sure, certain.
SURENESS = ((0.4, "guessing"), (0.75, "fairly sure"), (1.01, "certain"))


@dataclass(frozen=True, slots=True)
class Learner:
    """What the analysis needs of one learner: clean answers, marks, and the points that count."""

    answers: Mapping[str, Mapping[str, Any]]
    marks: Marks
    points: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: what, for how many learners, and what share of the points they got."""

    label: str
    count: int
    share: float | None = None
    good: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """One item: see `analyze_item`."""

    name: str
    heading: str
    answered: int
    difficulty: float
    discrimination: float | None
    choices: tuple[Row, ...] = ()
    sureness: tuple[Row, ...] = ()
    words: tuple[Row, ...] = ()
    hidden: bool = field(default=False)


def analyze_class(key: Key, learners: Sequence[Learner]) -> list[Analysis]:
    """Return the analysis of each item; nothing for a class smaller than five."""
    if len(learners) < SMALLEST:
        return []
    return [analyze_item(key, entry, learners) for entry in key.items]


def analyze_item(key: Key, entry: KeyItem, learners: Sequence[Learner]) -> Analysis:
    """Return how one item worked.

    Difficulty is the mean share of points, 0 to 1, among those who answered. Discrimination is
    the correlation of that share with the points in all other items, None where it says nothing.
    """
    id_ = key.answer_id(entry)
    there = [learner for learner in learners if id_ in learner.answers]
    if len(there) < SMALLEST:
        return Analysis(entry.name, entry.heading, 0, 0.0, None, hidden=True)
    shares = [learner.points[entry.name] / entry.points for learner in there]
    rest = [sum(one.points.values()) - one.points[entry.name] for one in there]
    choices, some_hidden = large_enough(_choices(entry, id_, there))
    sureness, more_hidden = large_enough(_sureness(entry, id_, there))
    words, _ = large_enough(_words(entry, there))
    return Analysis(
        entry.name,
        entry.heading,
        len(there),
        sum(shares) / len(shares),
        correlation(shares, rest),
        choices,
        sureness,
        words[:MOST_WORDS],
        hidden=some_hidden or more_hidden,
    )


def large_enough(rows: Sequence[Row]) -> tuple[tuple[Row, ...], bool]:
    """Return the rows that may be shown, and whether some may not."""
    shown = sorted((row for row in rows if row.count >= SMALLEST), key=lambda row: -row.count)
    hidden = sum(row.count for row in rows if row.count < SMALLEST)
    if 0 < hidden < SMALLEST and shown:
        shown.pop()
    return tuple(shown), hidden > 0


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Pearson's correlation, None where one side never changes."""
    count = len(xs)
    mean_x, mean_y = sum(xs) / count, sum(ys) / count
    spread_x = sum((x - mean_x) ** 2 for x in xs)
    spread_y = sum((y - mean_y) ** 2 for y in ys)
    if spread_x * spread_y == 0:
        return None
    together = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return together / sqrt(spread_x * spread_y)


def _choices(entry: KeyItem, id_: str, learners: Sequence[Learner]) -> list[Row]:
    """Return how often each option was chosen."""
    if not isinstance(entry.item, Choose):
        return []
    counts = Counter(
        name for learner in learners for name in dict.fromkeys(learner.answers[id_]["value"])
    )
    return [Row(option.text, counts[option.id], good=option.good) for option in entry.item.options]


def _sureness(entry: KeyItem, id_: str, learners: Sequence[Learner]) -> list[Row]:
    """Return, for each level of confidence, how many and what share of the points they got."""
    groups: dict[str, list[float]] = {label: [] for _, label in SURENESS}
    for learner in learners:
        confidence = learner.answers[id_].get("confidence")
        if confidence is not None:
            label = next(label for limit, label in SURENESS if confidence < limit)
            groups[label].append(learner.points[entry.name] / entry.points)
    return [
        Row(label, len(shares), sum(shares) / len(shares))
        for label, shares in groups.items()
        if shares
    ]


def _words(entry: KeyItem, learners: Sequence[Learner]) -> list[Row]:
    """Return the words in rewrites that still blame, each counted once a learner."""
    if entry.item.kind not in ("rewrite", "ask", "compose"):
        return []
    counts: Counter[str] = Counter()
    for learner in learners:
        notes = learner.marks.by_item()[entry.name].judgment.notes
        quoted = {note.text.partition("”")[0][1:] for note in notes if _is_finding(note.text)}
        counts.update(words.casefold() for words in quoted)
    return [Row(words, count) for words, count in counts.items()]


def _is_finding(text: str) -> bool:
    """Tell whether a note quotes the learner's words, as notes on findings do."""
    return text.startswith("“") and "”:" in text
