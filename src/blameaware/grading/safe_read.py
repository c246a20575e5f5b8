"""Reading files of strangers: regular files only, never through a link, never too much.

A FIFO would block for ever, a device would never end, a link or a hard link would make us read a
file that the learner cannot read. So the file is opened without following and without waiting,
and what was opened is looked at before a byte is read.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from blameaware.grading.outcome import RefusedError

MAX_ANSWERS = 2_000_000
MAX_NOTEBOOK = 10_000_000
MAX_ARCHIVE = 500_000_000


def read_regular(path: Path, limit: int = MAX_ANSWERS, *, links: int = 1) -> bytes:
    """Return the bytes of a regular file of at most `limit` bytes.

    `links` is how many names the file may have. Raises RefusedError.
    """
    handle = open_regular(path, limit, links=links)
    try:
        return read_capped(handle, limit)
    finally:
        os.close(handle)


def open_regular(path: Path, limit: int, *, links: int = 1) -> int:
    """Return a file descriptor of a regular file that is no larger than `limit` bytes.

    Raises RefusedError for anything else.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise RefusedError(_why_closed(path, error)) from None
    try:
        _look_at(os.fstat(handle), limit, links)
    except RefusedError:
        os.close(handle)
        raise
    return handle


@contextmanager
def opened(path: Path, limit: int) -> Iterator[IO[bytes]]:
    """Give a regular file of at most `limit` bytes, open for reading. Raises RefusedError."""
    with os.fdopen(open_regular(path, limit), "rb") as stream:
        yield stream


def read_capped(handle: int, limit: int) -> bytes:
    """Return what can be read from a descriptor. Raises RefusedError past `limit` bytes."""
    chunks, total = [], 0
    while chunk := os.read(handle, 1 << 20):
        total += len(chunk)
        if total > limit:
            raise RefusedError(f"it is larger than {size(limit)}")
        chunks.append(chunk)
    return b"".join(chunks)


def _look_at(status: os.stat_result, limit: int, links: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError(f"it is {_kind(status.st_mode)}, not a file")
    if status.st_nlink > links:
        raise RefusedError("it is a hard link to a file with another name; hand in a copy")
    if status.st_size > limit:
        raise RefusedError(f"it has {size(status.st_size)}; the most is {size(limit)}")


def _kind(mode: int) -> str:
    kinds = {
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
        stat.S_IFLNK: "a link",
    }
    return kinds.get(stat.S_IFMT(mode), "something special")


def _why_closed(path: Path, error: OSError) -> str:
    if path.is_symlink():
        return "it is a link; hand in the file itself"
    try:
        kind = _kind(path.lstat().st_mode)
    except OSError:
        return "it is not there"
    return f"it cannot be read ({kind}: {error.strerror})"


def size(count: int) -> str:
    """Return a number of bytes as people say it."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= step:
            return f"{count / step:.3g} {unit}"
    return f"{count} bytes"
