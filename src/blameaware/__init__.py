"""Blame-Aware: a course on leading the change to blameless postmortems, and its engine."""

__version__ = "0.1.0"
