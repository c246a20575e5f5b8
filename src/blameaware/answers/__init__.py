"""The learner's answers: one JSON file, what it says about progress, and when to look again."""

from blameaware.answers.records import SCHEMA, Record, merged, tidy
from blameaware.answers.store import Notice, Store

__all__ = ["SCHEMA", "Notice", "Record", "Store", "merged", "tidy"]
