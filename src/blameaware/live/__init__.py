"""Live widgets in a static book: a Sphinx extension and a small browser runtime.

`"blameaware.live"` in the list of Sphinx extensions is all that a book needs. The extension knows
nothing of the rest of this project; see `README.md` beside this file.
"""

from __future__ import annotations

from typing import Any


def setup(app: Any) -> dict[str, Any]:
    """Register the extension with Sphinx (imported only then: `node` and `kernel` need no Sphinx)."""
    from blameaware.live.sphinx_ext import setup as register

    return register(app)
