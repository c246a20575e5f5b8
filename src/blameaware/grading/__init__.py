"""Grading: intake, score, gradebook, feedback, marks out.

`grade` is what a graded cell calls. It needs nothing but the bank, so that it works wherever a
notebook is opened.
"""

from blameaware.grading.cell import grade

__all__ = ["grade"]
