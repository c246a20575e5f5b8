"""Reading zip and tar archives of strangers, without unpacking them.

An archive may claim a million entries, unpack a thousandfold, climb out of its folder, or hold
links and devices. The archive itself stays on disk; members are read one at a time into memory,
with a cap on each, on all together and on their number; only files that could matter are read at
all. An archive in the archive, as learners hand it in to an LMS, is opened too, but no deeper.
"""

import bz2
import gzip
import io
import lzma
import os
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from blameaware.grading.outcome import RefusedError
from blameaware.grading.safe_read import size

MAX_ENTRIES = 20_000
# A tar has no table of contents: every entry is read on the way.
MAX_TAR_ENTRIES = 10_000
MAX_DIRECTORY = 8_000_000
# What an archive may unpack to: this much, and this many times its own size. Notebooks and answers
# of a class shrink to a tenth; a bomb shrinks to a thousandth.
MAX_TOTAL = 64_000_000
MAX_RATIO = 20
MAX_INNER = 20_000_000
LZMA_MEMORY = 64_000_000
ARCHIVE = re.compile(r"\.(zip|tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz))$", re.IGNORECASE)
ZIP, GZIP, BZIP2, XZ = b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"
EMPTY_ZIP = b"PK\x05\x06"
TAR_MARK, TAR_MARK_AT = b"ustar", 257
ZIP_TAIL = 66_000
ZIP_END = struct.Struct("<4s4H2LH")
ENCRYPTED = 0x1
BROKEN = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError)
UNREADABLE = (OSError, ValueError, NotImplementedError, RuntimeError, struct.error)
# Archives without times give their files the first moment that they can write.
NO_TIME = 2000


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: its names from the top, its bytes or why they were not read."""

    parts: tuple[str, ...]
    data: bytes | None = field(repr=False)
    changed: datetime | None
    refused: str = ""


def is_archive(thing: Path | bytes) -> bool:
    """Tell whether a file's name, or its first bytes, are those of an archive."""
    if isinstance(thing, Path):
        return bool(ARCHIVE.search(thing.name))
    return (
        thing.startswith((ZIP, EMPTY_ZIP, GZIP, BZIP2, XZ))
        or thing[TAR_MARK_AT : TAR_MARK_AT + len(TAR_MARK)] == TAR_MARK
    )


def archive_members(source: IO[bytes], limit_of: Callable[[str], int]) -> Iterator[Member]:
    """Yield the files in an archive. `limit_of(name)` says how many bytes to read, 0 for none.

    `source` can be read anywhere. A member that may not be taken (too large, a link, a device, a
    path that leads out) comes without bytes. Raises RefusedError when the archive as a whole
    cannot be read.
    """
    budget = Budget(MAX_TOTAL + MAX_RATIO * source.seek(0, os.SEEK_END))

    def limit(name: str) -> int:
        return MAX_INNER if ARCHIVE.search(name) else limit_of(name)

    for member in _members(source, limit, budget):
        if member.data and ARCHIVE.search(member.parts[-1]):
            yield from _inner(member, limit_of, budget)
        else:
            yield member


def _inner(member: Member, limit_of: Callable[[str], int], budget: "Budget") -> Iterator[Member]:
    """Yield the files in an archive that lies in another."""
    outer = (*member.parts[:-1], ARCHIVE.sub("", member.parts[-1]) or "archive")
    try:
        for inner in _members(io.BytesIO(member.data or b""), limit_of, budget):
            yield replace(inner, parts=(*outer, *inner.parts))
    except RefusedError as error:
        if budget.left < 0:
            raise
        yield replace(member, data=None, refused=str(error))


def _members(
    source: IO[bytes], limit_of: Callable[[str], int], budget: "Budget"
) -> Iterator[Member]:
    source.seek(0)
    start = source.read(len(XZ))
    try:
        if start.startswith((ZIP, EMPTY_ZIP)):
            yield from _zip(source, limit_of, budget)
        else:
            yield from _tar(source, start, limit_of, budget)
    except BROKEN as error:
        raise RefusedError(f"the archive is broken ({error})") from None
    except UNREADABLE as error:
        raise RefusedError(f"the archive cannot be read ({error})") from None
    except MemoryError:
        raise RefusedError("the archive asks for more memory than any submission") from None


class Budget:
    """How many bytes may still be unpacked from one archive, and from those in it."""

    def __init__(self, total: int) -> None:
        """Start with `total` bytes."""
        self.left = self.total = total

    def spend(self, count: int) -> None:
        """Take `count` bytes away. Raises RefusedError when there are no more."""
        self.left -= count
        if self.left < 0:
            raise RefusedError(f"it unpacks to more than {size(self.total)}")


def safe_parts(name: str) -> tuple[str, ...]:
    """Return the names in a member's path. Raises RefusedError when it leads out."""
    name = name.replace("\\", "/")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name) or not parts:
        raise RefusedError("its path leads out of the archive")
    return parts


def _check_member(length: int, limit: int, *, plain: bool) -> None:
    if not plain:
        raise RefusedError("it is a link or something special, not a file")
    if limit and length > limit:
        raise RefusedError(f"it has {size(length)}; the most is {size(limit)}")


# --- zip ------------------------------------------------------------------------------------


