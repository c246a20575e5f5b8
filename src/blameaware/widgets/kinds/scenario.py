"""A conversation that branches; the whole of it is in the view, so that it runs at once."""

from collections.abc import Mapping
from typing import Any

from blameaware.bank import Judgment, judge
from blameaware.bank.models import Scenario
from blameaware.bank.shape import plain
from blameaware.widgets.exercise_card import Exercise

PER_NODE = 0.5  # minutes


class ScenarioCard(Exercise):
    """What was said stays visible; each step can be taken back."""

    front = "scenario"
    item: Scenario

    def draw(self) -> dict[str, Any]:
        """Return the conversation."""
        return {
            "title": self.item.title,
            "title_text": self.item.title,
            "setting": self.item.setting,
            "role": self.item.role,
            "start": self.item.start,
            "nodes": [plain(node) for node in self.item.nodes],
        }

    def _on_answer(self, change: Mapping[str, Any]) -> None:
        """Keep the path; going back from an end takes back what was said about it."""
        super()._on_answer(change)
        if "good" in self.feedback and not judge(self.item, self.answer.get("value")).done:
            self.tell(good=None)

    def judgment_parts(self, value: Any, judgment: Judgment) -> dict[str, Any]:  # noqa: ANN401, ARG002
        """Return how it went, in a sentence; notes and lesson stand in the talk already."""
        return {"good": judgment.good} if judgment.done else {}
