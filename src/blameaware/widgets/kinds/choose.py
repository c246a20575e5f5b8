"""Choose one answer, or several."""

from typing import Any

from blameaware.bank import Judgment
from blameaware.bank.models import Choose
from blameaware.bank.public import mixed_options
from blameaware.bank.wording import say
from blameaware.widgets.exercise_card import TRIES_BEFORE_MODELS, Exercise, tries_of
from blameaware.widgets.strings import LABELS


class ChooseCard(Exercise):
    """Radio buttons or checkboxes; every answer has its own feedback."""

    front = "choose"
    confident = True
    item: Choose

    def draw(self) -> dict[str, Any]:
        """Return prompt and options, without what tells which help."""
        return {
            "label": say(LABELS["choose-many" if self.item.many else "choose"]),
            "prompt": self.item.prompt,
            "context": self.item.context,
            "many": self.item.many,
            "options": [{"id": o.id, "text": o.text} for o in mixed_options(self.item)],
        }

    def judgment_parts(self, value: Any, judgment: Judgment) -> dict[str, Any]:  # noqa: ANN401
        """Return the notes on the picked answers; on all after a full score or two tries."""
        parts = super().judgment_parts(value, judgment)
        record = self.where.get(self.key) or {}
        if judgment.done and (judgment.score == 1 or tries_of(record) >= TRIES_BEFORE_MODELS):
            told = {note["tag"] for note in parts["notes"]}
            parts["notes"] += [
                {
                    "text": option.feedback,
                    "tag": option.id,
                    "kind": "good" if option.good else "look",
                }
                for option in self.item.options
                if option.id not in told
            ]
        return parts
