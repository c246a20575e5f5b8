"""A card that is no item of the bank but keeps what the learner enters."""

from collections.abc import Mapping
from typing import Any

from blameaware.answers import Store
from blameaware.bank.wording import say
from blameaware.widgets import place
from blameaware.widgets.card import Card


class Sheet(Card):
    """A card with a value of its own in the store, under `key` with the kind `kind`."""

    kind = ""

    def __init__(self, key: str, view: dict[str, Any], where: Store | None = None) -> None:
        """Show `view` and restore the value."""
        self.key = key
        self.where = where if where is not None else place.store()
        self._setting = False
        record = self.where.get(key) or {}
        value = record.get("value")
        answer = {"n": 0, "value": value} if isinstance(value, dict) else {"n": 0}
        super().__init__({"id": key, "kind": self.kind, **view}, answer)
        self.observe(self._on_answer, names="answer")

    @property
    def values(self) -> dict[str, Any]:
        """What the learner has entered, by the names of the fields."""
        value = self.answer.get("value")
        return value if isinstance(value, dict) else {}

    def _on_answer(self, change: Mapping[str, Any]) -> None:
        old = change["old"] if isinstance(change["old"], dict) else {}
        if self._setting or change["new"].get("value") == old.get("value"):
            return
        self.where.put(self.key, self.kind, self.values)
        self.tell(status=place.saved(self.where))

    def do_reset(self, _message: Mapping[str, Any]) -> None:
        """Forget what was entered."""
        self.where.reset(self.key)
        self._setting = True
        try:
            self.replace_answer({})
        finally:
            self._setting = False
        self.report({"status": say("Cleared")})
        self.refresh()

    def refresh(self) -> None:
        """Show again what follows from the values."""
