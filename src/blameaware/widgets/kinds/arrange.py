"""Order, match and sort: things to bring to their places."""

from typing import Any

from blameaware.bank.models import Match, Order, Sort
from blameaware.bank.public import right_ids, shuffled
from blameaware.widgets.exercise_card import Exercise


class OrderCard(Exercise):
    """Steps of an event, told forward."""

    front = "order"
    confident = True
    item: Order

    def draw(self) -> dict[str, Any]:
        """Return the steps in mixed order."""
        texts = {step.id: step.text for step in self.item.steps}
        mixed = shuffled(list(texts), self.item.id)
        if mixed == list(texts):  # a lucky draw would give the answer away
            mixed = [*mixed[1:], mixed[0]]
        return {
            "prompt": self.item.prompt,
            "steps": [{"id": name, "text": texts[name]} for name in mixed],
        }


class MatchCard(Exercise):
    """Things on the left, each with a list to pick from."""

    front = "match"
    confident = True
    item: Match

    def draw(self) -> dict[str, Any]:
        """Return the left sides and, apart from them, the right sides."""
        if self.item.rights:
            rights = {right.id: right.text for right in self.item.rights}
        else:
            ids = right_ids(self.item)
            rights = {ids[pair.id]: pair.right for pair in self.item.pairs}
        return {
            "prompt": self.item.prompt,
            "lefts": [{"id": pair.id, "text": pair.left} for pair in self.item.pairs],
            "rights": [
                {"id": name, "text": rights[name]} for name in shuffled(list(rights), self.item.id)
            ],
        }


class SortCard(Exercise):
    """Cards, each with one heap to choose."""

    front = "sort"
    confident = True
    item: Sort

    def draw(self) -> dict[str, Any]:
        """Return heaps and cards."""
        texts = {card.id: card.text for card in self.item.cards}
        mixed = shuffled(list(texts), self.item.id)
        return {
            "prompt": self.item.prompt,
            "bins": [{"id": heap.id, "label": heap.label} for heap in self.item.bins],
            "cards": [{"id": name, "text": texts[name]} for name in mixed],
        }
