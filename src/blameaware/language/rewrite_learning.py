"""Learn the weights of yes-or-no decisions from examples: logistic regression, nothing more.

Pure Python and seeded, so that the same examples give the same weights on every machine.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from random import Random
from typing import NamedTuple

from blameaware.language.rewrite_model import squash

_SEED = 20
_SMALL = 1e-8


class Example(NamedTuple):
    """The features of one text, whether the answer is yes, how much it counts, its source."""

    features: Mapping[str, float]
    yes: bool
    importance: float
    source: str


class Settings(NamedTuple):
    """How to learn: rounds over the examples, step, pull to zero, sources a feature needs.

    `trust` scales the features of a family (the part of the name before the first colon):
    0 leaves the family out, a small number lets it speak only where it is sure.
    """

    rounds: int = 20
    step: float = 0.08
    pull: float = 4e-4
    sources: int = 4
    trust: Mapping[str, float] = {}


def learn(examples: Sequence[Example], settings: Settings) -> dict[str, float]:
    """Return a weight for each feature that at least `settings.sources` sources have."""
    known = {
        name: settings.trust.get(name.partition(":")[0], 1.0)
        for name in _frequent(examples, settings.sources)
    }
    rows = [
        ([(n, v * known[n]) for n, v in e.features.items() if known.get(n)], e) for e in examples
    ]
    learned = _learn(rows, sorted(known), settings)
    return {name: weight * known[name] for name, weight in learned.items()}


def _learn(
    rows: Sequence[tuple[Sequence[tuple[str, float]], Example]],
    names: Sequence[str],
    settings: Settings,
) -> dict[str, float]:
    """Go through the rows again and again, in an order that is shuffled but always the same."""
    weights = dict.fromkeys(names, 0.0)
    squares = dict.fromkeys(weights, _SMALL)
    order = list(range(len(rows)))
    random = Random(_SEED)  # noqa: S311  the order of examples, nothing secret
    for _ in range(settings.rounds):
        random.shuffle(order)
        for index in order:
            _step(rows[index][0], rows[index][1], weights, squares, settings)
    return weights


def _step(
    row: Sequence[tuple[str, float]],
    example: Example,
    weights: dict[str, float],
    squares: dict[str, float],
    settings: Settings,
) -> None:
    """Move the weights of one example's features a little toward its answer (AdaGrad)."""
    total = sum(weights[name] * value for name, value in row)
    error = (squash(total) - example.yes) * example.importance
    for name, value in row:
        pull = 0.0 if name == "bias" else settings.pull * weights[name]
        slope = error * value + pull
        squares[name] += slope * slope
        weights[name] -= settings.step * slope / sqrt(squares[name])


def _frequent(examples: Sequence[Example], sources: int) -> set[str]:
    """Return the features that occur in at least so many different sources."""
    seen = {(name, example.source) for example in examples for name in example.features}
    counts = Counter(name for name, _ in seen)
    return {name for name, count in counts.items() if count >= sources}
