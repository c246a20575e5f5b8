"""The widgets' saved state of a page: small, with front-end code moved out into files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blameaware.live.files import digest

STATE_MIME = "application/vnd.jupyter.widget-state+json"
VIEW_MIME = "application/vnd.jupyter.widget-view+json"
ASSET = "live-asset:"
_SHORT = 200  # the same bound as in the worker (livecell/bridge.py)
_SUFFIX = {"_esm": ".js", "_css": ".css"}
# Models of these modules have null as the default of every value that may be null.
_NULL_IS_DEFAULT = ("@jupyter-widgets/base", "@jupyter-widgets/controls")


class Assets:
    """Front-end texts of the whole book by the file name they get."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}

    def add(self, text: str, suffix: str) -> str:
        """Note a text; return its digest."""
        name = digest(text)
        self.files[name + suffix] = text
        return name


def small(saved: Mapping[str, Any], assets: Assets) -> dict[str, Any]:
    """Return a saved state ({id: {model_name, …, state, buffers}}) in its small form."""
    return {name: _small(entry, assets) for name, entry in saved.items()}


def _small(entry: Mapping[str, Any], assets: Assets) -> dict[str, Any]:
    state: dict[str, Any] = {}
    droppable = entry.get("model_module") in _NULL_IS_DEFAULT
    for name, value in entry.get("state", {}).items():
        if value is None and droppable:
            continue
        if name in _SUFFIX and isinstance(value, str) and len(value) >= _SHORT:
            state[name] = ASSET + assets.add(value, _SUFFIX[name])
        else:
            state[name] = value
    return {**entry, "state": state}


def digests(saved: Mapping[str, Any]) -> set[str]:
    """Return the digests of the front-end texts that a small state refers to."""
    return {
        value[len(ASSET) :]
        for entry in saved.values()
        for name, value in entry["state"].items()
        if name in _SUFFIX and isinstance(value, str) and value.startswith(ASSET)
    }
