"""Live widgets in a static book: a Sphinx extension and a small browser runtime.

`"blameaware.live"` in the list of Sphinx extensions is all that a book needs. The extension knows
nothing of the rest of this project; see `README.md` beside this file.
"""

from __future__ import annotations

from typing import Any


def setup(app: Any) -> dict[str, Any]:
    """Register the extension with Sphinx (imported only then: `node` needs none of it)."""
    from blameaware.live.sphinx_ext import setup as register  # noqa: PLC0415 - see above

    return register(app)
