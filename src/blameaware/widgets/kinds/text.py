"""Ask and compose: a field for one's own text, judged by form and criteria."""

from collections.abc import Mapping
from typing import Any

from blameaware.bank.judging.values import texts
from blameaware.bank.models import Ask, Compose
from blameaware.bank.public import shuffled
from blameaware.bank.wording import say
from blameaware.widgets import place
from blameaware.widgets.exercise_card import Exercise


class AskCard(Exercise):
    """A who or why question to turn around, and a ladder of questions to build."""

    front = "ask"
    item: Ask

    def draw(self) -> dict[str, Any]:
        """Return the question, its situation, and the ladder's questions in mixed order."""
        rungs = {f"q{n}": rung.question for n, rung in enumerate(self.item.ladder, 1)}
        ladder = [{"id": name, "text": rungs[name]} for name in shuffled(list(rungs), self.item.id)]
        return {"statement": self.item.question, "context": self.item.context, "ladder": ladder}

    def _keep(self, *, tried: bool, **more: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
        """Keep the ladder's order beside the question."""
        order = texts(self.answer.get("ladder"))
        return super()._keep(tried=tried, ladder=order or None, **more)

    def answer_of(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer in a record, with the ladder's order."""
        order = texts(record.get("ladder"))
        return {**super().answer_of(record), **({"ladder": order} if order else {})}

    def changed(self, new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
        """Tell whether something changed that is worth keeping."""
        return super().changed(new, old) or new.get("ladder") != old.get("ladder")

    def do_ladder(self, _message: Mapping[str, Any]) -> None:
        """Tell what each rung does, and where it stands well."""
        self._keep(tried=False)
        given = texts(self.answer.get("ladder"))
        rungs = {f"q{n}": rung for n, rung in enumerate(self.item.ladder, 1)}
        good = list(rungs)
        notes = {}
        for index, name in enumerate(given):
            if name not in rungs or self.graded:
                continue
            fits = index < len(good) and good[index] == name
            side = (
                say("It could come earlier.")
                if good.index(name) < index
                else say("It could come later.")
            )
            text = rungs[name].feedback if fits else f"{side} {rungs[name].feedback}"
            notes[name] = {"text": text, "tag": name, "kind": "good" if fits else "look"}
        self.tell(rungs=notes, status=place.saved(self.where))


class ComposeCard(Exercise):
    """A text for a situation, with criteria to hold it against."""

    front = "compose"
    item: Compose

    def draw(self) -> dict[str, Any]:
        """Return the task and the criteria, without the words that show them."""
        return {
            "prompt": self.item.prompt,
            "context": self.item.situation,
            "must_have": [{"id": c.id, "text": c.text} for c in self.item.must_have],
            "must_not": [{"id": c.id, "text": c.text} for c in self.item.must_not],
        }
