"""Where some libraries look for get_ipython."""

from .. import get_ipython

__all__ = ["get_ipython"]
