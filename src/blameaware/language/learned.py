"""The learned part: a linear model over features, in pure Python, that can point at its words.

Two sums are joined. One runs over all features. The other, the evidence, looks only at the
cues: how much more often than not has this cue stood in a blaming sentence? A cue is seen far
more often than a wording, so the evidence holds where the wording is new.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import repeat
from math import exp, fsum, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from blameaware.language.features import Feature
from blameaware.language.lexicon import lexicon
from blameaware.language.tagger import Reading

WEIGHTS = Path(__file__).parent / "data" / "weights.json"
SCALE = 100  # weights are stored as whole hundredths
CUE = "q:"  # how the names of features begin that stand for a cue
NO_CUE = -1.5  # the evidence where there is no cue at all
_CUT = 2  # hundredths that a word has to bring to belong to the span
_SHORTEST = 2
_LEAD = 3  # a field's name is this short


class Evidence(NamedTuple):
    """What the cues of a sentence say together, in log odds."""

    strongest: float
    towards: float  # sum of the cues that speak for blame
    against: float  # sum of those that speak against it


class Model(NamedTuple):
    """Weights by feature name, in whole hundredths: their sum is the same in every order."""

    weights: dict[str, int]
    bias: float
    odds: dict[str, float]
    mix: list[float]  # bias, then the shares of margin, strongest, towards, against
    threshold: float
    patterns: list[str]
    kind_bias: list[float]


@cache
def _stored() -> dict[str, Any]:
    """Return the file of weights as read."""
    data: dict[str, Any] = json.loads(WEIGHTS.read_text("utf-8"))
    return data


@cache
def model() -> Model:
    """Return the trained model, read once."""
    data = _stored()
    return Model(
        dict(_named(data["weights"])),
        data["bias"],
        data["odds"],
        data["mix"],
        data["threshold"],
        data["patterns"],
        data["kind_bias"],
    )


@cache
def _kinds() -> dict[str, list[tuple[int, int]]]:
    """Return for every feature (pattern number, weight); read when the first blame is found."""
    kinds: dict[str, list[tuple[int, int]]] = {}
    for number, row in enumerate(_stored()["kinds"]):
        for name, weight in _named(row):
            kinds.setdefault(name, []).append((number, weight))
    return kinds


def _named(families: dict[str, dict[str, str]]) -> Iterator[tuple[str, int]]:
    """Return (feature name, weight) for what is stored as family -> weight -> names."""
    for family, groups in families.items():
        for stored, rest in groups.items():
            weight = int(stored)
            for name in rest.split("\t"):
                yield family + name, weight


def names(found: Sequence[Feature]) -> set[str]:
    """Return the different names among the features."""
    return {name for name, _, _ in found}


def score(present: set[str]) -> float:
    """Return how far the sentence leans to blame; above the model's threshold it is blame."""
    known = model()
    total = sum(map(known.weights.get, present, repeat(0)))
    margin = total / SCALE / sqrt(len(present) or 1) + known.bias
    return mix(known.mix, margin, evidence(known.odds, present))


def evidence(odds: dict[str, float], present: Iterable[str]) -> Evidence:
    """Return what the cues among the features say."""
    found = [odds[name] for name in present if name in odds]
    return Evidence(
        max(found, default=NO_CUE), fsum(x for x in found if x > 0), fsum(x for x in found if x < 0)
    )


def mix(shares: Sequence[float], margin: float, cues: Evidence) -> float:
    """Join the margin of all features with the evidence of the cues."""
    return (
        shares[0]
        + shares[1] * margin
        + shares[2] * cues.strongest
        + shares[3] * cues.towards
        + shares[4] * cues.against
    )


def likely_patterns(present: set[str]) -> list[tuple[float, str]]:
    """Return (share, pattern id) for every pattern, the likeliest first; shares add up to one."""
    known = model()
    brought = [0] * len(known.patterns)
    for row in filter(None, map(_kinds().get, present)):
        for number, weight in row:
            brought[number] += weight
    size = SCALE * sqrt(len(present) or 1)
    sums = [own / size + bias for own, bias in zip(brought, known.kind_bias, strict=True)]
    top = max(sums)
    shares = [exp(total - top) for total in sums]
    whole = sum(shares)
    return sorted(
        ((share / whole, name) for share, name in zip(shares, known.patterns, strict=True)),
        key=lambda pair: (-pair[0], pair[1]),
    )


def span(reading: Reading, found: Sequence[Feature]) -> tuple[int, int]:
    """Return (first, past last) of the run of words that brings the most to the score."""
    gains = _gains(len(reading.tokens), found)
    best, best_first, best_last = float("-inf"), 0, len(gains)
    total, first = 0.0, 0
    for place, gain in enumerate(gains):
        if total <= 0:
            total, first = 0.0, place
        total += gain - _CUT
        if total > best:
            best, best_first, best_last = total, first, place + 1
    return _trimmed(reading, best_first, best_last)


def _gains(size: int, found: Sequence[Feature]) -> list[float]:
    """Share every feature's weight among the words that it comes from."""
    weight_of = model().weights.get
    gains = [0.0] * size
    for name, first, last in dict.fromkeys(found):
        weight = weight_of(name)
        if weight is None:
            continue
        if last - first == 1:
            if first < size:
                gains[first] += weight
        elif last > first:
            part = weight / (last - first)
            for place in range(first, min(last, size)):
                gains[place] += part
    return gains


@cache
def _groups_bits() -> int:
    """Articles and prepositions, with which a span does not end."""
    return lexicon().bit["det"] | lexicon().bit["prep"]


def _trimmed(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Leave out marks and a leading "Cause:", and never return less than a word."""
    kinds = [token.kind for token in reading.tokens]
    lead = reading.norms[first : min(first + _LEAD, last - 1)]
    if ":" in lead:
        first += lead.index(":") + 1
    while last - first > 1 and kinds[first] == "mark":
        first += 1
    small = _groups_bits()
    while last - first > 1 and (kinds[last - 1] == "mark" or reading.masks[last - 1] & small):
        last -= 1
    if last - first < _SHORTEST and last < len(kinds) and kinds[last] != "mark":
        last += 1
    return first, last
