"""A simulation by its name."""

from importlib import import_module

from blameaware.bank.wording import say
from blameaware.widgets.card import Card
from blameaware.widgets.message import MessageCard

# Loaded when shown: a chapter has one of them at most.
SIMULATIONS = {
    "cost-of-blame": ("blameaware.widgets.simulating.cost_of_blame", "CostOfBlame"),
    "turn-taking": ("blameaware.widgets.simulating.turn_taking", "TurnTaking"),
    "spread": ("blameaware.widgets.simulating.spread", "Spread"),
}


def simulate(name: str) -> Card:
    """Show a simulation by its name: “cost-of-blame”, “turn-taking” or “spread”."""
    if name not in SIMULATIONS:
        known = ", ".join(SIMULATIONS)
        told = say("There is no simulation “{name}”; there are: {known}", name=name, known=known)
        return MessageCard(told)
    module, cls = SIMULATIONS[name]
    card: Card = getattr(import_module(module), cls)()
    return card
