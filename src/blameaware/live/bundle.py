"""The browser's JavaScript and CSS, bundled by esbuild into files named by their contents."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blameaware.live.files import LiveError, write
from blameaware.live.node import run_node

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Bundle:
    """File names of a bundled entry: script, style sheet, parts that the script imports at once."""

    js: str
    css: str | None
    parts: tuple[str, ...]


def bundle(
    node_modules: Path, out: Path, entries: Mapping[str, str], define: Mapping[str, Any]
) -> dict[str, Bundle]:
    """Bundle `entries` (module name -> "esm" or "iife") into the folder `out`.

    `define` are names that the code is given, with JSON values. Returns for each entry its file
    names. Raises LiveError if a package from npm is absent.
    """
    if not (node_modules / "esbuild").is_dir():
        raise LiveError(f"{node_modules} has no esbuild. Run: npm ci")
    with tempfile.TemporaryDirectory() as scratch:
        job = write(
            Path(scratch) / "job.json",
            json.dumps(
                {
                    "node_modules": str(node_modules),
                    "browser": str(HERE / "browser"),
                    "out": str(out),
                    "entries": dict(entries),
                    "define": {name: json.dumps(value) for name, value in define.items()},
                }
            ),
        )
        made = json.loads(run_node(HERE / "build_tools" / "bundle.mjs", str(job)))
    return {
        name: Bundle(found["js"], found["css"], tuple(found["parts"]))
        for name, found in made.items()
    }
