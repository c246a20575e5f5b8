"""The test before and after: the same questions, and then the learner's own change."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from blameaware.answers.change import Outcome, outcome
from blameaware.bank import item
from blameaware.bank.models import Choose
from blameaware.bank.public import mixed_options
from blameaware.bank.wording import say
from blameaware.widgets import place
from blameaware.widgets.plain_page import ul
from blameaware.widgets.sheet import Sheet
from blameaware.widgets.strings import confidence

# One question for each of ten misconceptions, spread over the chapters.
QUESTIONS = (
    "ch-accountability",
    "ch-more-reports",
    "ch-human-error-finding",
    "ch-one-root-cause",
    "ch-name-or-blame",
    "ch-only-passive",
    "ch-five-whys",
    "ch-safety-nice",
    "ch-small-incidents",
    "ch-measures-person",
)


def questions(ids: Sequence[str] = QUESTIONS) -> list[Choose]:
    """Return the test's items."""
    found = [item(name) for name in ids]
    return [question for question in found if isinstance(question, Choose)]


class QuizCard(Sheet):
    """Ten questions with one answer each. `when` is “pre” or “post”."""

    kind = "quiz"
    front = "quiz"

    def __init__(self, when: str) -> None:
        """Show the questions; the post-test also the change since the pre-test."""
        self.when = when
        self.items = questions()
        before = when == "pre"
        intro = (
            say("Before you start: what do you think today? Nothing is scored, and nobody sees it. "
                "At the end of the course you meet the same questions again.")
            if before
            else say("The same questions as at the start. Then you see your own change.")
        )  # fmt: skip
        view = {
            "label": say("Before the course") if before else say("After the course"),
            "intro": intro,
            "questions": [
                {
                    "id": question.id,
                    "prompt": question.prompt,
                    "options": [{"id": o.id, "text": o.text} for o in mixed_options(question)],
                }
                for question in self.items
            ],
            "sure": confidence(),
        }
        super().__init__(f"{when}test", view)
        if not before and (self.where.get(self.key) or {}).get("checked"):
            self.safely(self.refresh, "restore")

    def do_check(self, _message: Mapping[str, Any]) -> None:
        """Keep the answers; after the course show the change."""
        self.where.put(self.key, self.kind, self.values, tried=True, checked=True)
        if self.when == "pre":
            told = say("Thank you. Your answers wait for you at the end of the course.")
            self.tell(good=told, status=place.saved(self.where))
            return
        self.refresh()
        self.tell(status=place.saved(self.where))

    def refresh(self) -> None:
        """Show the change since the pre-test."""
        if self.when == "pre" or not self.values:
            return
        before = (self.where.get("pretest") or {}).get("value")
        first = outcome(self.items, before if isinstance(before, dict) else {})
        second = outcome(self.items, self.values)
        result = {"text": _told(first, second), "tables": [_table(first, second)]}
        self.tell(good=_good(first, second), result=result, notes=self._notes())

    def _notes(self) -> list[dict[str, str]]:
        """Return for each answer that does not help yet what it does."""
        notes = []
        for question in self.items:
            given = self.values.get(question.id)
            value = given.get("value") if isinstance(given, dict) else None
            option = next((o for o in question.options if o.id == value), None)
            if option and not option.good:
                notes.append({"text": option.feedback, "tag": question.id, "kind": "look"})
        return notes

    def fallback(self) -> str:
        """Return the questions as plain HTML, without answers."""
        rows = "".join(
            f"<li>{escape(q.prompt)}{ul(option.text for option in q.options)}</li>"
            for q in self.items
        )
        return f"<p>{escape(self.view['intro'])}</p><ol>{rows}</ol>"


def _good(first: Outcome, second: Outcome) -> str:
    if not first.answered:
        return say("You have answered {n} questions.", n=second.answered)
    if second.share > first.share:
        return say("You see it differently now than at the start.")
    return say("You have looked at all of it twice.")


def _told(first: Outcome, second: Outcome) -> list[str]:
    told = [say("After the course {n} of {m} answers help.", n=second.helped, m=second.answered)]
    if first.answered:
        told.insert(
            0, say("Before the course {n} of {m} answers helped.", n=first.helped, m=first.answered)
        )
    else:
        told.append(say("There are no answers from before, so there is no change to show."))
    if second.confident_slips:
        told.append(
            say("You were certain {n} times where another answer helps more. Look at those first: "
                "a note stands under each.",
                n=len(second.confident_slips))
        )  # fmt: skip
    return told


def _table(first: Outcome, second: Outcome) -> dict[str, Any]:
    def percent(value: float | None) -> str:
        return "–" if value is None else f"{value:.0%}"

    rows = [
        [
            say("Answers that help"),
            percent(first.share if first.answered else None),
            percent(second.share),
        ],
        [
            say("How sure, where the answer helps"),
            percent(first.sure_right),
            percent(second.sure_right),
        ],
        [say("How sure, where it does not"), percent(first.sure_other), percent(second.sure_other)],
    ]
    return {
        "caption": say("Your change"),
        "head": [say("What"), say("Before"), say("After")],
        "rows": rows,
    }


def pretest() -> QuizCard:
    """Show the test before the course; it is not scored."""
    return QuizCard("pre")


def posttest() -> QuizCard:
    """Show the test after the course, and the learner's own change."""
    return QuizCard("post")
