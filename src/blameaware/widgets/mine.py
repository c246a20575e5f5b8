"""My answers: what is kept, as a card with download, load and forget."""

from collections.abc import Mapping
from typing import Any

from blameaware.answers.progress import unknown_ids
from blameaware.answers.records import NewerSchemaError, UnreadableError
from blameaware.bank.index import index
from blameaware.bank.wording import say
from blameaware.widgets import place
from blameaware.widgets.card import Card
from blameaware.widgets.exercise_card import restore_all

LONGEST_NAME = 100  # characters


class AnswersCard(Card):
    """Download, load or forget the answers, all of them or those of one assignment."""

    front = "answers"

    def __init__(self, assignment: str | None = None) -> None:
        """Show what is kept; `assignment` narrows the download to one."""
        self.assignment = assignment
        self.where = place.store()
        label = (
            say("Your answers to “{name}”", name=assignment) if assignment else say("Your answers")
        )
        super().__init__({"kind": "answers", "label": label, "narrow": bool(assignment)})
        self._tell()
        self.where.watchers.add(self)

    def store_changed(self) -> None:
        """Count again."""
        self._tell(self.feedback.get("status", ""))

    def _mine(self, name: str) -> bool:
        return self.assignment is None or name.startswith(f"{self.assignment}/")

    def _tell(self, status: str = "") -> None:
        answers = {k: v for k, v in self.where.answers().items() if self._mine(k)}
        count = len(answers)
        if count == 0:
            summary = say("Nothing is kept yet.")
        elif count == 1:
            summary = say("1 answer is kept, on this device only.")
        else:
            summary = say("{n} answers are kept, on this device only.", n=count)
        others = unknown_ids(answers, index())
        if len(others) == 1:
            summary += " " + say(
                "1 of them belongs to an exercise that this version does not have; it is kept."
            )
        elif others:
            summary += " " + say(
                "{n} of them belong to exercises that this version does not have; they are kept.",
                n=len(others),
            )
        aside = self.where.content.get("unreadable")
        if self.assignment is None and isinstance(aside, dict) and aside:
            summary += " " + say(
                "Entries that could not be read: {n}. They are kept in the file.", n=len(aside)
            )
        notices = " ".join(place.notice_text(notice) for notice in self.where.notices)
        told = {"summary": f"{summary} {notices}".strip(), "status": status}
        self.report({**told, "learner": self.where.learner() or ""})

    def do_name(self, message: Mapping[str, Any]) -> None:
        """Keep the name that goes into the file."""
        text = message.get("text")
        self.where.name(" ".join(text.split())[:LONGEST_NAME] if isinstance(text, str) else None)
        self._tell(place.saved(self.where))

    def do_download(self, _message: Mapping[str, Any]) -> None:
        """Send the file to the page, which hands it to the learner."""
        more = {"assignment": self.assignment} if self.assignment else {}
        name = f"answers-{self.assignment}.json" if self.assignment else "answers.json"
        self.send({"save": {"name": name, "text": self.where.export(self._mine, **more)}})
        self._tell(say("Downloaded as {name}", name=name))

    def do_load(self, message: Mapping[str, Any]) -> None:
        """Take in a file that was saved before; later answers win."""
        text = message.get("text")
        try:
            count = self.where.merge(text if isinstance(text, str) else "")
        except NewerSchemaError:
            self._tell(
                say("This file comes from a newer version of the course. Nothing was changed.")
            )
            return
        except UnreadableError:
            self._tell(say("This is no answers file of the course. Nothing was changed."))
            return
        restore_all()
        self._tell(say("{n} answers were taken in from the file.", n=count))

    def do_forget(self, _message: Mapping[str, Any]) -> None:
        """Forget everything that is shown here."""
        if self.assignment is None:
            self.where.reset()
            self.where.name(None)
        else:
            for name in list(self.where.answers()):
                if self._mine(name):
                    self.where.reset(name)
        restore_all()
        self._tell(say("Your answers are gone from this device."))

    def fallback(self) -> str:
        """Return a sentence for a page without JavaScript."""
        return f"<p>{say('Your answers are kept on this device once the page is live.')}</p>"


def my_answers(assignment: str | None = None) -> AnswersCard:
    """Show what is kept of the learner's answers; of one assignment when it is named."""
    return AnswersCard(assignment)
