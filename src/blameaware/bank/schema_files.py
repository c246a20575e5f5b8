"""Write the JSON Schemas of the kinds beside this file: python -m blameaware.bank.schema_files."""

import json
from pathlib import Path

from blameaware.bank.models import KINDS
from blameaware.bank.shape import schema_of

FOLDER = Path(__file__).parent / "schemas"


def text_of(kind: str) -> str:
    """Return the schema file of a kind as it should be."""
    return json.dumps(schema_of(KINDS[kind]), indent=1, ensure_ascii=False) + "\n"


def write() -> None:
    """Write every schema file."""
    FOLDER.mkdir(exist_ok=True)
    for kind in KINDS:
        (FOLDER / f"{kind}.schema.json").write_text(text_of(kind), encoding="utf-8")


if __name__ == "__main__":
    write()
