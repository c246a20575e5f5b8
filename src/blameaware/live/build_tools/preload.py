# mypy: ignore-errors
"""Runs inside Pyodide while the snapshot is made: import, note what matters, tidy the memory."""

import gc
import importlib
import json
import linecache
import sys

KEPT = []  # the ballast of a test stays in memory


def live_preload(names: str, ballast: int, warm: str) -> str:
    """Prepare `livecell` with the modules `names`; return JSON {"assets": […], "modules": n}.

    Assets are [text, suffix] of the front ends of the widget classes in them. `ballast` is a number
    of megabytes to fill, for a test of large snapshots. `warm` is source to run after the imports.
    """
    importlib.invalidate_caches()
    importlib.import_module("livecell.bridge").prepare(names)
    for name in ("traceback", "random", "pyodide.code"):
        importlib.import_module(name)
    exec(compile(warm, "<live_warm>", "exec"), {"__name__": "live_warm"})
    sys.modules["ipywidgets"].Widget.close_all()
    KEPT.extend(bytearray(range(256)) * 4096 for _ in range(ballast))
    facts = json.dumps({"assets": _front_ends(), "modules": len(sys.modules)})
    _scrub()
    return facts


def _front_ends() -> list:
    widget = sys.modules["ipywidgets"].Widget
    texts = {}
    todo = list(widget.__subclasses__())
    while todo:
        kind = todo.pop()
        todo += kind.__subclasses__()
        for name in ("_esm", "_css"):
            text = kind.__dict__.get(name)
            text = text if isinstance(text, str) else getattr(text, "default_value", None)
            if isinstance(text, str) and text:
                texts[text] = {"_esm": ".js", "_css": ".css"}[name]
    return sorted(texts.items())


def _scrub() -> None:
    """Overwrite memory that is free by zeros, so that the snapshot compresses well.

    Freed blocks keep what was in them. Taking blocks of every size zeroes them.
    """
    linecache.clearcache()
    gc.collect()
    blocks = []
    for size, total in ((20, 3), (18, 2), (16, 2), (14, 1), (12, 1), (10, 1)):
        blocks += [bytearray(1 << size) for _ in range((total << 20) >> size)]
    del blocks
    gc.collect()


live_preload  # the value of this script
