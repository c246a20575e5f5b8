"""What a submitted notebook changed, for the record: it is rebuilt in any case and never used."""

from typing import Any

from blameaware.grading.careful_json import parse_json
from blameaware.grading.key import Key
from blameaware.grading.notebooks import KERNEL, notebook_of
from blameaware.grading.outcome import RefusedError

REBUILT = "it was rebuilt from the source"


def changes(data: bytes, key: Key) -> list[str]:
    """Return at most one note on how a notebook differs from the one that was released."""
    name = f"{key.name}.ipynb"
    try:
        notebook, _ = parse_json(data)
    except RefusedError as error:
        return [f"{name}: {error}; {REBUILT}"]
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        return [f"{name}: it is no notebook of today's format; {REBUILT}"]
    found = _differences(cells, notebook_of(key)["cells"])
    match notebook.get("metadata"):
        case {"kernelspec": {"name": str(kernel)}} if kernel != KERNEL["name"]:
            found.append("another kernel")
    return [f"{name}: {', '.join(found)}; {REBUILT}"] if found else []


def _differences(cells: list[Any], wanted: list[dict[str, Any]]) -> list[str]:
    """Return "2 cells added" and the like."""
    sources = {_grade_id(cell): _source(cell) for cell in wanted}
    ids = [_grade_id(cell) for cell in cells]
    known = [name for name in ids if name in sources]
    kept = {_grade_id(cell): _source(cell) for cell in cells if _grade_id(cell) in sources}
    counts = {
        "added": len(ids) - len(known),
        "there twice": len(known) - len(set(known)),
        "missing": len(set(sources) - set(known)),
        "changed": sum(kept[name] != sources[name] for name in kept),
    }
    found = [f"{count} {_cells(count)} {what}" for what, count in counts.items() if count]
    order = [name for name in sources if name in kept]
    if list(dict.fromkeys(known)) != order:
        found.append("cells in another order")
    return found


def _cells(count: int) -> str:
    return "cell" if count == 1 else "cells"


def _grade_id(cell: object) -> str:
    """Return nbgrader's name of a cell; empty when it has none."""
    match cell:
        case {"metadata": {"nbgrader": {"grade_id": str(name)}}}:
            return name
    return ""


def _source(cell: object) -> str:
    match cell:
        case {"source": str(text)}:
            return text
        case {"source": list(lines)}:
            return "".join(line for line in lines if isinstance(line, str))
    return ""
