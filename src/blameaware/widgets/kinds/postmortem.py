"""The capstone editor: a whole postmortem, with what the word check sees while one writes."""

from collections.abc import Mapping
from typing import Any

from blameaware.bank import Judgment
from blameaware.bank.judging.postmortem import MOST_CHARACTERS
from blameaware.bank.judging.values import table, text
from blameaware.bank.models import Postmortem
from blameaware.bank.wording import say
from blameaware.language import PATTERNS, analyze
from blameaware.widgets.exercise_card import Exercise

MOST_LOOKS = 30


class PostmortemCard(Exercise):
    """Text, contributing factors, actions."""

    front = "postmortem"
    item: Postmortem

    def draw(self) -> dict[str, Any]:
        """Return the text as it was and the facts."""
        return {
            "title": self.item.title,
            "title_text": self.item.title,
            "context": self.item.context,
            "text": self.item.text.strip(),
            "facts": list(self.item.facts),
            "fact_sheet": list(self.item.fact_sheet),
        }

    def models(self) -> tuple[str, ...]:
        """Return model sections, factors and actions, each as one text."""
        good = self.item.models
        if good is None:
            return ()
        factors = say("Contributing factors: {list}", list=" · ".join(good.factors))
        return (*good.sections, factors, say("Actions: {list}", list=" · ".join(good.actions)))

    def own_text(self, value: Any) -> str:  # noqa: ANN401, ARG002  JSON of the kind
        """Return nothing: the learner's own text stands above anyway, and is long."""
        return ""

    def do_look(self, _message: Mapping[str, Any]) -> None:
        """Tell what the word check sees in the text as it is."""
        if not self.graded:
            self.tell(**self._looks(self.answer.get("value")))

    def _looks(self, value: Any) -> dict[str, Any]:  # noqa: ANN401  JSON of the kind
        draft = text(table(value).get("text"))[:MOST_CHARACTERS]
        found = [f for f in analyze(draft).findings if f.severity != "advice"]
        looks: dict[str, dict[str, str]] = {}
        for f in found:
            looks.setdefault(f.text, {"words": f.text, "reason": f.reason, "question": f.question})
        return {"look": list(looks.values())[:MOST_LOOKS], "looked": True}

    def judgment_parts(self, value: Any, judgment: Judgment) -> dict[str, Any]:  # noqa: ANN401
        """Return the notes on facts, factors and actions; findings stand beside the text."""
        parts = super().judgment_parts(value, judgment)
        facts = set(self.item.facts)
        kept = [n.tag for n in judgment.notes if n.kind == "good" and n.tag in facts]
        looks = self._looks(value)
        # Findings stand beside the text and facts above it: the list below only counts the facts.
        shown = facts | set(PATTERNS)
        notes = [note for note in parts["notes"] if note["tag"] not in shown]
        missing = len(facts) - len(kept)
        if judgment.done and notes and missing:
            told = say(
                "{n} of {m} facts are not found yet: they have no check mark above.",
                n=missing,
                m=len(facts),
            )
            notes.insert(0, {"text": told, "tag": "facts", "kind": "look"})
        return {**parts, "notes": notes, "kept": kept, **looks}
