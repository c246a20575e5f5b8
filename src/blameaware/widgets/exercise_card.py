"""An item of the bank as a card: judged here, kept in the store, restored on the next visit."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from weakref import WeakSet

from blameaware.answers import Store, review
from blameaware.answers.records import moment_of
from blameaware.bank import Item, Judgment, judge
from blameaware.bank.wording import say
from blameaware.widgets import place
from blameaware.widgets.card import Card
from blameaware.widgets.plain_page import page_of
from blameaware.widgets.strings import LABELS, confidence

TRIES_BEFORE_MODELS = 2
MOST_SECONDS = 4 * 3600  # more on one item than this is a clock, not a learner
MINUTES = {"rewrite": 4, "spot": 2, "ask": 3, "choose": 1, "order": 2, "match": 2, "sort": 2,
           "scenario": 5, "compose": 6, "postmortem": 45, "plan": 15}  # fmt: skip


# Every exercise of this process, to draw anew when answers were loaded or forgotten.
SHOWN: "WeakSet[Exercise]" = WeakSet()


def restore_all() -> None:
    """Draw every shown exercise from the store again."""
    for shown in list(SHOWN):
        shown.safely(shown.restore, "restore")


class Exercise(Card):
    """One item: `draw` gives its view, `tell_judgment` its feedback; the rest is the same for all.

    A graded item (`graded` true) is only kept, never judged.
    """

    confident: ClassVar[bool] = False

    def __init__(
        self,
        item: Item,
        *,
        key: str = "",
        graded: bool = False,
        anew: bool = False,
        where: Store | None = None,
    ) -> None:
        """Show an item and restore its answer from the store.

        `key` is the name of its record (by default the item's id; "assignment/item" when graded).
        With `anew`, an answer of another day is kept but not shown: a review asks again.
        """
        self.item, self.key, self.graded = item, key or item.id, graded
        self.where = where if where is not None else place.store()
        self._seconds = 0.0
        self._setting = False
        record = self.where.get(self.key) or {}
        if anew and not _of_today(record):
            record = {}
        super().__init__(self._view(), self.answer_of(record))
        self.safely(lambda: self._restore(record), "restore")
        self.observe(self._on_answer, names="answer")
        SHOWN.add(self)

    # --- for each kind ----------------------------------------------------------------------

    def draw(self) -> dict[str, Any]:
        """Return what this kind's front end needs beyond the common part of the view."""
        raise NotImplementedError

    def hints(self) -> tuple[str, ...]:
        """Return the item's hints, from gentle to concrete."""
        return getattr(self.item, "hints", ())

    def models(self) -> tuple[str, ...]:
        """Return good answers to show beside the learner's own."""
        found = getattr(self.item, "models", ())
        return found if isinstance(found, tuple) else ()

    def own_text(self, value: Any) -> str:  # noqa: ANN401  JSON of the kind
        """Return the learner's answer as a text to stand beside the models."""
        return value if isinstance(value, str) else ""

    def judgment_parts(self, value: Any, judgment: Judgment) -> dict[str, Any]:  # noqa: ANN401, ARG002
        """Return the parts of the feedback that tell a judgment."""
        notes = [{"text": n.text, "tag": n.tag, "kind": n.kind} for n in judgment.notes]
        return {"good": judgment.good, "notes": notes}

    def answer_of(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer trait for a record of the store."""
        answer: dict[str, Any] = {"n": 0}
        if "value" in record and record.get("kind") == self.item.kind:
            answer["value"] = record["value"]
        sure = _share(record.get("confidence"))
        return answer if sure is None else {**answer, "confidence": sure}

    def changed(self, new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
        """Tell whether something changed that is worth keeping."""
        return any(new.get(name) != old.get(name) for name in ("value", "confidence"))

    # --- the view ---------------------------------------------------------------------------

    def _view(self) -> dict[str, Any]:
        kind = self.item.kind
        view = {
            "id": self.key,
            "kind": kind,
            "label": say(LABELS[kind]),
            "meta": [_minutes(MINUTES[kind])],
            "hints": 0 if self.graded else len(self.hints()),
            "graded": self.graded,
            **self.draw(),
        }
        if self.confident and not self.graded:
            view["confidence"] = confidence()
        return view

    def fallback(self) -> str:
        """Return the item as plain HTML; a graded one without any answer."""
        return page_of(self.item, graded=self.graded)

    # --- what the learner does --------------------------------------------------------------

    def _on_answer(self, change: Mapping[str, Any]) -> None:
        if self._setting:
            return
        new, old = change["new"], change["old"]
        if self.changed(new, old if isinstance(old, dict) else {}):
            self._keep(tried=False)
            self.tell(status=place.saved(self.where))

    def _keep(self, *, tried: bool, **more: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
        before = self.where.get(self.key) or {}
        if _of_another_kind(before, self.item.kind):
            # Another version had another exercise under this id: what was done there stays.
            more["other_version"] = {name: before.get(name) for name in ("kind", "value")}
        return self.where.put(
            self.key,
            self.item.kind,
            self.answer.get("value"),
            tried=tried,
            confidence=_share(self.answer.get("confidence")),
            seconds=self._all_seconds(before),
            **more,
        )

    def _all_seconds(self, before: Mapping[str, Any]) -> int | None:
        """Return the record's seconds and those since the last change on this page."""
        now = self.answer.get("seconds")
        now = float(now) if isinstance(now, int | float) and 0 <= now <= MOST_SECONDS else 0.0
        known = before.get("seconds")
        known = known if type(known) is int else 0
        step = max(0.0, now - self._seconds)
        if step >= 1:
            self._seconds += int(step)
            known += int(step)
        return known or None

    def do_check(self, _message: Mapping[str, Any]) -> None:
        """Judge the answer, keep the result, tell it."""
        if self.graded:
            self._keep(tried=True)
            self.tell(status=place.saved(self.where))
            return
        value = self.answer.get("value")
        judgment = judge(self.item, value)
        record = self._keep_judged(judgment)
        parts = self.judgment_parts(value, judgment)
        self.report(self._told(parts, record, judgment))

    def _keep_judged(self, judgment: Judgment) -> dict[str, Any]:
        if not judgment.done:
            return self._keep(tried=False)
        before = self.where.get(self.key) or {}
        best = max(judgment.score, _share(before.get("best")) or 0.0)
        plan = review.after(before, judgment.score, date.today())
        checked = {"score": round(judgment.score, 3), "best": round(best, 3), "checked": True}
        return self._keep(tried=True, review=plan, **checked)

    def _told(
        self, parts: Mapping[str, Any], record: Mapping[str, Any], judgment: Judgment
    ) -> dict[str, Any]:
        """Return the whole feedback: the judgment, hints so far, models once they are due."""
        told = {**parts, "score": round(judgment.score, 3), "status": place.saved(self.where)}
        hints = record.get("hints")
        if type(hints) is int and hints > 0:
            told["hints"] = list(self.hints()[:hints])
        passed = judgment.score >= review.MASTERED
        if judgment.done and (passed or tries_of(record) >= TRIES_BEFORE_MODELS):
            told.update(self.shown_models())
        return told

    def shown_models(self) -> dict[str, Any]:
        """Return the feedback parts that show good answers beside the learner's own."""
        if not self.models():
            return {}
        return {"models": list(self.models()), "own": self.own_text(self.answer.get("value"))}

    def do_hint(self, _message: Mapping[str, Any]) -> None:
        """Show one more hint."""
        record = self.where.get(self.key) or {}
        seen = record.get("hints")
        shown = min((seen if type(seen) is int else 0) + 1, len(self.hints()))
        self._keep(tried=False, hints=shown)
        self.tell(hints=list(self.hints()[:shown]), status=place.saved(self.where))

    def do_reset(self, _message: Mapping[str, Any]) -> None:
        """Forget the answer and start over."""
        self.where.reset(self.key)
        self.restore()
        self.tell(status=say("Cleared"))

    def do_reread(self, _message: Mapping[str, Any]) -> None:
        """Read the answer again: another tab has changed the file."""
        self.restore()

    def restore(self) -> None:
        """Draw answer and feedback from the store again."""
        record = self.where.get(self.key) or {}
        self._seconds = 0.0
        self._setting = True
        try:
            self.replace_answer(self.answer_of(record))
        finally:
            self._setting = False
        self.report({})
        self._restore(record)

    # --- coming back ------------------------------------------------------------------------

    def _restore(self, record: Mapping[str, Any]) -> None:
        """Tell what the last check told; the answer itself is in the traits already."""
        if not record:
            if self.where.notices:
                self.report({"status": place.saved(self.where)})
            return
        if _of_another_kind(record, self.item.kind):
            told = say("What you did here belongs to another version of this exercise. It is kept.")
            self.report({"status": told})
            return
        if self.graded:
            self.report({"status": place.saved(self.where)})
            return
        if record.get("checked") is True:
            value = self.answer.get("value")
            judgment = judge(self.item, value)
            self.report(self._told(self.judgment_parts(value, judgment), record, judgment))
        elif type(record.get("hints")) is int:
            self.report({"hints": list(self.hints()[: record["hints"]])})


def tries_of(record: Mapping[str, Any]) -> int:
    """Return how often an answer was checked; whatever a file held."""
    tries = record.get("tries")
    return tries if type(tries) is int else 0


def _of_today(record: Mapping[str, Any]) -> bool:
    """Tell whether a record was made today, on the learner's calendar."""
    made = moment_of(record)
    return made is not None and made.astimezone().date() == date.today()


def _of_another_kind(record: Mapping[str, Any], kind: str) -> bool:
    return bool(record) and record.get("kind") != kind


def _share(value: Any) -> float | None:  # noqa: ANN401  whatever a file or a page held
    fits = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if fits else None


def _minutes(count: int) -> str:
    return say("about {n} minutes", n=count) if count > 1 else say("about 1 minute")
