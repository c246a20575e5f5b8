"""Who a learner is in the LMS, as the layout of its archive told intake."""

import json
from pathlib import Path


def person_of(inbox: Path, learner: str) -> dict[str, str]:
    """Return columns of nbgrader's student: lms_user_id, first_name, last_name; {} if unknown."""
    try:
        table = json.loads((inbox / learner / "learner.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    first, _, last = str(table.get("name", "")).rpartition(" ")
    person = {"lms_user_id": str(table.get("lms", "")), "first_name": first, "last_name": last}
    return {column: value[:128] for column, value in person.items() if value}
