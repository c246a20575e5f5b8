"""What a chapter shows: exercises of the bank, graded items, simulations, progress.

Each name is loaded when it is first used (PEP 562): a page with one quiz starts without the rest.
No module here may be called like one of these names, or it would take the name's place.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blameaware.widgets.cards import exercise, show
    from blameaware.widgets.learner import certificate, progress, review
    from blameaware.widgets.mine import my_answers
    from blameaware.widgets.quiz import posttest, pretest
    from blameaware.widgets.simulated import simulate
    from blameaware.widgets.team_pulse import pulse
    from blameaware.widgets.who_am_i import my_role

_HOMES = {
    "certificate": "learner",
    "exercise": "cards",
    "my_answers": "mine",
    "my_role": "who_am_i",
    "posttest": "quiz",
    "pretest": "quiz",
    "progress": "learner",
    "pulse": "team_pulse",
    "review": "learner",
    "show": "cards",
    "simulate": "simulated",
}

__all__ = [
    "certificate",
    "exercise",
    "my_answers",
    "my_role",
    "posttest",
    "pretest",
    "progress",
    "pulse",
    "review",
    "show",
    "simulate",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  whatever the module holds
    """Load the module that holds `name`."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
