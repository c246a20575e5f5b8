"""Submissions that nobody should hand in, each with the result that it has to get.

`CASES` maps a name to a function that makes the submission in a folder of its own and returns what
is given to intake, with the status and a word of the reason that intake must give.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from made_answers import answers_file

GOOD = {"rewriting/q1": {"kind": "choose", "value": ["c"]}}
# Whatever runs this leaves a mark in every place that a test looks at.
PAYLOAD = "import os, pathlib; pathlib.Path(os.environ.get('TRIPPED', 'tripped')).touch()"


class Case(NamedTuple):
    """How to make a hostile submission, and what intake has to say to it."""

    make: Callable[[Path], Path]
    status: str
    says: str


CASES: dict[str, Case] = {}


def case(status: str, says: str = "") -> Callable[[Callable[[Path], Path]], Callable[[Path], Path]]:
    """Register a maker of a submission under its name."""

    def register(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
        CASES[make.__name__] = Case(make, status, says)
        return make

    return register


def text_case(name: str, text: str | bytes, status: str, says: str = "") -> None:
    """Register a file "mallory.json" with these contents."""

    def make(folder: Path) -> Path:
        path = folder / "mallory.json"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        return path

    CASES[name] = Case(make, status, says)


def raw(answers: str, **fields: str) -> str:
    """Return an answers file with these texts as JSON, however broken."""
    more = "".join(f', "{name}": {value}' for name, value in fields.items())
    return f'{{"schema": 1, "course": "blameaware", "answers": {answers}{more}}}'


def item(value: str, name: str = "rewriting/r1", kind: str = "rewrite") -> str:
    """Return the text of answers with one answer whose value is this text."""
    return f'{{"{name}": {{"kind": "{kind}", "value": {value}}}}}'


# --- files that are no answers, or only almost ------------------------------------------------

text_case("empty_file", "", "refused", "empty")
text_case("not_json", "answers = [1, 2]", "refused", "not JSON")
text_case("cut_off", raw(item('"On Monday'))[:-30], "refused", "not JSON")
text_case("a_list", "[]", "refused", "list")
text_case("several_submissions", "[{}, {}]", "refused", "several")
text_case("two_records", answers_file(GOOD) * 2, "refused", "second submission")
text_case("a_number", "7", "refused", "not an answers file")
text_case("no_answers", '{"schema": 1}', "refused", "no table of answers")
text_case("answers_are_a_list", raw("[]"), "refused", "no table of answers")
text_case("another_course", raw("{}", course='"algebra"'), "refused", "another course")
text_case("newer_schema", '{"schema": 9, "answers": {}}', "refused", "newer version")
text_case("odd_schema", '{"schema": "1e9", "answers": {}}', "refused", "schema")
text_case("not_text", b"\xff\xfe\x00\xd8\x80", "refused", "")
text_case("binary", bytes(range(256)), "refused", "not text")
text_case("nested_deep", '{"answers": ' + "[" * 100_000, "refused", "deeper")
text_case("nested_values", raw(item("[" * 900 + "]" * 900)), "repaired", "not a text")
text_case("long_number", raw(item("1" * 1_000_000)), "refused", "number too long")
text_case(
    "other_items_only", raw(item('"x"', "other/q1")), "refused", "no answers to an assignment"
)
text_case(
    "too_many_answers",
    raw("{" + ",".join(f'"rewriting/x{n}": {{}}' for n in range(3_000)) + "}"),
    "refused",
    "the most is",
)

text_case("schema_without_end", '{"schema": 1' + "0" * 4_000 + "}", "refused", "newer version")
text_case("utf_16_without_a_mark", answers_file(GOOD).encode("utf-16-le"), "refused", "not JSON")
text_case("utf_32", answers_file(GOOD).encode("utf-32"), "refused", "")
text_case(
    "ten_thousand_answers",
    raw("{" + ",".join(f'"rewriting/x{n}": {{"kind": "choose"}}' for n in range(10_000)) + "}"),
    "refused",
    "the most is",
)
text_case("script_after_json", answers_file(GOOD) + PAYLOAD, "refused", "something follows")
text_case("pickle", b"\x80\x04cposix\nsystem\n(S'touch tripped'\ntR.", "refused", "not text")
text_case("yaml_tag", "!!python/object/apply:os.system ['touch tripped']", "refused", "not JSON")

# --- answers that have to be repaired --------------------------------------------------------

text_case("wrong_type", raw(item("7")), "repaired", "not a text")
text_case("value_is_null", raw(item("null")), "repaired", "not a text")
text_case("not_a_number", raw(item("NaN", "rewriting/q1", "choose")), "repaired", "NaN")
text_case("another_kind", raw(item('"x"', "rewriting/q1", "rewrite")), "repaired", "another kind")
text_case("unknown_kind", raw(item('"x"', kind="exec")), "repaired", "no exercise is of the kind")
text_case("unknown_item", raw(item('"x"', "rewriting/q99")), "repaired", "no such item")
text_case("answer_is_no_object", raw('{"rewriting/r1": "text"}'), "repaired", "not an answer")
text_case("long_text", raw(item(json.dumps("blame " * 100_000))), "repaired", "cut to")
text_case(
    "key_twice",
    raw('{"rewriting/q1": {"kind": "choose", "value": ["a"]},'
        ' "rewriting/q1": {"kind": "choose", "value": ["c"]}}'),
    "repaired", "twice",
)  # fmt: skip
text_case(
    "from_the_future",
    raw('{"rewriting/q1": {"kind": "choose", "value": ["c"], "at": "2099-01-01T00:00:00Z"}}'),
    "repaired", "future",
)  # fmt: skip
text_case("half_a_surrogate", raw(item('"On Monday \\ud800"')), "accepted")
text_case(
    "markup_and_controls",
    raw(item(json.dumps("<script>x</script><svg onload=x> [a](javascript:x) \x1b[31m \u202e"))),
    "accepted",
)  # fmt: skip
text_case("utf_16", answers_file(GOOD).encode("utf-16"), "accepted")
text_case("byte_order_mark", b"\xef\xbb\xbf" + answers_file(GOOD).encode(), "accepted")
text_case("a_megabyte_of_rewrite", raw(item(json.dumps("blame " * 170_000))), "repaired", "cut to")
text_case(
    "number_of_4000_digits",
    raw('{"capstone/pl": {"kind": "plan", "value": {"team": 1' + "0" * 4_000 + "}}}"),
    "repaired", "number without bounds",
)  # fmt: skip
text_case(
    "number_past_floats",
    raw('{"capstone/pl": {"kind": "plan", "value": {"team": 1e999, "more": -1e999}}}'),
    "repaired", "number without bounds",
)  # fmt: skip
text_case(
    "confidence_past_floats",
    raw('{"rewriting/q1": {"kind": "choose", "value": [], "confidence": 1e999, "tries": 1e999}}'),
    "accepted",
)  # fmt: skip
text_case(
    "spans_without_end",
    raw('{"hearing-blame/s1": {"kind": "spot", "value": [[-1, 1e999], [0, 9999999999]]}}'),
    "repaired", "mark without a place",
)  # fmt: skip
text_case(
    "ten_thousand_choices",
    raw(item("[" + ",".join(['"c"'] * 10_000) + "]", "rewriting/q1", "choose")),
    "repaired", "not a short list",
)  # fmt: skip
text_case(
    "time_before_all_clocks",
    raw('{"rewriting/q1": {"kind": "choose", "value": ["c"], "at": "0001-01-01T00:00:00+23:59"}}'),
    "repaired", "time cannot be read",
)  # fmt: skip
text_case("halves_everywhere", raw(item('"x"', "rewriting/\\ud800", "\\udfff")), "repaired", "")
text_case(
    "keys_for_a_terminal",
    '{"\\u001b[2J\\n": 1, "\\u001b[2J\\n": 2, "schema": 1, "answers": ' + item('"x"') + "}",
    "repaired", "twice",
)  # fmt: skip
text_case("learner_of_windows", raw(item('"x"'), learner='"CON"'), "repaired", "as inside")
text_case("learner_of_the_inbox", raw(item('"x"'), learner='"_refused"'), "repaired", "as inside")
text_case("learner_is_markup", raw(item('"x"'), learner='"<b>=1+1</b>"'), "repaired", "kept as")
text_case(
    "object_with_prototype",
    raw('{"__proto__": {}, "rewriting/__class__": {"kind": "choose", "value": []}}'),
    "repaired", "no such item",
)  # fmt: skip
text_case("learner_climbs", raw(item('"x"'), learner='"../../etc"'), "repaired", "kept as")
text_case("learner_is_a_glob", raw(item('"x"'), learner='"*"'), "repaired", "cannot be a name")
text_case("learner_is_a_number", raw(item('"x"'), learner="7"), "accepted")
text_case("another_learner", raw(item('"x"'), learner='"zoe"'), "repaired", "as inside")


@case("refused", "2 MB")
def hundred_megabytes(folder: Path) -> Path:
    path = folder / "class"
    path.mkdir()
    with (path / "mallory.json").open("wb") as big:
        big.write(b'{"answers": ')
        big.truncate(100_000_000)
    return path


# --- files that are none ----------------------------------------------------------------------


@case("refused", "link")
def a_link(folder: Path) -> Path:
    (folder / "mallory.json").symlink_to("/etc/passwd")
    return folder / "mallory.json"


@case("refused", "link")
def a_link_in_a_folder(folder: Path) -> Path:
    place = folder / "handed" / "mallory" / "rewriting"
    place.mkdir(parents=True)
    (place / "answers.json").symlink_to("/etc/passwd")
    return folder / "handed"


@case("refused", "hard link")
def a_hard_link(folder: Path) -> Path:
    (folder / "victim").write_text(answers_file(GOOD, "zoe"))
    os.link(folder / "victim", folder / "mallory.json")
    return folder / "mallory.json"


@case("refused", "pipe")
def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "mallory.json")
    return folder / "mallory.json"


@case("refused", "pipe")
def a_pipe_in_a_folder(folder: Path) -> Path:
    place = folder / "handed" / "mallory" / "rewriting"
    place.mkdir(parents=True)
    os.mkfifo(place / "answers.json")
    return folder / "handed"


@case("refused", "device")
def a_device(folder: Path) -> Path:  # noqa: ARG001  it is there already
    return Path("/dev/zero")


@case("refused", "no answers file")
def a_link_to_a_folder(folder: Path) -> Path:
    handed = folder / "handed"
    handed.mkdir()
    (handed / "mallory").symlink_to("/etc", target_is_directory=True)
    (handed / "readme.txt").write_text("x")
    return handed


# --- folders with more than answers -----------------------------------------------------------


def submission(folder: Path, notebook: object = None, answers: str | None = None) -> Path:
    """Make mallory's folder as nbgrader's fetch and a learner's work leave it."""
    place = folder / "handed" / "mallory" / "rewriting"
    place.mkdir(parents=True)
    if answers is not None:
        (place / "answers.json").write_text(answers)
    if notebook is not None:
        text = notebook if isinstance(notebook, str) else json.dumps(notebook)
        (place / "rewriting.ipynb").write_text(text)
    return place


