# mypy: disable-error-code="import-not-found, no-any-return, unused-ignore, union-attr, arg-type"
"""display(), clear_output() and the classes that wrap something to be displayed."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from livecell import bridge

__all__ = [
    "HTML",
    "JSON",
    "SVG",
    "Code",
    "DisplayObject",
    "Image",
    "Latex",
    "Markdown",
    "Math",
    "Pretty",
    "clear_output",
    "display",
]


class DisplayObject:
    """Something with one mime type. `data` is the text, or a path is given as `filename`."""

    mime = "text/plain"

    def __init__(self, data: Any = None, filename: str | None = None, **_rest: Any) -> None:
        self.data = Path(filename).read_text(encoding="utf-8") if filename else data

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object>"

    def _repr_mimebundle_(self, **_rest: Any) -> dict[str, Any]:
        return {self.mime: self.data, "text/plain": repr(self)}


class HTML(DisplayObject):
    """Markup."""

    mime = "text/html"


class Markdown(DisplayObject):
    """Text with Markdown marks."""

    mime = "text/markdown"


class SVG(DisplayObject):
    """A drawing."""

    mime = "image/svg+xml"


class Latex(DisplayObject):
    """A formula, with its delimiters."""

    mime = "text/latex"


class Math(Latex):
    """A formula without delimiters."""

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(f"$\\displaystyle {data}$", **rest)


class Pretty(DisplayObject):
    """Plain text."""


class Code(DisplayObject):
    """Program text."""


class JSON(DisplayObject):
    """Data."""

    mime = "application/json"

    def _repr_mimebundle_(self, **_rest: Any) -> dict[str, Any]:
        return {self.mime: self.data, "text/plain": json.dumps(self.data)}


class Image(DisplayObject):
    """A picture: bytes of a PNG or JPEG file."""

    def __init__(self, data: Any = None, filename: str | None = None, **rest: Any) -> None:
        super().__init__(Path(filename).read_bytes() if filename else data, **rest)

    def _repr_mimebundle_(self, **_rest: Any) -> dict[str, Any]:
        mime = "image/jpeg" if self.data[:2] == b"\xff\xd8" else "image/png"
        return {mime: base64.b64encode(self.data).decode(), "text/plain": repr(self)}


def display(*things: Any, **_options: Any) -> None:
    """Display each thing below the cell, or in the Output widget that is being written to."""
    for thing in things:
        bridge.show(thing)


def clear_output(wait: bool = False) -> None:
    """Take away what is below the cell or in the Output widget."""
    bridge.clear(wait=wait)
