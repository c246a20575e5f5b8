"""The one way to show an exercise: by its id, whatever its kind."""

from importlib import import_module

from blameaware.bank import Item, UnknownItemError, assignment, item
from blameaware.bank.wording import say
from blameaware.errors import UserError
from blameaware.widgets.card import Card
from blameaware.widgets.exercise_card import Exercise
from blameaware.widgets.message import MessageCard

# Loaded when first shown: a page with three kinds need not pay for all of them.
CARDS = {
    "rewrite": ("blameaware.widgets.kinds.rewrite", "RewriteCard"),
    "choose": ("blameaware.widgets.kinds.choose", "ChooseCard"),
    "ask": ("blameaware.widgets.kinds.text", "AskCard"),
    "compose": ("blameaware.widgets.kinds.text", "ComposeCard"),
    "spot": ("blameaware.widgets.kinds.spot", "SpotCard"),
    "order": ("blameaware.widgets.kinds.arrange", "OrderCard"),
    "match": ("blameaware.widgets.kinds.arrange", "MatchCard"),
    "sort": ("blameaware.widgets.kinds.arrange", "SortCard"),
    "postmortem": ("blameaware.widgets.kinds.postmortem", "PostmortemCard"),
    "plan": ("blameaware.widgets.kinds.plan", "PlanCard"),
    "scenario": ("blameaware.widgets.kinds.scenario", "ScenarioCard"),
}


def card_class(kind: str) -> type[Exercise]:
    """Return the class that shows a kind."""
    module, name = CARDS[kind]
    found: type[Exercise] = getattr(import_module(module), name)
    return found


def exercise(item_id: str, *, anew: bool = False) -> Card:
    """Show any exercise of the bank by its id, such as “rw-checkout-canary”.

    `anew` begins with an empty card when the last answer is from another day.

    An id that is not in the bank (any more) shows a card that says so; a page never breaks.
    """
    try:
        found = item(item_id)
    except UnknownItemError:
        told = say("There is no exercise “{id}” in this version of the course. "
                   "Earlier answers to it are kept.", id=item_id)  # fmt: skip
        return MessageCard(told)
    except UserError as error:
        return MessageCard(str(error))
    return card_of(found, anew=anew)


def show(assignment_name: str, item_id: str) -> Card:
    """Show a graded item, such as “q1” of “rewriting”. Its answer is kept, never judged."""
    try:
        found = assignment(assignment_name)
    except UserError as error:
        return MessageCard(str(error))
    if item_id not in found.items:
        known = ", ".join(found.items)
        return MessageCard(
            f"The assignment “{assignment_name}” has no item “{item_id}”; it has: {known}"
        )
    return card_of(found.items[item_id], key=f"{assignment_name}/{item_id}", graded=True)


def card_of(found: Item, *, key: str = "", graded: bool = False, anew: bool = False) -> Exercise:
    """Return the card of an item."""
    return card_class(found.kind)(found, key=key, graded=graded, anew=anew)
