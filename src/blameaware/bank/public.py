"""The public part of a graded item: what a learner may see, without anything that judges.

Beyond leaving fields out, the order in which things stand must not tell the answer: steps come
sorted by id, and the right sides of pairs come sorted by text under ids of their own.
"""

from hashlib import sha256
from typing import Any

from blameaware.bank.models import Choose, Item, Match, Option, Order
from blameaware.bank.shape import plain
from blameaware.errors import UserError

# Whether an item trains a pattern tells whether there is blame in it.
TELLING = ("patterns", "misconception")


def shuffled(ids: list[str], salt: str) -> list[str]:
    """Return ids in an order that looks random and is the same at build and in every page."""
    return sorted(ids, key=lambda name: sha256(f"{salt}\n{name}".encode()).digest())


def mixed_options(item: Choose) -> list[Option]:
    """Return the options in mixed order: authors put the good one in the same place too often."""
    options = {option.id: option for option in item.options}
    return [options[name] for name in shuffled(list(options), item.id)]


def right_ids(item: Match) -> dict[str, str]:
    """Return pair id -> id of its right side: “r1”, “r2”, … by the order of the texts.

    A pair's own id would tell which right side belongs to it. Equal texts share an id.
    """
    texts = sorted({pair.right for pair in item.pairs})
    return {pair.id: f"r{texts.index(pair.right) + 1}" for pair in item.pairs}


def public_part(item: Item) -> dict[str, Any]:
    """Return an item as JSON data without its secrets, with its `kind`.

    Raises UserError when the ids of the steps tell the order.
    """
    data = {"kind": item.kind, **plain(item, public=True)}
    for name in TELLING:
        data.pop(name, None)
    if isinstance(item, Order):
        ids = [step.id for step in item.steps]
        if ids == sorted(ids):
            raise UserError(f"{item.id}: step.id: the ids tell the order; give them other names")
        data["step"] = sorted(data["step"], key=lambda step: str(step["id"]))
    if isinstance(item, Match):
        # The pairs are taken apart: lefts keep their ids, rights stand in the order of their ids.
        rights = right_ids(item)
        texts = {rights[pair.id]: pair.right for pair in item.pairs}
        data["pair"] = [{"id": pair.id, "left": pair.left} for pair in item.pairs]
        data["right"] = [{"id": name, "text": texts[name]} for name in sorted(texts)]
    return data
