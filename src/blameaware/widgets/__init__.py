"""What a chapter shows: exercises of the bank, graded items, simulations, progress."""

from blameaware.widgets.show import exercise, show

__all__ = ["exercise", "show"]
