"""What a cell puts out, as Jupyter writes it down: mime bundles, streams, errors, and a mark."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

Output = dict[str, Any]

VIEW = "application/vnd.jupyter.widget-view+json"
# In this order a page picks what to show, and so the first one there is what a mark is made from.
SHOWN = (
    "text/html",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/markdown",
    "text/latex",
    "application/json",
    "text/plain",
)
_METHODS = {
    "_repr_html_": "text/html",
    "_repr_svg_": "image/svg+xml",
    "_repr_png_": "image/png",
    "_repr_jpeg_": "image/jpeg",
    "_repr_markdown_": "text/markdown",
    "_repr_latex_": "text/latex",
    "_repr_json_": "application/json",
}


def _plain(value: Any) -> Any:
    """Bytes as base64 text, everything else as it is."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def bundle(thing: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (data, metadata) of anything that can be displayed, as IPython's formatters would."""
    whole = getattr(thing, "_repr_mimebundle_", None)
    if callable(whole) and not isinstance(thing, type):
        made = whole(include=None, exclude=None)
        data, metadata = made if isinstance(made, tuple) else (made, {})
        if data:
            return {mime: _plain(value) for mime, value in data.items()}, metadata
    data = {"text/plain": repr(thing)}
    for name, mime in _METHODS.items():
        method = getattr(thing, name, None)
        if callable(method) and not isinstance(thing, type):
            value = method()
            if value is not None:
                data[mime] = _plain(value[0] if isinstance(value, tuple) else value)
    return data, {}


def merge_streams(outputs: list[Output]) -> list[Output]:
    """Join pieces of the same stream that follow one another."""
    merged: list[Output] = []
    for output in outputs:
        last = merged[-1] if merged else None
        if (
            last is not None
            and output.get("output_type") == last.get("output_type") == "stream"
            and output.get("name") == last.get("name")
        ):
            merged[-1] = {**last, "text": text_of(last["text"]) + text_of(output["text"])}
        else:
            merged.append(output)
    return merged


def text_of(value: Any) -> str:
    """Notebook files may keep a text as a list of lines."""
    return "".join(value) if isinstance(value, list) else str(value)


CHART = re.compile(r"application/vnd\.vegalite\.v\d+(\.\d+)?\+json")


def chart(data: dict[str, Any]) -> Any | None:
    """Return the Vega-Lite specification among the data of an output, or None."""
    return next((data[mime] for mime in data if CHART.fullmatch(mime)), None)


def mark(output: Output) -> str:
    """Return a short text that is the same for outputs that look the same on the page."""
    kind = output["output_type"]
    if kind == "stream":
        return f"{output['name']}:{_digest(text_of(output['text']))}"
    if kind == "error":
        return f"error:{output.get('ename')}"
    data = output.get("data", {})
    if VIEW in data:
        return f"view:{data[VIEW].get('model_id')}"
    spec = chart(data)
    if spec is not None:
        return f"chart:{_digest(json.dumps(spec, sort_keys=True))}"
    for mime in SHOWN:
        if mime in data:
            value = data[mime]
            text = text_of(value) if isinstance(value, str | list) else json.dumps(value)
            return f"{mime}:{_digest(text)}"
    return "nothing"


def marks(outputs: list[Output]) -> list[str]:
    """Return the marks of all outputs of a cell."""
    return [mark(output) for output in merge_streams(outputs)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]
