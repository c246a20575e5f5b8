"""Comm ids that come out the same wherever a cell runs.

A widget's comm id is normally random. Here it says which cell made it and as which widget of that
cell: 16 hexadecimal digits from the cell's source, 4 for how often that source has been run before
in this Python, 12 that count the widgets. So the Python in the reader's browser numbers the widgets
of a cell exactly as the Python that ran it when the book was built, and can take over what is
already on the page.

This file is used in both places and outside this package (it is loaded by its path in the kernel),
so it imports nothing but the standard library and `comm`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from contextvars import ContextVar


def source_key(source: str) -> str:
    """Return 16 hexadecimal digits for a cell's source; spaces around it do not count."""
    return hashlib.sha256(source.strip().encode()).hexdigest()[:16]


class _Id:
    """What `uuid.uuid4()` returns, as far as `comm` looks at it: only `.hex`."""

    def __init__(self, text: str) -> None:
        self.hex = text


class CellIds:
    """Stands in for the module `uuid` inside `comm`: counts instead of drawing lots.

    With `contextual` the current cell belongs to the running task, so that cells that wait for
    something (`await`) and messages that come in meanwhile do not get into each other's numbers.
    """

    def __init__(self, *, contextual: bool = False) -> None:
        self._runs: Counter[str] = Counter()
        self._made: Counter[str] = Counter()
        self._last = "0" * 20
        self._here: ContextVar[str] | None = ContextVar("cell") if contextual else None

    @property
    def cell(self) -> str:
        """The 20 digits that the ids of the current cell begin with."""
        return self._here.get(self._last) if self._here else self._last

    @cell.setter
    def cell(self, digits: str) -> None:
        self._last = digits
        if self._here:
            self._here.set(digits)

    def begin(self, source: str) -> str:
        """Start counting for a run of this source; return the 20 digits its ids begin with."""
        key = source_key(source)
        run = self._runs[key]
        self._runs[key] += 1
        self.cell = f"{key}{run:04x}"
        return self.cell

    def uuid4(self) -> _Id:
        """Return the next id of the current cell (32 hexadecimal digits)."""
        self._made[self.cell] += 1
        return _Id(f"{self.cell}{self._made[self.cell]:012x}")


def install(*, contextual: bool = False) -> CellIds:
    """Make `comm` number its comms by cell from now on; return the counter."""
    import comm.base_comm as base

    current = getattr(base, "uuid", None)
    if isinstance(current, CellIds):
        return current
    ids = CellIds(contextual=contextual)
    base.uuid = ids  # type: ignore[attr-defined, assignment]
    return ids
