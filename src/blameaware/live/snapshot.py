"""The memory snapshot and everything it is made from, rebuilt only when something changed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from blameaware.live import pyodide, wheels
from blameaware.live.files import digest, tree_digest, write
from blameaware.live.node import run_node
from blameaware.live.pack import compressed, pack

HERE = Path(__file__).parent
WORKER_SITE = HERE / "worker_site"
_TOOLS = (
    HERE / "build_tools",
    HERE / "browser" / "unpack.js",
    HERE / "browser" / "restore.js",
)
# Sent compressed, and looked at by their first bytes: static hosts compress none of these.
PACKED = ("snapshot.bin", "site.bin", "pyodide.asm.wasm")


@dataclass(frozen=True)
class Runtime:
    """What the worker needs, as a folder in the cache.

    `folder` has Pyodide's core files, `site.bin` (packages) and `snapshot.bin`; `key` is the hash
    of all inputs; `assets` are (text, suffix) of the front ends of the widget classes in it.
    """

    folder: Path
    key: str
    assets: tuple[tuple[str, str], ...]


def build(
    cache: Path,
    node_modules: Path,
    packages: Sequence[Path],
    preload: Sequence[str],
    exclude: Sequence[str],
    warm: str = "",
) -> Runtime:
    """Return the runtime for these packages (wheels), from the cache if nothing has changed.

    `preload` are the modules that the snapshot has imported, `warm` is Python source that is run
    after that, for what is worth having in memory. Raises LiveError if a part is missing
    or does not fit.
    """
    key = digest(
        pyodide.VERSION,
        *(wheel.read_bytes() for wheel in packages),
        tree_digest([WORKER_SITE, *_TOOLS]),
        Path(pyodide.__file__).read_bytes(),
        Path(wheels.__file__).read_bytes(),
        json.dumps([list(preload), list(exclude), warm]),
    )
    folder = cache / "runtime" / key
    if not (folder / "facts.json").is_file():
        make(folder, node_modules, packages, preload, exclude, warm)
    facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    return Runtime(folder, key, tuple((text, suffix) for text, suffix in facts["assets"]))


def make(
    folder: Path,
    node_modules: Path,
    packages: Sequence[Path],
    preload: Sequence[str],
    exclude: Sequence[str],
    warm: str = "",
    ballast: int = 0,
) -> None:
    """Make the runtime in `folder`. `ballast` is megabytes of memory to fill, for a test."""
    for name, data in pyodide.core(node_modules).items():
        write(folder / name, data)
    pyodide.make_lean(folder, node_modules)
    files = wheels.contents(packages, exclude)
    files |= {
        str(path.relative_to(WORKER_SITE)): path.read_bytes()
        for path in sorted(WORKER_SITE.rglob("*.py"))
    }
    write(folder / "site.bin", pack(files))
    write(folder / "site.json", json.dumps(sorted(files)))
    with tempfile.TemporaryDirectory() as scratch:
        job = Path(scratch) / "job.json"
        facts = Path(scratch) / "facts.json"
        write(
            job,
            json.dumps(
                {
                    "pyodide": str(folder),
                    "site": str(folder / "site.bin"),
                    "preload": list(preload),
                    "bootstrap": (HERE / "build_tools" / "preload.py").read_text(encoding="utf-8"),
                    "compile": (HERE / "build_tools" / "compile.py").read_text(encoding="utf-8"),
                    "archive": str(Path(scratch) / "python_stdlib.zip"),
                    "out": str(folder / "snapshot.bin"),
                    "facts": str(facts),
                    "ballast": ballast,
                    "warm": warm,
                }
            ),
        )
        run_node(HERE / "build_tools" / "snapshot.mjs", str(job))
        for name in PACKED:
            write(folder / f"{name}.zst", compressed((folder / name).read_bytes()))
        write(folder / "facts.json", facts.read_bytes())  # last: says that the rest is there
