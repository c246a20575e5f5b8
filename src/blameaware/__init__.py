"""Blame-Aware: a course on leading the change to blameless postmortems, and the engine behind it."""

__version__ = "0.1.0"
