"""The file of answers: read, changed one record at a time, written whole and at once.

Every change reads the file again first, so that two notebooks beside the same file do not
overwrite each other's records. What cannot be written stays in memory, and the store says so.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar
from weakref import WeakSet

from blameaware.answers import records
from blameaware.answers.records import (
    Content,
    NewerSchemaError,
    Record,
    UnreadableError,
    merged,
    moment_of,
    stamp,
)

MOST_BYTES = 20_000_000  # a file larger than this is no record of one person's answers

T = TypeVar("T")
Code = Literal["saved", "broken-moved", "newer", "not-writable", "not-readable"]


class Watcher(Protocol):
    """Something that shows what the store holds."""

    def store_changed(self) -> None:
        """Take note of a change."""


@dataclass(frozen=True)
class Notice:
    """Something that the learner should know about the file: a code, and what it is about."""

    code: Code
    detail: str = ""


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """Answers in one JSON file. Nothing here raises because of the file; see `notices`."""

    def __init__(
        self, path: str | Path = "answers.json", *, now: Callable[[], datetime] = _now
    ) -> None:
        """Use the file at `path`; it is made with the first answer. `now` tells the time."""
        self.path = Path(path).absolute()
        self.notices: list[Notice] = []
        self._now = now
        self.watchers: WeakSet[Watcher] = WeakSet()
        self._memory: Content | None = None  # what is used instead when the file cannot be

    @classmethod
    def in_memory(cls) -> "Store":
        """Return a store without a file: what is put there is gone with the process."""
        store = cls()
        store._memory = records.empty()
        return store

    # --- reading ----------------------------------------------------------------------------

    @property
    def content(self) -> Content:
        """The whole content, read afresh."""
        if self._memory is not None:
            return self._memory
        return self._read()

    @property
    def keeps(self) -> bool:
        """Whether answers go to the file (and not only to this session's memory)."""
        return self._memory is None

    def get(self, item_id: str) -> Record | None:
        """Return the record of an item, or None."""
        record = self.content["answers"].get(item_id)
        return dict(record) if record is not None else None

    def answers(self) -> dict[str, Record]:
        """Return all records by item id, also those of items that this version does not know."""
        return dict(self.content["answers"])

    def learner(self) -> str | None:
        """Return the name that the learner gave to the file, if any."""
        name = self.content.get("learner")
        return name if isinstance(name, str) else None

    def export(self, ids: Callable[[str], bool] | None = None, **more: Any) -> str:  # noqa: ANN401
        """Return the content as JSON text, narrowed to the item ids for which `ids` is true.

        `more` are further top-level keys, such as assignment="rewriting".
        """
        content = self.content
        answers = {k: v for k, v in content["answers"].items() if ids is None or ids(k)}
        return _as_text({**content, **more, "answers": answers})

    # --- changing ---------------------------------------------------------------------------

    def put(
        self,
        item_id: str,
        kind: str,
        value: Any,  # noqa: ANN401  JSON of the kind
        *,
        tried: bool = False,
        **more: Any,  # noqa: ANN401  further JSON
    ) -> Record:
        """Store an answer and return its record.

        `tried` counts a try. `more` are further keys, such as confidence=0.8; a key given as None
        is removed. Keys that the record has already are kept.
        """

        def change(content: Content) -> Record:
            before = content["answers"].get(item_id, {})
            tries = before.get("tries")
            tries = tries if isinstance(tries, int) and not isinstance(tries, bool) else 0
            record = {
                **before,
                "kind": kind,
                "value": value,
                "tries": max(0, tries) + tried,
                **more,
            }
            record = {
                key: entry for key, entry in record.items() if entry is not None or key == "value"
            }
            record["at"] = self._at(before)
            content["answers"][item_id] = record
            return record

        return self._change(change)

    def reset(self, item_id: str | None = None) -> None:
        """Forget one item's answer, or all of them."""

        def change(content: Content) -> None:
            if item_id is None:
                content["answers"] = {}
                content.pop("unreadable", None)
            else:
                content["answers"].pop(item_id, None)

        self._change(change)

    def name(self, learner: str | None) -> None:
        """Set (or take away) the learner's name in the file."""

        def change(content: Content) -> None:
            content["learner"] = learner or None

        self._change(change)

    def merge(self, other: str | Mapping[str, Any]) -> int:
        """Take in another file's text or content; return how many records are new or later.

        Raises UnreadableError or NewerSchemaError when it is none of ours; nothing changes then.
        """
        theirs = records.parse(other) if isinstance(other, str) else records.tidy(dict(other))

        def change(content: Content) -> int:
            before = dict(content["answers"])
            both = merged(content, theirs)
            content.clear()
            content.update(both)
            return sum(before.get(name) != record for name, record in both["answers"].items())

        return self._change(change)

    # --- the file ---------------------------------------------------------------------------

    def _at(self, before: Record) -> str:
        """Return the time of a new record: never before the record that it follows.

        Clocks differ between machines; the answer just given is the later one all the same.
        """
        last, now = moment_of(before), self._now()
        return stamp(max(last, now) if last else now)

    def _change(self, change: Callable[[Content], T]) -> T:
        result = self._changed(change)
        for watcher in list(self.watchers):
            watcher.store_changed()
        return result

    def _changed(self, change: Callable[[Content], T]) -> T:
        if self._memory is not None:
            return change(self._memory)
        with _locked(self.path.parent):
            content = self._read()
            result = change(content)
            if not self.keeps:  # reading found that the file must not be touched
                return result
            try:
                _write(self.path, _as_text(content))
            except OSError as error:
                self._memory = content
                self._say("not-writable", error.strerror or str(error))
        return result

    def _read(self) -> Content:
        try:
            if self.path.stat().st_size > MOST_BYTES:
                return self._set_aside("the file is too large")
            return records.parse(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return records.empty()
        except NewerSchemaError as error:
            self._memory = records.empty()
            self._say("newer", str(error))
            return self._memory
        except (UnreadableError, UnicodeDecodeError) as error:
            return self._set_aside(str(error))
        except OSError as error:
            self._memory = records.empty()
            self._say("not-readable", error.strerror or str(error))
            return self._memory

    def _set_aside(self, why: str) -> Content:
        """Move a broken file out of the way under a name that is not taken, and start anew."""
        for number in range(1, 1000):
            aside = self.path.with_name(f"{self.path.stem}.broken-{number}{self.path.suffix}")
            if aside.exists():
                continue
            try:
                self.path.rename(aside)
            except OSError as error:
                self._memory = records.empty()
                self._say("not-readable", error.strerror or why)
                return self._memory
            self._say("broken-moved", aside.name)
            return records.empty()
        self._memory = records.empty()
        self._say("not-readable", why)
        return self._memory

    def _say(self, code: Code, detail: str) -> None:
        notice = Notice(code, detail)
        if notice not in self.notices:
            self.notices.append(notice)


def _as_text(content: Content) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _write(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=".answers-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            # A lone surrogate can be typed into a page; it must not cost the whole file.
            file.write(text.encode("utf-8", "replace").decode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a lock on a folder where the system has one; elsewhere the short window stays."""
    try:
        from fcntl import LOCK_EX, flock  # noqa: PLC0415  not on every system, nor in a browser

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):
            flock(handle, LOCK_EX)
        yield
    finally:
        os.close(handle)