def _zip(source: IO[bytes], limit_of: Callable[[str], int], budget: Budget) -> Iterator[Member]:
    _check_directory(source)
    with zipfile.ZipFile(source) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise RefusedError(f"it has {len(entries):,} entries; the most is {MAX_ENTRIES:,}")
        for entry in entries:
            if not entry.is_dir():
                yield _zip_member(archive, entry, limit_of, budget)


def _check_directory(source: IO[bytes]) -> None:
    """Refuse a table of contents that would fill the memory, before it is read.

    The table's size is what counts: the number of entries beside it can be any lie.
    """
    source.seek(max(0, source.seek(0, os.SEEK_END) - ZIP_TAIL))
    data = source.read()
    at = data.rfind(EMPTY_ZIP)
    if at < 0 or at + ZIP_END.size > len(data):
        raise RefusedError("the archive is broken (no table of contents)")
    length = ZIP_END.unpack_from(data, at)[5]
    zip64 = length == 0xFFFFFFFF or data.rfind(b"PK\x06\x07", max(0, at - 20), at) >= 0  # noqa: PLR2004
    if zip64 or length > MAX_DIRECTORY:
        raise RefusedError(f"its table of contents is larger than {size(MAX_DIRECTORY)}")


def _zip_member(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    limit_of: Callable[[str], int],
    budget: Budget,
) -> Member:
    name = entry.filename
    changed = _zip_time(entry.date_time)
    try:
        parts = safe_parts(name)
        limit = limit_of(name)
        mode = stat.S_IFMT(entry.external_attr >> 16)
        _check_member(entry.file_size, limit, plain=mode in (0, stat.S_IFREG))
        if entry.flag_bits & ENCRYPTED:
            return Member(parts, None, changed, "it is encrypted")
        if not limit:
            return Member(parts, b"", changed)
        with archive.open(entry) as stream:
            return Member(parts, _read(stream, limit, budget), changed)
    except RefusedError as error:
        if budget.left < 0:
            raise
        return Member(_shown(name), None, changed, str(error))
    except BROKEN as error:
        return Member(_shown(name), None, changed, f"it is broken in the archive ({error})")
    except (*UNREADABLE, MemoryError) as error:
        return Member(_shown(name), None, changed, f"it cannot be unpacked ({error})")


def _read(stream: IO[bytes], limit: int, budget: Budget) -> bytes:
    data = stream.read(limit + 1)
    budget.spend(len(data))
    if len(data) > limit:
        raise RefusedError(f"it unpacks to more than {size(limit)}")
    return data


def _zip_time(moment: tuple[int, ...]) -> datetime | None:
    try:
        year, month, day, hour, minute, second = moment[:6]
        found = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    return found if found.year >= NO_TIME else None


def _shown(name: str) -> tuple[str, ...]:
    return (PurePosixPath(name.replace("\\", "/")).name[:100] or "a file",)


# --- tar ------------------------------------------------------------------------------------


def _tar(
    source: IO[bytes], start: bytes, limit_of: Callable[[str], int], budget: Budget
) -> Iterator[Member]:
    # A tar can only be read from front to back, so everything that is unpacked counts.
    source.seek(0)
    stream = Counted(_unpacked(source, start), budget)
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|") as archive:
        for number, entry in enumerate(archive):
            if number >= MAX_TAR_ENTRIES:
                raise RefusedError(
                    f"it has more than {MAX_TAR_ENTRIES:,} entries; make a zip of it, or several"
                )
            # tarfile keeps every header that it has seen.
            cast("Any", archive).members = []
            if not entry.isdir():
                yield _tar_member(archive, entry, limit_of)


def _unpacked(source: IO[bytes], start: bytes) -> Any:  # noqa: ANN401  readers of three kinds
    if start.startswith(GZIP):
        return gzip.GzipFile(fileobj=source)
    if start.startswith(BZIP2):
        return bz2.BZ2File(source)
    if start.startswith(XZ):
        return io.BufferedReader(_Xz(source))
    return source


class _Xz(io.RawIOBase):
    """An xz stream whose memory is bounded; the standard reader takes what the file asks for."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._decoder = lzma.LZMADecompressor(memlimit=LZMA_MEMORY)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._decoder.eof:
            piece = self._source.read(1 << 16) if self._decoder.needs_input else b""
            data = self._decoder.decompress(piece, max_length=len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)
            if not piece and self._decoder.needs_input:
                raise EOFError("it ends in the middle")
        return 0


class Counted:
    """A stream that spends a budget with every byte that is read from it."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        """Wrap `stream`."""
        self._stream = stream
        self._budget = budget

    def read(self, count: int) -> bytes:
        """Return up to `count` bytes. Raises RefusedError when the budget is spent."""
        data = self._stream.read(count)
        self._budget.spend(len(data))
        return data


def _tar_member(
    archive: tarfile.TarFile, entry: tarfile.TarInfo, limit_of: Callable[[str], int]
) -> Member:
    changed = _tar_time(entry.mtime)
    try:
        parts = safe_parts(entry.name)
        limit = limit_of(entry.name)
        _check_member(entry.size, limit, plain=entry.isfile())
        if not limit:
            return Member(parts, b"", changed)
        stream = archive.extractfile(entry)
        return Member(parts, stream.read() if stream else b"", changed)
    except RefusedError as error:
        return Member(_shown(entry.name), None, changed, str(error))


def _tar_time(seconds: float) -> datetime | None:
    try:
        found = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.year >= NO_TIME else None
