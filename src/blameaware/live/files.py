"""Small helpers for files: atomic writes, hashes, the cache folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


class LiveError(Exception):
    """The live page cannot be built; the message says what is wrong and what to do."""


def write(path: Path, content: bytes | str) -> Path:
    """Write a file in one step, so that nobody ever sees half of it; return its path."""
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def digest(*parts: bytes | str) -> str:
    """Return 32 hexadecimal digits for the parts in order."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        if len(parts) > 1:
            sha.update(len(data).to_bytes(8, "big"))
        sha.update(data)
    return sha.hexdigest()[:32]


def tree_digest(paths: Iterable[Path]) -> str:
    """Return 32 hexadecimal digits for the names and contents of files and folders."""
    parts: list[bytes | str] = ["tree"]
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if "__pycache__" in file.parts:
                continue
            parts += [str(file.relative_to(path.parent)), file.read_bytes()]
    return digest(*parts)


def cache_folder(configured: str, base: Path) -> Path:
    """Return the folder for downloads and built parts.

    `configured` is the setting `live_cache`, relative to the book's folder `base`; without it the
    folder is `blameaware-live` where the system keeps caches (XDG_CACHE_HOME).
    """
    if configured:
        return (base / configured).resolve()
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "blameaware-live"
