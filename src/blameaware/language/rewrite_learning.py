"""Learn the weights of yes-or-no decisions from examples: logistic regression, nothing more.

Pure Python and seeded, so that the same examples give the same weights on every machine.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import exp
from random import Random
from typing import NamedTuple

_SEED = 20
_PULL_STEPS = 20
_NEAR = 1e-4


class Example(NamedTuple):
    """The features of one text, whether the answer is yes, how much it counts, its source."""

    features: Mapping[str, float]
    yes: bool
    importance: float
    source: str


class Settings(NamedTuple):
    """How to learn: rounds over the examples, `cost` of an error, sources a feature needs.

    `trust` scales the features of a family (the part of the name before the first colon):
    0 leaves the family out, a small number lets it speak only where it is sure. `most` is how
    many features may have a weight.
    """

    rounds: int = 12
    cost: float = 1.0
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
        _Row(
            [(i, v * trust[i]) for n, v in e.features.items() if (i := place.get(n, -1)) >= 0],
            1.0 if e.yes else -1.0,
            settings.cost * e.importance,
        )
        for e in examples
    ]
    learned = _learn(rows, len(names), settings.rounds)
    return {name: w * t for name, w, t in zip(names, learned, trust, strict=True)}


class _Row(NamedTuple):
    """Features of an example as (number, value), its sign, and how hard it may pull at most."""

    values: list[tuple[int, float]]
    sign: float
    most: float


def _learn(rows: Sequence[_Row], count: int, rounds: int) -> list[float]:
    """Return the weights of a logistic regression with L2, by dual coordinate ascent.

    Each step sets the pull of one example to its best value while the others stay (Yu, Huang
    and Lin, 2011). The order is shuffled, but always the same.
    """
    weights = [0.0] * count
    pulls = [0.0] * len(rows)
    curves = [sum([v * v for _, v in row.values]) for row in rows]
    order = list(range(len(rows)))
    random = Random(_SEED)  # noqa: S311  the order of examples, nothing secret
    for _ in range(rounds):
        random.shuffle(order)
        for index in order:
            values, sign, most = rows[index]
            if not curves[index] or not most:
                continue
            margin = sign * sum([weights[i] * v for i, v in values])
            change = best_pull(margin, pulls[index], most, curves[index]) - pulls[index]
            pulls[index] += change
            step = change * sign
            for i, v in values:
                weights[i] += step * v
    return weights


def best_pull(margin: float, pull: float, most: float, curve: float) -> float:
    """Return the pull p that solves p = most / (1 + exp(margin + (p - pull) * curve))."""
    low, high = 0.0, most
    best = pull or most / 2
    for _ in range(_PULL_STEPS):
        share = 1.0 / (1.0 + exp(min(margin + (best - pull) * curve, 50.0)))
        gap = best - most * share
        low, high = (low, best) if gap > 0 else (best, high)
        best -= gap / (1.0 + most * share * (1.0 - share) * curve)
        if not low < best < high:
            best = (low + high) / 2
        if abs(gap) < _NEAR:
            break
    return best


def _frequent(examples: Sequence[Example], sources: int) -> set[str]:
    """Return the features that occur in at least so many different sources."""
    seen = {(name, example.source) for example in examples for name in example.features}
    counts = Counter(name for name, _ in seen)
    return {name for name, count in counts.items() if count >= sources}
