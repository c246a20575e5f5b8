"""Everything in a file, folder or archive that was handed over, one file at a time, as data.

Nothing is unpacked to disk and no link is followed. What cannot be read comes with the reason in
place of its bytes, so that every file gets a result.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from blameaware.grading.archives import ARCHIVE, archive_members, is_archive
from blameaware.grading.outcome import RefusedError
from blameaware.grading.safe_read import (
    MAX_ANSWERS,
    MAX_ARCHIVE,
    MAX_NOTEBOOK,
    open_regular,
    opened,
    read_regular,
)

MAX_ENTRIES = 100_000
MAX_DEPTH = 8
# Folders that tools make and nobody hands in.
SKIPPED = {"__MACOSX", ".ipynb_checkpoints", "__pycache__", ".git"}
NAMES_ABOVE = 4
ANY_SIZE = 1 << 62


@dataclass(frozen=True, slots=True)
class Handed:
    """One file as it was handed in.

    `where` is shown to people; `parts` are the names on the way to it, from below what was handed
    over, and `above` those that lead there; `data` its bytes, or None with `refused` saying why;
    `changed` is when it was last written, as its system says.
    """

    where: str
    above: tuple[str, ...]
    parts: tuple[str, ...]
    data: bytes | None = field(repr=False)
    changed: datetime
    refused: str = ""

    @property
    def name(self) -> str:
        """Return the name of the file alone."""
        return self.parts[-1]


def limit_of(name: str) -> int:
    """Return the most bytes that a file of this name may have; 0 for one that is not read."""
    name = name.lower()
    if name.endswith(".ipynb"):
        return MAX_NOTEBOOK
    return MAX_ANSWERS if name.endswith((".json", "timestamp.txt", "submission_secret.txt")) else 0


def handed_in(path: Path) -> Iterator[Handed]:
    """Yield every file in `path`: a file alone, a folder, or an archive."""
    walk = _Walk(tuple(_printable(part) for part in path.absolute().parts[-NAMES_ABOVE:]))
    if path.is_dir() and not path.is_symlink():
        yield from walk.folder(path, ())
    else:
        yield from walk.file(path, (), alone=True)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through what was handed over. `above` are the names that lead to it."""

    above: tuple[str, ...]

    def folder(self, folder: Path, parts: tuple[str, ...]) -> Iterator[Handed]:
        """Yield the files in a folder and in those below it, in the order of their names."""
        try:
            entries = _entries(folder, len(parts))
        except RefusedError as error:
            yield self._refused(folder, (*parts, _printable(folder.name)), str(error))
            return
        for entry in entries:
            names = (*parts, _printable(entry.name))
            if entry.is_dir(follow_symlinks=False):
                yield from self.folder(Path(entry.path), names)
            else:
                yield from self.file(Path(entry.path), names)

    def file(self, path: Path, parts: tuple[str, ...], *, alone: bool = False) -> Iterator[Handed]:
        """Yield a file, or what is in it when it is an archive."""
        above = self.above[:-1] if alone else self.above
        names = parts or self.above[-1:]
        outer = () if alone else (*parts[:-1], ARCHIVE.sub("", parts[-1]))
        if is_archive(path):
            yield from self._archive(path, outer)
            return
        limit = MAX_NOTEBOOK if alone else limit_of(path.name)
        try:
            data = _read(path, limit)
        except RefusedError as error:
            yield self._refused(path, names, str(error))
            return
        if alone and is_archive(data):
            yield from self._archive(path, outer)
        else:
            yield Handed(_printable(str(path)), above, names, data, _changed(path))

    def _archive(self, path: Path, outer: tuple[str, ...]) -> Iterator[Handed]:
        """Yield the files in an archive; `outer` says where it stood, when not alone."""
        where, changed, now = _printable(str(path)), _changed(path), datetime.now(UTC)
        above = self.above if outer else ()
        try:
            with opened(path, MAX_ARCHIVE) as source:
                for member in archive_members(source, limit_of):
                    names = (*outer, *member.parts)
                    place = f"{where}/{'/'.join(member.parts)}"
                    moment = min(member.changed or changed, now)
                    yield Handed(place, above, names, member.data, moment, member.refused)
        except RefusedError as error:
            yield self._refused(path, (*outer, path.name), str(error))

    def _refused(self, path: Path, parts: tuple[str, ...], why: str) -> Handed:
        return Handed(_printable(str(path)), self.above, parts, None, _changed(path), why)


def _entries(folder: Path, depth: int) -> list["os.DirEntry[str]"]:
    """Return what is in a folder, by name. Raises RefusedError for one that is not for people."""
    if depth > MAX_DEPTH:
        raise RefusedError("it lies deeper than any submission")
    try:
        with os.scandir(folder) as found:
            entries = [entry for _, entry in zip(range(MAX_ENTRIES + 1), found, strict=False)]
    except OSError as error:
        raise RefusedError(f"it cannot be opened ({error.strerror})") from None
    if len(entries) > MAX_ENTRIES:
        raise RefusedError(f"it has more than {MAX_ENTRIES:,} files")
    wanted = (entry for entry in entries if entry.name not in SKIPPED)
    return sorted(wanted, key=lambda entry: entry.name)


def _read(path: Path, limit: int) -> bytes:
    """Return a file's bytes; nothing for one that is not used, after a look at what it is."""
    if limit:
        return read_regular(path, limit)
    os.close(open_regular(path, ANY_SIZE))
    return b""


def _changed(path: Path) -> datetime:
    """Return when a file was written, never in the future; now, when nobody knows."""
    now = datetime.now(UTC)
    try:
        return min(datetime.fromtimestamp(path.lstat().st_mtime, UTC), now)
    except (OSError, ValueError, OverflowError):
        return now


def _printable(name: str) -> str:
    """Return a name of any encoding as text that can be written and shown."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
