"""Writing files so that nobody ever reads half of one."""

import os
import secrets
from pathlib import Path


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, making its folder where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        draft.write_bytes(content if isinstance(content, bytes) else content.encode())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def replace_folder(path: Path, files: dict[str, bytes]) -> None:
    """Put a folder with exactly these files in the place of `path`, whatever stood there.

    The old folder is moved aside before the new one takes its place, so a reader sees one of the
    two. A link in its place is removed and never followed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    mark = secrets.token_hex(4)
    draft, old = (path.with_name(f".{path.name}.{mark}.{end}") for end in ("new", "old"))
    draft.mkdir()
    for name, content in files.items():
        (draft / name).write_bytes(content)
    if path.is_symlink() or path.exists():
        path.rename(old)
    draft.rename(path)
    remove(old)


def remove(path: Path) -> None:
    """Remove a file, link or folder with all that is in it; nothing happens where there is none.

    What lies deeper is lifted up before it is removed, so no depth of folders is too much.
    """
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    path.chmod(0o700)
    while entries := [Path(entry.path) for entry in os.scandir(path)]:
        for entry in entries:
            if entry.is_symlink() or not entry.is_dir():
                entry.unlink()
            else:
                _lift(entry, path)
    path.rmdir()


def _lift(folder: Path, top: Path) -> None:
    """Move everything in a folder to `top`, under names that nothing has, and remove it."""
    folder.chmod(0o700)
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            Path(entry.path).chmod(0o700)
        Path(entry.path).rename(top / secrets.token_hex(16))
    folder.rmdir()
