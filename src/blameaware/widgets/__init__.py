"""What a chapter shows: exercises of the bank, graded items, simulations, progress."""

from blameaware.widgets.mine import my_answers
from blameaware.widgets.show import exercise, show
from blameaware.widgets.simulate import simulate

__all__ = ["exercise", "my_answers", "show", "simulate"]
