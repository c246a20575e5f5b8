"""The training corpus: rows, the part that is held out, and the sentences of a row."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = ("statements", "pairs")
HELD_OUT_SHARE = 5  # every fifth group is held out


@dataclass(frozen=True, slots=True)
class Row:
    """A labeled statement; `group` keeps the two halves of a contrast pair together."""

    id: str
    text: str
    label: str
    categories: tuple[str, ...]
    blame_span: str
    register: str
    hard: bool
    group: str
    source: str  # the file's name, without its ending

    @property
    def blame(self) -> bool:
        """Whether people marked the statement as blame."""
        return self.label == "blame"


def rows() -> list[Row]:
    """Return all rows, in the order of file names and lines."""
    return [
        row
        for folder in FOLDERS
        for path in sorted((HERE / folder).glob("*.jsonl"))
        for row in _read(path)
    ]


def _read(path: Path) -> Iterator[Row]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            yield Row(
                entry["id"], entry["text"], entry["label"], tuple(entry["categories"]),
                entry["blame_span"], entry["register"], entry["hard"],
                entry.get("pair") or entry["id"], path.stem,
            )  # fmt: skip
        except (KeyError, ValueError) as error:
            raise ValueError(f"{path}:{number}: {error}") from error


def held_out(row: Row) -> bool:
    """Whether the row is for measuring only. The hash of its group decides, so it never moves."""
    digest = hashlib.sha256(row.group.encode("utf-8")).digest()
    return digest[0] % HELD_OUT_SHARE == 0


def fold(row: Row, folds: int) -> int:
    """Return the fold of a row for cross-validation, again by its group."""
    digest = hashlib.sha256(row.group.encode("utf-8")).digest()
    return digest[1] % folds
