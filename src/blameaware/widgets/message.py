"""A card with a message, where there is nothing else to show."""

from html import escape

from blameaware.bank.wording import say
from blameaware.widgets.card import Card


class MessageCard(Card):
    """Says what is off and what to do, in the place of an exercise."""

    front = "message"

    def __init__(self, text: str) -> None:
        """Show `text`."""
        super().__init__({"kind": "message", "label": say("Not available"), "text": text})

    def fallback(self) -> str:
        """Return the message as plain HTML."""
        return f"<p>{escape(self.view['text'])}</p>"
