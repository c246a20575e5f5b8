"""The inbox: everything that was handed in, byte for byte, for whoever wants to look again."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from blameaware.grading.files import write_atomically
from blameaware.grading.handed_in import Handed
from blameaware.grading.layouts import Claim
from blameaware.grading.units import Unit

NOTE = "note.json"
REFUSED = "_refused"


def digest_of(unit: Unit) -> str:
    """Return a short name for the bytes of a unit: the same bytes, the same name."""
    digest = hashlib.sha256()
    for handed in _files(unit):
        digest.update(handed.name.encode("utf-8", "replace") + b"\0")
        digest.update(hashlib.sha256(handed.data or b"").digest())
    return digest.hexdigest()[:16]


def _files(unit: Unit) -> list[Handed]:
    """Return the files of a unit that are worth keeping."""
    time = [unit.time] if unit.time else []
    return [*unit.answers, *unit.notebooks, *time]


@dataclass(frozen=True, slots=True)
class Inbox:
    """A folder of originals: inbox/<learner>/<digest>/<file>, with a note of what was done."""

    root: Path

    def folder(self, learner: str, digest: str) -> Path:
        """Return the folder of one unit."""
        return self.root / learner / digest

    def has(self, learner: str, digest: str) -> bool:
        """Tell whether these bytes of this learner are in."""
        return (self.folder(learner, digest) / NOTE).is_file()

    def keep(self, unit: Unit, claim: Claim, digest: str, notes: list[str]) -> None:
        """Keep the files of a unit that was taken in. The note comes last: it says all is here."""
        folder = self.folder(claim.learner, digest)
        self._write(folder, unit, {"status": "taken in", "from": unit.where, "notes": notes})
        if claim.lms or claim.name:
            person = json.dumps({"lms": claim.lms, "name": claim.name}, ensure_ascii=False)
            write_atomically(self.root / claim.learner / "learner.json", person + "\n")

    def keep_refused(self, unit: Unit, why: str) -> None:
        """Keep what can be kept of a unit that was refused, with the reason."""
        if _files(unit):
            folder = self.folder(REFUSED, digest_of(unit))
            self._write(folder, unit, {"status": "refused", "from": unit.where, "notes": [why]})

    def _write(self, folder: Path, unit: Unit, note: dict[str, object]) -> None:
        for number, handed in enumerate(_files(unit)):
            ending = Path(handed.name).suffix.lower()
            known = ending if ending in (".json", ".ipynb", ".txt") else ""
            write_atomically(folder / f"original-{number}{known}", handed.data or b"")
        text = json.dumps(note, indent=1, ensure_ascii=False)
        write_atomically(folder / NOTE, text.encode("utf-8", "replace") + b"\n")
