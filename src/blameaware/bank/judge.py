"""One pure function for every kind: `judge(item, value)`. Widgets and grading both use it.

The value may be anything that JSON can hold: a file may have been edited, cut short or written by
another version. What does not fit counts as no answer; nothing here raises because of a value.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from blameaware.bank.judgment import Judgment, Note
from blameaware.bank.models import Item

__all__ = ["Judgment", "Note", "judge"]

# Loaded when first needed: the engine behind rewriting takes longer to load than all the rest.
JUDGES = {
    "rewrite": "blameaware.bank.judging.rewrite",
    "ask": "blameaware.bank.judging.ask",
    "compose": "blameaware.bank.judging.compose",
    "spot": "blameaware.bank.judging.spot",
    "choose": "blameaware.bank.judging.choose",
    "order": "blameaware.bank.judging.order",
    "match": "blameaware.bank.judging.pairing",
    "sort": "blameaware.bank.judging.pairing",
    "scenario": "blameaware.bank.judging.scenario",
    "postmortem": "blameaware.bank.judging.postmortem",
    "plan": "blameaware.bank.judging.plan",
}


def judge(item: Item, value: Any) -> Judgment:  # noqa: ANN401  whatever a file held
    """Return the judgment of one answer. `value` is as the answers file holds it, by kind."""
    judging: Callable[[Item, Any], Judgment] = import_module(JUDGES[item.kind]).judge
    return judging(item, value)
