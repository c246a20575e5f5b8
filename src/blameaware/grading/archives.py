"""Reading zip and tar archives of strangers, without unpacking them.

An archive may claim a million entries, unpack a thousandfold, climb out of its folder, or hold
links and devices. Members are read one at a time into memory, with a cap on each, on all together
and on their number; only files that could matter are read at all.
"""

import bz2
import gzip
import io
import lzma
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from blameaware.grading.outcome import RefusedError
from blameaware.grading.safe_read import size

MAX_ENTRIES = 20_000
MAX_DIRECTORY = 8_000_000
MAX_TOTAL = 128_000_000
LZMA_MEMORY = 64_000_000
ARCHIVE = re.compile(r"\.(zip|tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz))$", re.IGNORECASE)
ZIP, GZIP, BZIP2, XZ = b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"
EMPTY_ZIP = b"PK\x05\x06"
TAR_MARK, TAR_MARK_AT = b"ustar", 257
ZIP_END = struct.Struct("<4s4H2LH")
ENCRYPTED = 0x1


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


def archive_members(data: bytes, limit_of: Callable[[str], int]) -> Iterator[Member]:
    """Yield the files in an archive. `limit_of(name)` says how many bytes to read, 0 for none.

    A member that may not be taken (too large, a link, a device, a path that leads out) comes
    without bytes. Raises RefusedError when the archive as a whole cannot be read.
    """
    budget = Budget(MAX_TOTAL)
    try:
        if data.startswith((ZIP, EMPTY_ZIP)):
            yield from _zip(data, limit_of, budget)
        else:
            yield from _tar(data, limit_of, budget)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise RefusedError(f"the archive is broken ({error})") from None
    except (OSError, ValueError, NotImplementedError, RuntimeError, struct.error) as error:
        raise RefusedError(f"the archive cannot be read ({error})") from None


class Budget:
    """How many bytes may still be unpacked from one archive."""

    def __init__(self, total: int) -> None:
        """Start with `total` bytes."""
        self.left = total

    def spend(self, count: int) -> None:
        """Take `count` bytes away. Raises RefusedError when there are no more."""
        self.left -= count
        if self.left < 0:
            raise RefusedError(f"it unpacks to more than {size(MAX_TOTAL)}")


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


def _zip(data: bytes, limit_of: Callable[[str], int], budget: Budget) -> Iterator[Member]:
    _check_directory(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise RefusedError(f"it has {len(entries):,} entries; the most is {MAX_ENTRIES:,}")
        for entry in entries:
            if not entry.is_dir():
                yield _zip_member(archive, entry, limit_of, budget)


def _check_directory(data: bytes) -> None:
    """Refuse a table of contents that would fill the memory, before it is read.

    The table's size is what counts: the number of entries beside it can be any lie.
    """
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
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
    except (zipfile.BadZipFile, zlib.error, EOFError, lzma.LZMAError) as error:
        return Member(_shown(name), None, changed, f"it is broken in the archive ({error})")


def _read(stream: IO[bytes], limit: int, budget: Budget) -> bytes:
    data = stream.read(limit + 1)
    budget.spend(len(data))
    if len(data) > limit:
        raise RefusedError(f"it unpacks to more than {size(limit)}")
    return data


def _zip_time(moment: tuple[int, ...]) -> datetime | None:
    try:
        year, month, day, hour, minute, second = moment[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _shown(name: str) -> tuple[str, ...]:
    return (PurePosixPath(name.replace("\\", "/")).name[:100] or "a file",)


# --- tar ------------------------------------------------------------------------------------


def _tar(data: bytes, limit_of: Callable[[str], int], budget: Budget) -> Iterator[Member]:
    # A tar can only be read from front to back, so everything that is unpacked counts.
    stream = Counted(_unpacked(data), budget)
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|") as archive:
        for number, entry in enumerate(archive):
            if number >= MAX_ENTRIES:
                raise RefusedError(f"it has more than {MAX_ENTRIES:,} entries")
            # tarfile keeps every header that it has seen.
            cast("Any", archive).members = []
            if not entry.isdir():
                yield _tar_member(archive, entry, limit_of)


def _unpacked(data: bytes) -> Any:  # noqa: ANN401  readers of three kinds
    source = io.BytesIO(data)
    if data.startswith(GZIP):
        return gzip.GzipFile(fileobj=source)
    if data.startswith(BZIP2):
        return bz2.BZ2File(source)
    if data.startswith(XZ):
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
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
