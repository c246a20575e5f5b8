"""Submissions that nobody should hand in, each with the result that it has to get.

`CASES` maps a name to a function that makes the submission in a folder of its own and returns what
is given to intake, with the status and a word of the reason that intake must give.
"""

import bz2
import gzip
import io
import json
import lzma
import os
import struct
import tarfile
import zipfile
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


# --- archives -----------------------------------------------------------------------------------


def zipped(folder: Path, *members: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    """Make a zip archive of these members."""
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


@case("refused", "the most is")
def zip_bomb(folder: Path) -> Path:
    return zipped(folder, ("mallory/answers.json", b"0" * 200_000_000))


@case("refused", "unpacks to more")
def zip_bomb_of_many(folder: Path) -> Path:
    members = [(f"m{n}/answers.json", b"0" * 1_900_000) for n in range(80)]
    return zipped(folder, *members)


@case("refused", "")
def zip_bomb_that_lies(folder: Path) -> Path:
    path = zipped(folder, ("mallory/answers.json", b"0" * 50_000_000))
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 100)
    path.write_bytes(data)
    return path


@case("refused", "leads out")
def zip_that_climbs(folder: Path) -> Path:
    return zipped(folder, ("../../mallory/answers.json", answers_file(GOOD).encode()))


@case("refused", "leads out")
def zip_with_an_absolute_path(folder: Path) -> Path:
    return zipped(folder, ("/etc/mallory.json", answers_file(GOOD).encode()))


@case("refused", "link")
def zip_with_a_link(folder: Path) -> Path:
    entry = zipfile.ZipInfo("mallory/answers.json")
    entry.external_attr = 0o120777 << 16
    return zipped(folder, (entry, b"/etc/passwd"))


@case("refused", "entries")
def zip_with_too_many_entries(folder: Path) -> Path:
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(25_000):
            archive.writestr(f"{number}", b"")
    return path


@case("refused", "table of contents")
def zip_with_a_hundred_thousand_entries(folder: Path) -> Path:
    """Write the entries of the table of contents only: nobody will look for their contents."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 60, 0, 0, 0, 0, 0, 0)
    table = b"".join(entry + b"%060d" % number for number in range(100_000))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65_535, 65_535, len(table), 4, 0)
    path = folder / "class.zip"
    path.write_bytes(b"PK\3\4" + table + end)
    return path


@case("refused", "broken")
def zip_cut_off(folder: Path) -> Path:
    path = zipped(folder, ("mallory/answers.json", os.urandom(5_000)))
    path.write_bytes(path.read_bytes()[:3_000])
    return path


def tarred(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """Return a tar archive of these members."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for entry, data in members:
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def entry(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    """Return an entry of a tar archive."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


TAR_ENTRIES = {
    "tar_with_a_link": (entry("mallory/answers.json", tarfile.SYMTYPE, "/etc/passwd"), "link"),
    "tar_with_a_hard_link": (entry("mallory/answers.json", tarfile.LNKTYPE, "/etc/passwd"), "link"),
    "tar_with_a_device": (entry("mallory/answers.json", tarfile.CHRTYPE), "special"),
    "tar_with_a_pipe": (entry("mallory/answers.json", tarfile.FIFOTYPE), "special"),
    "tar_that_climbs": (entry("../mallory/answers.json"), "leads out"),
}
for _name, (_entry, _says) in TAR_ENTRIES.items():

    def _make_tar(folder: Path, info: tarfile.TarInfo = _entry) -> Path:
        path = folder / "class.tar"
        path.write_bytes(tarred((info, b"")))
        return path

    CASES[_name] = Case(_make_tar, "refused", _says)


@case("refused", "")
def tar_bomb_gzip(folder: Path) -> Path:
    return _bomb(folder / "class.tar.gz", gzip.compress, 20)


@case("refused", "")
def tar_bomb_bzip2(folder: Path) -> Path:
    return _bomb(folder / "class.tar.bz2", bz2.compress, 20)


@case("refused", "")
def tar_bomb_xz(folder: Path) -> Path:
    return _bomb(folder / "class.tar.xz", lzma.compress, 20)


def _bomb(path: Path, pack: Callable[[bytes], bytes], size: int) -> Path:
    """Write an archive whose first member claims and unpacks to far more than any submission."""
    info = entry("mallory/answers.json")
    info.size = size * 10_000_000
    path.write_bytes(pack(info.tobuf() + bytes(info.size)))
    return path
