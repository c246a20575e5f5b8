"""The learned part of the judge: three yes-or-no decisions, each a weighted sum of features.

"off_topic": is this about something else? "still_blames": does it fault somebody?
"loses_facts": are too few of the facts left? The weights are data/rewrite_weights.json,
written by `python -m blameaware.language.rewrite_train`.
"""

from collections.abc import Mapping
from functools import cache
from math import exp
from typing import NamedTuple

from blameaware.language.rewrite_data import weights
from blameaware.language.rewrite_task import Outcome

DECISIONS: tuple[Outcome, ...] = ("off_topic", "still_blames", "loses_facts")
_FARTHEST = 30.0


class Decision(NamedTuple):
    """One learned decision: a weight for each feature, and the probability from which it is yes."""

    weights: Mapping[str, float]
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        """Return 0..1, how likely the answer is yes."""
        return squash(sum(self.weights.get(name, 0.0) * v for name, v in features.items()))

    def reasons(self, features: Mapping[str, float]) -> list[tuple[float, str]]:
        """Return what spoke for yes, strongest first, as (weight, feature)."""
        parts = ((self.weights.get(name, 0.0) * v, name) for name, v in features.items())
        return sorted((part for part in parts if part[0] > 0), reverse=True)


def choose(chances: Mapping[str, float], limits: Mapping[str, float]) -> Outcome:
    """Return the verdict that the probabilities of the three decisions give.

    They are asked in this order: a text about something else is not judged further, and one
    that faults somebody is told so first, whatever facts it lost.
    """
    for name in DECISIONS:
        if chances[name] >= limits[name]:
            return name
    return "pass"


def squash(total: float) -> float:
    """Return the probability that a sum of weights stands for."""
    return 1.0 / (1.0 + exp(-max(-_FARTHEST, min(_FARTHEST, total))))


@cache
def decisions() -> dict[str, Decision]:
    """Return the decisions by name."""
    data = weights("rewrite_weights")
    return {name: Decision(_by_feature(data[name]), data[name]["threshold"]) for name in DECISIONS}


def _by_feature(data: Mapping[str, Mapping[str, str]]) -> dict[str, float]:
    """Return feature -> weight; the file lists the features of each weight, which is shorter."""
    groups = data["weights"].items()
    return {name: float(weight) for weight, names in groups for name in names.split("\t")}
