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
    0 leaves the family out, a small number lets it speak only where it is sure. `most` is how
    many features may have a weight.
    """

    rounds: int = 20
    step: float = 0.08
    pull: float = 4e-4
    sources: int = 4
    trust: Mapping[str, float] = {}
    most: int = 10_000


def learn(examples: Sequence[Example], settings: Settings) -> dict[str, float]:
    """Return a weight for each feature that at least `settings.sources` sources have.

    Where that is more than `settings.most`, those with the strongest weights stay and learn
    once more, now without the help of the others.
    """
    names = sorted(_frequent(examples, settings.sources))
    trusted = [name for name in names if _trust(name, settings)]
    too_many = len(trusted) > settings.most
    rounds = settings.rounds // 2 if too_many else settings.rounds
    learned = _weights(examples, trusted, settings._replace(rounds=rounds))
    if too_many:
        strongest = sorted(trusted, key=lambda name: -abs(learned[name]))[: settings.most]
        learned = _weights(examples, sorted(strongest), settings)
    return {name: learned.get(name, 0.0) for name in names}


def _trust(name: str, settings: Settings) -> float:
    return settings.trust.get(name.partition(":")[0], 1.0)


def _weights(
    examples: Sequence[Example], names: Sequence[str], settings: Settings
) -> dict[str, float]:
    """Return the learned weights of the features called `names`."""
    place = {name: index for index, name in enumerate(names)}
    trust = [_trust(name, settings) for name in names]
    rows = [
        ([(i, v * trust[i]) for n, v in e.features.items() if (i := place.get(n, -1)) >= 0], e)
        for e in examples
    ]
    learned = _learn(rows, len(names), place.get("bias", -1), settings)
    return {name: w * t for name, w, t in zip(names, learned, trust, strict=True)}


def _learn(
    rows: Sequence[tuple[Sequence[tuple[int, float]], Example]],
    count: int,
    bias: int,
    settings: Settings,
) -> list[float]:
    """Go through the rows again and again, in an order that is shuffled but always the same.

    Returns the mean of the weights after each round of the second half: the last rows of a
    round leave their mark on its weights, and the mean wipes it off.
    """
    weights = [0.0] * count
    squares = [_SMALL] * count
    total = [0.0] * count
    order = list(range(len(rows)))
    random = Random(_SEED)  # noqa: S311  the order of examples, nothing secret
    first_counted = settings.rounds // 2
    for number in range(settings.rounds):
        random.shuffle(order)
        for index in order:
            _step(rows[index][0], rows[index][1], weights, squares, bias, settings)
        if number >= first_counted:
            total = [sum_ + weight for sum_, weight in zip(total, weights, strict=True)]
    return [sum_ / max(1, settings.rounds - first_counted) for sum_ in total]


def _step(
    row: Sequence[tuple[int, float]],
    example: Example,
    weights: list[float],
    squares: list[float],
    bias: int,
    settings: Settings,
) -> None:
    """Move the weights of one example's features a little toward its answer (AdaGrad)."""
    total = sum([weights[index] * value for index, value in row])
    error = (squash(total) - example.yes) * example.importance
    pull, step = settings.pull, settings.step
    for index, value in row:
        weight = weights[index]
        slope = error * value + (0.0 if index == bias else pull * weight)
        square = squares[index] + slope * slope
        squares[index] = square
        weights[index] = weight - step * slope / sqrt(square)


def _frequent(examples: Sequence[Example], sources: int) -> set[str]:
    """Return the features that occur in at least so many different sources."""
    seen = {(name, example.source) for example in examples for name in example.features}
    counts = Counter(name for name, _ in seen)
    return {name for name, count in counts.items() if count >= sources}
