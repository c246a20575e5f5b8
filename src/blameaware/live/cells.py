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
from blameaware.live.worker_site.livecell.outputs import SHOWN, chart, marks, text_of

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
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def saved_state(book: Any) -> dict[str, Any]:
    """Return the widgets' saved state of an executed notebook: {id: {model_name, …, state}}."""
    widgets = book.metadata.get("widgets", {}).get(STATE_MIME, {})
    return dict(json.loads(json.dumps(widgets.get("state", {}))))


def _containers(doctree: nodes.document, element: str) -> Iterator[nodes.container]:
    for node in list(doctree.findall(nodes.container)):
        if node.get("nb_element") == element:
            yield node


def transform(doctree: nodes.document, book: Any) -> tuple[int, int]:
    """Rewrite all cells with widgets or charts in a page's tree.

    Returns how many cells are live, and how many charts were drawn when the book was built.
    """
    runs: Counter[str] = Counter()
    live = charts = 0
    for cell in _containers(doctree, "cell_code"):
        entry = book.cells[cell["cell_index"]]
        is_live = TAG in cell["classes"]
        if is_live:
            key = source_key(entry.source)
            _hide_source(cell, entry, f"{key}{runs[key]:04x}")
            live += 1
        runs[source_key(entry.source)] += 1
        charts += _rewrite_outputs(cell, entry)
    return live, charts


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


def _rewrite_outputs(cell: nodes.container, entry: Any) -> int:
    """Give each widget and chart a place and a fallback; return the number of charts."""
    shown = [output["data"] for output in entry.outputs if "data" in output]
    bundles = [n for n in cell.findall(nodes.container) if n.get("nb_element") == "mime_bundle"]
    if len(shown) != len(bundles):  # myst-nb drops outputs of which it can show nothing
        shown = [data for data in shown if set(data) & {*SHOWN, VIEW_MIME}]
    charts = 0
    for bundle, data in zip(bundles, shown, strict=False):
        fallback = text_of(data.get("text/html", "")) or _NO_FALLBACK
        spec = chart(data)
        if VIEW_MIME in data:
            model = html.escape(data[VIEW_MIME]["model_id"])
            place = f'<div class="live-view" data-model="{model}"></div>'
        elif spec is not None:
            charts += 1
            place = f'<script type="application/json" class="live-spec">{_in_script(spec)}</script>'
        else:
            continue
        code = (
            f'<div class="output live-widget">{place}'
            f'<div class="live-fallback">{fallback}</div></div>'
        )
        bundle.replace_self(nodes.raw("", code, format="html"))
    return charts


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
