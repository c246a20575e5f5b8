"""The learner's own change: the same questions before and after, with how sure they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blameaware.bank import Item, judge


@dataclass(frozen=True)
class Outcome:
    """One sitting. Shares 0 to 1; `sure_right` and `sure_other` are mean confidences, or None."""

    answered: int
    helped: int
    sure_right: float | None
    sure_other: float | None
    confident_slips: tuple[str, ...]  # ids answered otherwise while certain

    @property
    def share(self) -> float:
        """Return the share of answers that help."""
        return self.helped / self.answered if self.answered else 0.0


CERTAIN = 0.9


def outcome(items: Sequence[Item], given: Mapping[str, Any]) -> Outcome:
    """Judge one sitting: `given` is {item id: {"value": option id, "confidence": 0..1}}."""
    right: list[float] = []
    other: list[float] = []
    answered = helped = 0
    slips = []
    for item in items:
        entry = given.get(item.id)
        if not isinstance(entry, dict) or not isinstance(entry.get("value"), str):
            continue
        answered += 1
        good = judge(item, [entry["value"]]).score == 1
        helped += good
        sure = entry.get("confidence")
        if isinstance(sure, int | float) and not isinstance(sure, bool) and 0 <= sure <= 1:
            (right if good else other).append(float(sure))
            if sure >= CERTAIN and not good:
                slips.append(item.id)
    return Outcome(answered, helped, _mean(right), _mean(other), tuple(slips))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
