"""Progress, review, certificate: what the answers file says, as cards."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

import ipywidgets

from blameaware.answers import certificate as certificates
from blameaware.answers.progress import Standing, standing
from blameaware.answers.review import due_items, due_on
from blameaware.bank.check import OBJECTIVES
from blameaware.bank.index import index
from blameaware.bank.wording import later, say
from blameaware.widgets import place
from blameaware.widgets.card import Card
from blameaware.widgets.cards import exercise
from blameaware.widgets.sheet import Sheet

TITLES = {
    "00-start-here": later("Start here"),
    "01-what-blame-costs": later("What blame costs"),
    "02-two-views-of-error": later("Two views of error"),
    "03-hearing-blame": later("Hearing blame"),
    "04-rewriting": later("Rewriting"),
    "05-asking": later("Asking"),
    "06-winning-leaders": later("Winning leaders"),
    "07-winning-the-team": later("Winning the team"),
    "08-start-small-spread": later("Start small, spread"),
    "09-when-it-goes-wrong": later("When it goes wrong"),
    "10-capstone": later("Capstone"),
}
AT_ONCE = 5  # exercises that a review shows


def today() -> date:
    """Return the learner's day."""
    return date.today()


class ProgressCard(Card):
    """A row for each chapter: done, mastered, due, time."""

    front = "report"

    def __init__(self) -> None:
        """Count what is in the store."""
        self.where = place.store()
        intro = say("Done: checked at least once. Mastered: 80 percent or more. Due: look again.")
        super().__init__({"kind": "report", "label": say("Your progress"), "intro": intro})
        self.store_changed()
        self.where.watchers.add(self)

    def store_changed(self) -> None:
        """Count again."""
        answers, day = self.where.answers(), today()
        entries = list(index().values())
        rows = [
            standing(name, [e for e in entries if e.objective == name], answers, day)
            for name in OBJECTIVES
        ]
        rows = [row for row in rows if row.items]
        whole = standing(say("All chapters"), entries, answers, day)
        head = [say("Chapter"), say("Done"), say("Mastered"), say("Due"), say("Minutes")]
        table = {
            "caption": say("Your progress by chapter"),
            "head": head,
            "rows": [_row(row) for row in (*rows, whole)],
        }
        told = say(
            "{n} of {m} exercises done, {k} mastered.",
            n=whole.done,
            m=whole.items,
            k=whole.mastered,
        )
        self.tell(result={"text": [told], "tables": [table]})

    def fallback(self) -> str:
        """Return a sentence: without JavaScript there is no progress."""
        return f"<p>{escape(say('Your progress is shown here once the page is live.'))}</p>"


def _row(row: Standing) -> list[str]:
    title = TITLES.get(row.name)
    name = f"{int(row.name[:2])}. {say(title)}" if title else row.name
    done = say("{n} of {m}", n=row.done, m=row.items)
    return [name, done, str(row.mastered), str(row.due), str(round(row.seconds / 60))]


def progress() -> ProgressCard:
    """Show what is done, mastered, due again, and the time spent."""
    return ProgressCard()


def _due_words(count: int) -> str:
    if count == 1:
        return say("One exercise is due again.")
    if count <= AT_ONCE:
        return say("{n} exercises are due again.", n=count)
    return say("{n} exercises are due again. Here are the first {m}.", n=count, m=AT_ONCE)


class ReviewCard(Card):
    """Says what is due today and what comes next."""

    front = "report"

    def __init__(self, due: list[str], later: Mapping[str, date]) -> None:
        """Tell about `due` ids, and the days of those that come `later`."""
        if due:
            intro = _due_words(len(due))
        elif later:
            day = min(later.values())
            intro = say("Nothing is due today. Next: {day}.", day=day.isoformat())
        else:
            intro = say("Nothing is due. What you miss comes back here after 1, 3 and 7 days.")
        super().__init__({"kind": "report", "label": say("Review"), "intro": intro})

    def fallback(self) -> str:
        """Return the sentence as plain HTML."""
        return f"<p>{escape(self.view['intro'])}</p>"


def review() -> ipywidgets.VBox:
    """Show the exercises that are due again, longest waiting first."""
    answers = place.store().answers()
    known = {name: record for name, record in answers.items() if name in index()}
    day = today()
    due = due_items(known, day)
    waiting = {name: when for name, r in known.items() if (when := due_on(r)) and when > day}
    cards = [exercise(name, anew=True) for name in due[:AT_ONCE]]
    return ipywidgets.VBox([ReviewCard(due, waiting), *cards])


class CertificateCard(Sheet):
    """A certificate of completion, once every chapter has some exercises done."""

    kind = "certificate"
    front = "report"

    def __init__(self) -> None:
        """Ask for the name and say what is still open."""
        label = say("Name on the certificate")
        fields = [{"id": "name", "type": "line", "label": label, "value": "", "most": 80}]
        view = {
            "label": say("Certificate"),
            "intro": say("It states that you completed the course, and claims no more."),
            "fields": fields,
            "action": say("Make my certificate"),
        }
        super().__init__("certificate", view)
        self._tell()

    def _tell(self, **more: Any) -> None:  # noqa: ANN401  JSON
        found = certificates.completion(self.where.answers())
        if found.complete:
            text = [say("Every chapter is completed.")]
        else:
            names = ", ".join(str(int(name[:2])) for name in found.missing)
            text = [
                say(
                    "Still open: chapters {names}. Each needs {n} exercises checked.",
                    names=names,
                    n=certificates.EACH,
                )
            ]
        self.tell(result={"text": text, **more})

    def _on_answer(self, change: Mapping[str, Any]) -> None:
        """Keep the name; a certificate that was made for another one is no longer offered."""
        super()._on_answer(change)
        self._tell()

    def do_run(self, _message: Mapping[str, Any]) -> None:
        """Write the certificate, or say what is missing."""
        answers = {k: v for k, v in self.where.answers().items() if k in index()}
        found = certificates.completion(answers)
        name = self.values.get("name")
        name = " ".join(name.split())[:80] if isinstance(name, str) else ""
        if not found.complete:
            self._tell()
            self.tell(status=say("Not yet: some chapters are open."))
            return
        if not name:
            self.tell(status=say("Write the name first."))
            return
        day = today().isoformat()
        code = certificates.code_of(self.where.answers(), name, day)
        count = sum(found.done.values())
        file = {
            "label": say("Save the certificate"),
            "name": "certificate.html",
            "type": "text/html",
            "text": certificates.page(name, day, count, code),
        }
        keep = say("Download your answers today as well: the code fits them as they are now.")
        self._tell(files=[file], after=[say("Code: {code}", code=code), keep])
        self.tell(status=say("Ready to save and print"))

    def fallback(self) -> str:
        """Return a sentence."""
        return f"<p>{escape(self.view['intro'])}</p>"


def certificate() -> CertificateCard:
    """Show the certificate of completion."""
    return CertificateCard()
