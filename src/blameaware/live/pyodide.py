"""Pyodide's core files for the browser: the pinned version from npm, patched and trimmed."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from blameaware.live.files import LiveError, write
from blameaware.live.node import run_node

HERE = Path(__file__).parent

VERSION = "314.0.6"  # the snapshot calls are private, so nothing else will do

# The snapshot file leaves out what the WebAssembly module brings itself, so the browser puts it
# back in its own way (restore.js). Where it does not: a snapshot larger than the memory that
# WebAssembly starts with throws "offset is out of bounds" unless the memory is grown first.
_RESTORE = "return Module.HEAP8.set(t),l}"
_RESTORE_OURS = (
    "return API.config._restoreHeap?API.config._restoreHeap(Module,t):"
    "(t.length>Module.HEAP8.length&&Module.growMemory(t.length),Module.HEAP8.set(t)),l}"
)
_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


def patched(source: str) -> str:
    """Return pyodide.asm.mjs with the patch; raise LiveError if the place is not found once."""
    if source.count(_RESTORE) != 1:
        message = (
            "pyodide.asm.mjs has no place for the memory patch any more. The pinned Pyodide is "
            f"{VERSION}; after a change of version look at restoreSnapshot in that file."
        )
        raise LiveError(message)
    return source.replace(_RESTORE, _RESTORE_OURS)


def make_lean(folder: Path, node_modules: Path) -> None:
    """Make pyodide.asm.mjs in a folder with Pyodide's core files lean: half as large.

    What it loses is for compiled packages, of which the browser's Python has none. Raises LiveError
    if the script has another form than that of the pinned version.
    """
    job = {
        "script": str(folder / "pyodide.asm.mjs"),
        "wasm": str(folder / "pyodide.asm.wasm"),
        "loader": str(folder / "pyodide.mjs"),
        "node_modules": str(node_modules),
        "out": str(folder / "pyodide.asm.mjs"),
    }
    with tempfile.TemporaryDirectory() as scratch:
        place = write(Path(scratch) / "job.json", json.dumps(job))
        run_node(HERE / "build_tools" / "lean.mjs", str(place))


def core(node_modules: Path) -> dict[str, bytes]:
    """Return Pyodide's core files by name, patched, with a lock file that names no packages.

    Raises LiveError if npm's package is absent or of another version.
    """
    folder = node_modules / "pyodide"
    try:
        found = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    except FileNotFoundError:
        message = f"{folder} is absent. Run: npm ci"
        raise LiveError(message) from None
    if found != VERSION:
        raise LiveError(f"Pyodide {VERSION} is needed, but {folder} has {found}. Run: npm ci")
    files = {name: (folder / name).read_bytes() for name in _FILES}
    files["pyodide.asm.mjs"] = patched(files["pyodide.asm.mjs"].decode()).encode()
    lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    lock["packages"] = {}
    files["pyodide-lock.json"] = json.dumps(lock, sort_keys=True).encode()
    return files
