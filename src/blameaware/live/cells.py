"""Live cells in a page's document tree: source kept for the runtime, outputs with a fallback."""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from sphinx.environment import BuildEnvironment

from blameaware.live.state import STATE_MIME, VIEW_MIME
from blameaware.live.worker_site.livecell.ids import source_key
from blameaware.live.worker_site.livecell.outputs import marks, text_of

TAG = "tag_live"
_NO_FALLBACK = (
    '<p class="live-note">This part of the page is interactive. '
    "It needs a browser with JavaScript and WebAssembly.</p>"
)


def notebook(env: BuildEnvironment, docname: str) -> Any | None:
    """Return the executed notebook that myst-nb wrote for a page, or None if it is no notebook."""
    folder = getattr(getattr(env, "mystnb_config", None), "output_folder", "")
    path = Path(folder, *docname.split("/")).with_suffix(".ipynb") if folder else None
    if path is None or not path.is_file():
        return None
    return nbformat.read(path, as_version=4)


def saved_state(book: Any) -> dict[str, Any]:
    """Return the widgets' saved state of an executed notebook: {id: {model_name, …, state}}."""
    widgets = book.metadata.get("widgets", {}).get(STATE_MIME, {})
    return dict(json.loads(json.dumps(widgets.get("state", {}))))


def _containers(doctree: nodes.document, element: str) -> Iterator[nodes.container]:
    for node in list(doctree.findall(nodes.container)):
        if node.get("nb_element") == element:
            yield node


def transform(doctree: nodes.document, book: Any) -> int:
    """Rewrite all cells with widgets in a page's tree; return how many of them are live."""
    runs: Counter[str] = Counter()
    live = 0
    for cell in _containers(doctree, "cell_code"):
        entry = book.cells[cell["cell_index"]]
        is_live = TAG in cell["classes"]
        if is_live:
            key = source_key(entry.source)
            _hide_source(cell, entry, f"{key}{runs[key]:04x}")
            live += 1
        runs[source_key(entry.source)] += 1
        _rewrite_outputs(cell, entry)
    return live


def _hide_source(cell: nodes.container, entry: Any, key: str) -> None:
    """Replace what the reader sees of a cell's source by what the runtime needs to know."""
    outputs = json.loads(json.dumps(entry.outputs))
    about = {"source": entry.source, "key": key, "marks": marks(outputs)}
    script = f'<script type="application/json" class="live-code">{_in_script(about)}</script>'
    for child in list(cell.children):
        if isinstance(child, nodes.container) and child.get("nb_element") == "cell_code_source":
            cell.remove(child)
    cell.insert(0, nodes.raw("", script, format="html"))
    cell.attributes.pop("hide_mode", None)


def _rewrite_outputs(cell: nodes.container, entry: Any) -> None:
    """Give each widget of a cell a place on the page and a fallback beside it."""
    shown = [output for output in entry.outputs if "data" in output]
    bundles = [n for n in cell.findall(nodes.container) if n.get("nb_element") == "mime_bundle"]
    for bundle, output in zip(bundles, shown, strict=True):
        view = output["data"].get(VIEW_MIME)
        if view:
            fallback = text_of(output["data"].get("text/html", "")) or _NO_FALLBACK
            model = html.escape(view["model_id"])
            code = (
                '<div class="output live-widget">'
                f'<div class="live-view" data-model="{model}"></div>'
                f'<div class="live-fallback">{fallback}</div></div>'
            )
            bundle.replace_self(nodes.raw("", code, format="html"))


def _in_script(value: Any) -> str:
    """Return JSON that can stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def scripts(settings: dict[str, Any], saved: dict[str, Any]) -> str:
    """Return the two data elements that the runtime reads from a page."""
    return (
        f'<script type="application/json" id="live-settings">{_in_script(settings)}</script>'
        f'<script type="application/json" id="live-saved">{_in_script(saved)}</script>'
    )
