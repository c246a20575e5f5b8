"""The training data of the judge: statements with rewrites that people gave a verdict.

One fifth of the statements, chosen by a hash of their id, is held out: nothing is learned
from it and nothing tuned to it. The figures that the course publishes come from there.
The course's own exercises are further examples; they are learned from and never measured.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from blameaware.errors import UserError
from blameaware.language.rewrite_task import OUTCOMES, Outcome, RewriteTask

EXERCISE = "exercise"
"""The style of rewrites that stand in the course's exercises."""

LEANS = "leans.json"

_PARTS = 5


class Labeled(NamedTuple):
    """One rewrite with its verdict.

    `style` is "tidy", "messy" or EXERCISE, `source` the id of its statement.
    """

    source: str
    style: str
    task: RewriteTask
    text: str
    verdict: Outcome

    @property
    def held_out(self) -> bool:
        """Say whether this rewrite is kept for measuring."""
        return is_held_out(self.source)


def is_held_out(source: str) -> bool:
    """Say whether the statement with this id belongs to the held-out fifth."""
    return int(sha256(source.encode()).hexdigest()[:8], 16) % _PARTS == 0


def read_rewrites(folder: Path) -> list[Labeled]:
    """Return all rewrites in the *.jsonl files of `folder`.

    Raises UserError that names the file and line that cannot be read.
    """
    found: list[Labeled] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            try:
                found.extend(_rewrites(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise UserError(f"{path}, line {number}: {error!r}") from error
    if not found:
        raise UserError(f"no rewrites in {folder}: expected *.jsonl files there")
    return found


def read_exercises(folder: Path) -> list[Labeled]:
    """Return the course's own rewriting exercises as labeled rewrites, from its *.toml files.

    An exercise brings models that pass, one text for each verdict that does not, and its
    statement, which is unchanged. Their style is "exercise": no figure counts them.
    Raises UserError that names the file that cannot be read.
    """
    found: list[Labeled] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            for item in tomllib.loads(path.read_text("utf-8"))["item"]:
                found.extend(_of_exercise(item))
        except (ValueError, KeyError, TypeError) as error:
            raise UserError(f"{path}: {error!r}") from error
    if not found:
        raise UserError(f"no exercises in {folder}: expected *.toml files there")
    return found


def lean_key(text: str) -> str:
    """Return the 12 hex digits by which a text is found among the leans."""
    return sha256(text.lower().encode()).hexdigest()[:12]


def read_leans(folder: Path) -> dict[str, float]:
    """Return how far each rewrite leans to blame for a statement engine that never saw its like.

    `training/train.py` writes the file. What the engine says of rewrites that taught it would
    be too sure, and a judge that learned to trust it would be let down by a learner's text.
    Raises UserError where the file cannot be read.
    """
    path = folder / LEANS
    try:
        found: dict[str, float] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: {error}; run: python training/train.py") from error
    return found


class Sentence(NamedTuple):
    """One sentence of the statement engine's training data; `source` is its id or its pair's."""

    source: str
    text: str
    blames: bool


def read_sentences(folders: Iterable[Path]) -> list[Sentence]:
    """Return the sentences that are not held out, from the *.jsonl files of `folders`."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.jsonl"))]
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    found = [
        Sentence(row.get("pair") or row["id"], row["text"], row["label"] == "blame") for row in rows
    ]
    return [sentence for sentence in found if not is_held_out(sentence.source)]


def _rewrites(row: dict[str, object]) -> Iterator[Labeled]:
    task = RewriteTask(str(row["statement"]), str(row["context"]), _strings(row["facts"]))
    rewrites = row["rewrites"]
    if not isinstance(rewrites, list):
        raise TypeError("rewrites must be a list")
    for rewrite in rewrites:
        verdict = next(v for v in OUTCOMES if v == rewrite["verdict"])
        yield Labeled(str(row["id"]), str(row["style"]), task, rewrite["text"], verdict)


def _of_exercise(item: Mapping[str, Any]) -> Iterator[Labeled]:
    task = RewriteTask(
        item["statement"], item["context"], tuple(item["facts"]), tuple(item.get("fact_sheet", ()))
    )
    verdicts: list[tuple[Outcome, str]] = [("pass", text) for text in item["models"]]
    others = item.get("must_not_pass", {})
    verdicts += [(verdict, others[verdict]) for verdict in OUTCOMES if verdict in others]
    verdicts.append(("unchanged", item["statement"]))
    for verdict, text in verdicts:
        yield Labeled(item["id"], EXERCISE, task, text, verdict)


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, Iterable):
        raise TypeError("facts must be a list")
    return tuple(str(item) for item in value)
