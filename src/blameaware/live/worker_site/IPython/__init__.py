# mypy: disable-error-code="import-not-found, no-any-return, unused-ignore, union-attr, arg-type"
"""A stand-in for IPython in the reader's browser: only what widgets and book cells touch.

The real one takes two seconds to import there and brings a terminal that nobody has.
"""

from typing import Any

__version__ = "9.0.0"
version_info = (9, 0, 0)


def get_ipython() -> Any:
    """There is no shell: libraries that ask take the path without one."""
    return None


from . import display  # noqa: E402 - after get_ipython, as libraries expect both here

__all__ = ["display", "get_ipython", "version_info"]
