"""Reading a value that may be anything: what fits is kept, the rest is left out."""

from typing import Any


def text(value: Any) -> str:  # noqa: ANN401  whatever a file held
    """Return a text, or the empty text."""
    return value if isinstance(value, str) else ""


def texts(value: Any) -> list[str]:  # noqa: ANN401  whatever a file held
    """Return the texts of a list, each once, in order."""
    entries = value if isinstance(value, list | tuple) else []
    return list(dict.fromkeys(entry for entry in entries if isinstance(entry, str)))


def mapping(value: Any) -> dict[str, str]:  # noqa: ANN401  whatever a file held
    """Return the text-to-text entries of an object."""
    entries = value.items() if isinstance(value, dict) else ()
    return {k: v for k, v in entries if isinstance(k, str) and isinstance(v, str)}


def table(value: Any) -> dict[str, Any]:  # noqa: ANN401  whatever a file held
    """Return an object, or an empty one."""
    return value if isinstance(value, dict) else {}