def code(source: str, **metadata: object) -> dict[str, object]:
    """Return a code cell."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def notebook(*cells: object, **metadata: object) -> dict[str, object]:
    """Return a notebook."""
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}


NOTEBOOKS: dict[str, tuple[object, str]] = {
    "cells_added": (notebook(code(PAYLOAD), code("%%bash\ntouch $TRIPPED")), "2 cells added"),
    "cells_deleted": (notebook(), "cells missing"),
    "metadata_stripped": (notebook(code("grade = lambda *a: 5.0")), "added"),
    "cells_twice": (
        notebook(*[code(PAYLOAD, nbgrader={"grade_id": "q1"})] * 2),
        "there twice",
    ),
    "cell_changed": (notebook(code(PAYLOAD, nbgrader={"grade_id": "q1"})), "1 cell changed"),
    "another_kernel": (notebook(kernelspec={"name": "bash"}), "another kernel"),
    "version_3": ({"nbformat": 3, "worksheets": [{"cells": []}]}, "today's format"),
    "notebook_is_a_list": ([], "today's format"),
    "notebook_not_json": ("{", "not JSON"),
    "notebook_empty": ("", "empty"),
    "kernel_that_runs": (
        notebook(kernelspec={"name": "x", "argv": ["touch", "tripped"], "language": "bash"}),
        "another kernel",
    ),
    "notebook_of_numbers": (7, "today's format"),
    "outputs_that_run": (
        notebook(
            code("1")
            | {"outputs": [{"output_type": "display_data", "data": {"text/html": "<script>"}}]}
        ),
        "1 cell added",
    ),
    "attachments_and_widgets": (
        notebook(code("1"), widgets={"application/vnd.jupyter.widget-state+json": {}}),
        "1 cell added",
    ),
    "cells_without_metadata": (notebook({"cell_type": "code", "source": PAYLOAD}), "added"),
    "cells_are_numbers": (notebook(1, None, "x", []), "4 cells added"),
    "notebook_nested_deep": ("[" * 200_000, "deeper"),
}
for _name, (_notebook, _says) in NOTEBOOKS.items():

    def _make(folder: Path, content: object = _notebook) -> Path:
        return submission(folder, content, answers_file(GOOD)).parent.parent

    CASES[_name] = Case(_make, "repaired", _says)


@case("repaired", "without answers")
def notebook_alone(folder: Path) -> Path:
    return submission(folder, notebook()).parent.parent


@case("repaired", "left out")
def modules_beside_it(folder: Path) -> Path:
    place = submission(folder, notebook(), answers_file(GOOD))
    names = ("blameaware.py", "ipywidgets.py", "sitecustomize.py", "nbgrader_config.py", "a.pth")
    for name in names:
        (place / name).write_text(PAYLOAD)
    (place / "ipython_config.py").write_text(PAYLOAD)
    (place / ".ipython").mkdir()
    return folder / "handed"


@case("repaired", "timestamp.txt")
def bad_timestamp(folder: Path) -> Path:
    place = submission(folder, answers=answers_file(GOOD))
    (place / "timestamp.txt").write_text("yesterday, I think")
    return folder / "handed"


@case("repaired", "future")
def timestamp_from_the_future(folder: Path) -> Path:
    place = submission(folder, answers=answers_file(GOOD))
    (place / "timestamp.txt").write_text("2099-01-01 00:00:00.000000 UTC")
    return folder / "handed"


@case("repaired", "timestamp.txt")
def timestamp_before_all_clocks(folder: Path) -> Path:
    place = submission(folder, answers=answers_file(GOOD))
    (place / "timestamp.txt").write_text("0001-01-01 00:00:00.000000 UTC")
    return folder / "handed"


@case("refused", "handed in as")
def answers_of_another_assignment(folder: Path) -> Path:
    submission(folder, notebook(), answers_file(GOOD, assignment="hearing-blame"))
    return folder / "handed"


@case("refused", "10 GB")
def ten_gigabytes_of_nothing(folder: Path) -> Path:
    place = submission(folder)
    for name in ("answers.json", "rewriting.ipynb", "timestamp.txt", "more.zip"):
        with (place / name).open("wb") as sparse:
            sparse.truncate(10_000_000_000)
    return folder / "handed"


@case("repaired", "without answers")
def folders_in_the_place_of_files(folder: Path) -> Path:
    place = submission(folder)
    for name in ("answers.json", "rewriting.ipynb"):
        (place / name).mkdir()
        (place / name / "x").touch()
    return folder / "handed"


@case("accepted")
def name_for_a_terminal(folder: Path) -> Path:
    path = folder / "mal\x1b[2J\nory.json"
    path.write_text(answers_file(GOOD))
    return path


@case("accepted")
def name_of_loose_accents(folder: Path) -> Path:
    path = folder / "zoe\u0308 answers.json"
    path.write_text(answers_file(GOOD))
    return path


@case("refused", "several answers files")
def names_of_other_case(folder: Path) -> Path:
    place = submission(folder, answers=answers_file(GOOD))
    (place / "ANSWERS.JSON").write_text(answers_file({}))
    return folder / "handed"


@case("refused", "several answers files")
def two_answers_files(folder: Path) -> Path:
    place = submission(folder, answers=answers_file(GOOD))
    (place / "answers (1).json").write_text(answers_file({}))
    return folder / "handed"


@case("accepted")
def odd_name_of_a_folder(folder: Path) -> Path:
    place = folder / "handed" / "mallory"
    place.mkdir(parents=True)
    path = os.path.join(os.fsencode(place), b"\xff\xe9.json")  # noqa: PTH118  a name of bytes
    with open(path, "w") as file:  # noqa: PTH123  the same
        file.write(answers_file(GOOD))
    return folder / "handed"


@case("refused", "deeper")
def folders_without_end(folder: Path) -> Path:
    (folder / "handed" / "/".join("d" * 30)).mkdir(parents=True)
    return folder / "handed"
