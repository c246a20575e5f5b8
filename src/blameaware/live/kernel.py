"""Give every kernel started from this process numbered widgets (see `kernel_startup.py`)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, MutableMapping
from pathlib import Path

STARTUP = Path(__file__).with_name("kernel_startup.py")


def install(environ: MutableMapping[str, str] | None = None) -> None:
    """Point PYTHONSTARTUP at our file; a file that was there before is run after it."""
    env = os.environ if environ is None else environ
    before = env.get("PYTHONSTARTUP")
    if before == str(STARTUP):
        return
    if before:
        env["LIVE_NEXT_STARTUP"] = before
    env["PYTHONSTARTUP"] = str(STARTUP)


def add_paths(folders: Iterable[Path]) -> None:
    """Let kernels import from these folders, without anything being installed."""
    before = [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p]
    new = [str(folder) for folder in folders if str(folder) not in before]
    if new:
        os.environ["PYTHONPATH"] = os.pathsep.join([*new, *before])


if __name__ == "__main__":
    sys.stdout.write(f"{STARTUP}\n")
