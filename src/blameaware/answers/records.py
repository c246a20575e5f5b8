"""What an answers file holds, and how two of them become one.

A file is {"schema": 1, "course": "blameaware", "learner": null, "answers": {item id: record}}; a
record is {"kind": …, "value": …, "tries": n, "at": "2026-11-23T10:02:00Z", …}. Keys that this
version does not know are kept: they may come from a newer one.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

SCHEMA = 1
COURSE = "blameaware"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

Record = dict[str, Any]
Content = dict[str, Any]


class UnreadableError(ValueError):
    """A file's content is no answers file."""


class NewerSchemaError(ValueError):
    """A file was written by a newer version of the course."""


def empty() -> Content:
    """Return the content of a new file."""
    return {"schema": SCHEMA, "course": COURSE, "learner": None, "answers": {}}


def stamp(moment: datetime) -> str:
    """Return a moment as it stands in a record, in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(record: Mapping[str, Any]) -> datetime | None:
    """Return when a record was made, or None when that is missing or unreadable."""
    at = record.get("at")
    if not isinstance(at, str) or not INSTANT.fullmatch(at):
        return None
    try:
        return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def parse(text: str) -> Content:
    """Return the content of a file's text.

    Raises UnreadableError for what is no answers file, NewerSchemaError for a later schema.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    return tidy(content)


def tidy(content: object) -> Content:
    """Return a content that is safe to use: entries that are no records are put aside.

    They are kept under the key "unreadable". Raises UnreadableError or NewerSchemaError.
    """
    if not isinstance(content, dict) or not isinstance(content.get("answers"), dict):
        raise UnreadableError("no object with answers")
    schema = content.get("schema", SCHEMA)
    if not isinstance(schema, int) or isinstance(schema, bool):
        raise UnreadableError("the schema is no number")
    if schema > SCHEMA:
        raise NewerSchemaError(str(schema))
    answers, aside = {}, content.get("unreadable")
    aside = dict(aside) if isinstance(aside, dict) else {}
    for name, record in content["answers"].items():
        if isinstance(record, dict):
            answers[name] = record
        else:
            aside[name] = record
    kept = {**empty(), **content, "schema": SCHEMA, "answers": answers}
    if aside:
        kept["unreadable"] = aside
    return kept


def later(first: Record, second: Record) -> Record:
    """Return the record that was made later; the choice does not depend on the order of two."""
    return max(first, second, key=_age)


def _age(record: Record) -> tuple[str, str]:
    moment = moment_of(record)
    at = stamp(moment) if moment else ""
    return at, json.dumps(record, sort_keys=True, ensure_ascii=False)


def merged(ours: Content, theirs: Content) -> Content:
    """Return two contents as one, item by item; the later record wins, other keys are kept."""
    answers = dict(ours["answers"])
    for name, record in theirs["answers"].items():
        answers[name] = later(answers[name], record) if name in answers else record
    learner = ours.get("learner") or theirs.get("learner")
    return {**theirs, **ours, "learner": learner, "answers": answers}
