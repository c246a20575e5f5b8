"""The bank of exercises: items as data, how to read, check and judge them.

`item("rw-…")` is one exercise, `load()` all of them, `assignment("…")` the public part of a graded
assignment; `judge(item, value)` says how far an answer gets and what to tell the learner.
"""

from blameaware.bank.judge import Judgment, Note, judge
from blameaware.bank.load import (
    Assignment,
    Bank,
    UnknownItemError,
    assignment,
    from_table,
    item,
    load,
    read_items,
)
from blameaware.bank.models import KINDS, Item
from blameaware.bank.public import public_part

__all__ = [
    "KINDS",
    "Assignment",
    "Bank",
    "Item",
    "Judgment",
    "Note",
    "UnknownItemError",
    "assignment",
    "from_table",
    "item",
    "judge",
    "load",
    "public_part",
    "read_items",
]
