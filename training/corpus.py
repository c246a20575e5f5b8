"""The training corpus: labeled statements, what rewrites add to them, and the held-out part."""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blameaware.language.rewrite_examples import is_held_out

HERE = Path(__file__).parent
BANK = HERE.parent / "src" / "blameaware" / "bank" / "data"
REWRITES, EXERCISES, FACTS, MODELS = "rewrites", "exercises", "facts", "models"  # of `further`
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


def further() -> list[Row]:
    """Return what may be taught beside the statements: rewrites, the course's own exercises.

    Rewrites of held-out statements are left out (the same rule as for the judge of rewrites),
    and so is every text that stands in the held-out part here. A blaming row of several
    sentences has no span: which of them blames is for the trainer to find.
    """
    measured = {row.text.lower() for row in rows() if held_out(row)}
    found: dict[str, Row] = {}
    for row in (*_of_rewrites(), *_of_exercises(), *_of_spots()):
        if row.text.lower() not in measured:
            found.setdefault(row.text.lower(), row)
    return list(found.values())


def _of_rewrites() -> Iterator[Row]:
    for path in sorted((HERE / "rewrites").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            entry = json.loads(line)
            if is_held_out(entry["id"]):
                continue
            yield _plain_row(entry["statement"], True, entry["id"], REWRITES)
            for rewrite in entry["rewrites"]:
                if rewrite["verdict"] != "unchanged":
                    blames = rewrite["verdict"] == "still_blames"
                    yield _plain_row(rewrite["text"], blames, entry["id"], REWRITES)


def _of_exercises() -> Iterator[Row]:
    for item in _items("rewrite"):
        yield _plain_row(item["statement"], True, item["id"], EXERCISES)
        for text in item["models"]:
            yield _plain_row(text, False, item["id"], EXERCISES)
        for verdict, text in item.get("must_not_pass", {}).items():
            yield _plain_row(text, verdict == "still_blames", item["id"], EXERCISES)
        for text in item.get("fact_sheet", ()):
            yield _plain_row(text, False, item["id"], FACTS)
    for kind in ("ask", "compose"):
        for item in _items(kind):
            for text in item["models"]:
                yield _plain_row(text, False, item["id"], MODELS)


def _of_spots() -> Iterator[Row]:
    for item in _items("spot"):
        text = item["text"]
        for blame in item.get("blame", ()):
            yield Row(
                item["id"], text, "blame", (blame["pattern"],), blame["words"], "", False,
                item["id"], EXERCISES,
            )  # fmt: skip
        if not item.get("blame"):
            yield _plain_row(text, False, item["id"], EXERCISES)


def _items(kind: str) -> Iterator[Mapping[str, Any]]:
    for path in sorted((BANK / kind).glob("*.toml")):
        yield from tomllib.loads(path.read_text("utf-8"))["item"]


def _plain_row(text: str, blames: bool, group: str, source: str) -> Row:
    return Row(group, text, "blame" if blames else "ok", (), "", "", False, group, source)


def held_out(row: Row) -> bool:
    """Whether the row is for measuring only. The hash of its group decides, so it never moves."""
    digest = hashlib.sha256(row.group.encode("utf-8")).digest()
    return digest[0] % HELD_OUT_SHARE == 0


def fold(row: Row, folds: int) -> int:
    """Return the fold of a row for cross-validation, again by its group."""
    digest = hashlib.sha256(row.group.encode("utf-8")).digest()
    return digest[1] % folds
