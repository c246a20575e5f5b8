"""Places the browser's parts in the built book, below `_static/live`."""

from __future__ import annotations

import html
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from blameaware.live import csp, offline, pwa
from blameaware.live.bundle import Bundle, bundle
from blameaware.live.files import write
from blameaware.live.snapshot import Runtime

FOLDER = "_static/live"
_PYTHON = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide-lock.json",
    "pyodide.asm.wasm",
    "pyodide.asm.wasm.zst",
    "python_stdlib.zip",
    "site.bin.zst",
    "site.json",
    "snapshot.bin.zst",
)


@dataclass(frozen=True)
class Parts:
    """The bundled entries of a build, and the folder (below `_static/live`) with Python.

    `renamed` says whether any of them had another name in the build before.
    """

    entries: Mapping[str, Bundle]
    python: str
    renamed: bool

    def any_page(self, up: str) -> str:
        """Return the elements for the head of any page, for reading without a network."""
        visit = self.entries["visit"]
        return "\n".join(
            (
                f'<link rel="manifest" href="{up}/../../{pwa.MANIFEST}">',
                f'<link rel="stylesheet" href="{up}/{visit.css}">',
                f'<script defer src="{up}/{visit.js}"></script>',
            )
        )

    def widgets(self, up: str, *, live: bool, modules: Sequence[str]) -> str:
        """Return the elements for the head of a page with widgets.

        `up` leads from the page to `_static/live`. `modules` are front-end modules that the page
        needs at once. `live` pages start Python.
        """
        runtime = self.entries["live"]
        lines = []
        if live:
            lines.append(f'<script src="{up}/{self.entries["head"].js}"></script>')
        lines.append(f'<link rel="stylesheet" href="{up}/{runtime.css}">')
        for name in [*runtime.parts, *modules]:
            lines.append(f'<link rel="modulepreload" href="{up}/{html.escape(name)}">')
        lines.append(f'<script type="module" src="{up}/{runtime.js}"></script>')
        return "\n".join(lines)


def place(
    outdir: Path,
    node_modules: Path,
    runtime: Runtime,
    preload: Sequence[str],
    *,
    boot: str,
    idle: str = "",
) -> Parts:
    """Put Python and the bundles into the built book; return what they are called there."""
    folder = outdir / FOLDER
    python = f"py-{runtime.key[:12]}"
    _empty(folder)
    _place_python(folder / python, runtime)
    entries = bundle(
        node_modules,
        folder,
        {"worker": "esm"},
        {
            "LIVE_BUILD": {
                "python": f"./{python}/",
                "snapshot": "snapshot.bin.zst" if boot == "snapshot" else "",
                "preload": list(preload),
                "idle": idle,
            }
        },
    )
    entries |= bundle(node_modules, folder, {"live": "esm"}, {})
    entries |= bundle(node_modules, folder, {"visit": "iife"}, {})
    head = {"LIVE_HEAD": {"worker": entries["worker"].js}}
    entries |= bundle(node_modules, folder, {"head": "iife"}, head)
    for name, file in offline.mathjax(node_modules).items():
        write(folder / "mathjax" / name, file.read_bytes())
    names = repr((sorted(entries.items()), python))
    return Parts(entries, python, renamed=_changed(outdir / FOLDER / "names", names))


def _empty(folder: Path) -> None:
    """Remove what earlier builds have left, but not the note of their names."""
    for path in folder.glob("*") if folder.is_dir() else []:
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "names":
            path.unlink()


def _changed(place: Path, text: str) -> bool:
    """Write a text; say whether it was another one before."""
    before = place.read_text(encoding="utf-8") if place.is_file() else ""
    write(place, text)
    return before != text


def _place_python(folder: Path, runtime: Runtime) -> None:
    for name in _PYTHON:
        write(folder / name, (runtime.folder / name).read_bytes())


def finish(outdir: Path, assets: Mapping[str, str]) -> None:
    """Write what is known only when all pages are written."""
    for name, text in assets.items():
        write(outdir / FOLDER / "assets" / name, text)
    write(outdir / FOLDER / "csp.txt", csp.policy(outdir) + "\n")
