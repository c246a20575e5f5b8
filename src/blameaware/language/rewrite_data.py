"""The data files that fact matching, verdict and feedback are made of, each read once."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDER = "blameaware.language"


def table(name: str) -> dict[str, Any]:
    """Return data/<name>.toml as a dictionary, from the file that `compile` makes of it."""
    found: dict[str, Any] = weights("rewrite_tables")[name]
    return found


@cache
def weights(name: str) -> dict[str, Any]:
    """Return data/<name>.json, a file that a command in this repository writes."""
    loaded: dict[str, Any] = json.loads(_read(f"{name}.json"))
    return loaded


def _read(name: str) -> str:
    return files(_FOLDER).joinpath("data", name).read_text(encoding="utf-8")
