"""Marks out: files as Canvas and Moodle import them, nbgrader's exporter, QTI packages."""

import csv
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from courses import REPOSITORY, change, hand_in
from made_answers import answers_file, perfect

from blameaware.cli import main
from blameaware.grading.grade_run import run_of
from blameaware.grading.key import load_key
from blameaware.grading.qti import QTI, qti_package

ELEMENTS = f"{{{QTI}}}"


@pytest.fixture(scope="module")
def marked(shared_course, key, tmp_path_factory):
    """A class of three: one from Moodle or Canvas with a number, one by hand, one waiting."""
    lms = tmp_path_factory.mktemp("lms")
    folder = lms / "Ana Souza_4711_assignsubmission_file_"
    folder.mkdir()
    (folder / "answers.json").write_text(answers_file(perfect(key)))
    assert main(["intake", str(lms), "--course", str(shared_course.root)]) == 0
    hand_in(shared_course, "zoe", answers_file({}))
    hand_in(shared_course, "wai", answers_file({}))
    run_of(shared_course, "rewriting").grade()
    change(
        shared_course,
        """update grade set needs_manual_grade = 1 where notebook_id in (
               select n.id from submitted_notebook n
               join submitted_assignment a on a.id = n.assignment_id where a.student_id = 'wai')""",
    )
    change(shared_course, "update student set last_name = '=1+1' where id = 'zoe'")
    return shared_course


def written(course, to, *more):
    path = course.root / "out"
    words = ["marks", "rewriting", "--to", to, "--output", str(path), *more]
    assert main([*words, "--course", str(course.root)]) == 0
    return list(csv.reader(io.StringIO(path.read_text())))


def test_canvas_finds_learners_and_points(marked):
    rows = written(marked, "canvas", "--column", "Rewriting (99)")
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Rewriting (99)"]
    assert rows[1] == ["    Points Possible", "", "", "", "", "20"]
    assert ["Souza, Ana", "4711", "", "", "", "20"] in rows
    assert len(rows) == 4, "one waits for a person and is left out"


def test_moodle_finds_learners_and_points(marked):
    rows = written(marked, "moodle", "--waiting")
    assert rows[0][:1] == ["Identifier"]
    assert ["Participant 4711", "Ana Souza", "", "20", "20", ""] in rows
    assert len(rows) == 4


def test_no_name_becomes_a_formula(marked):
    assert any(row[0] == "'=1+1" for row in written(marked, "canvas"))


def test_the_plain_file_has_a_column_for_each_item(marked, key):
    rows = written(marked, "csv")
    assert rows[0][2:-4] == [entry.name for entry in key.items]
    assert [row[-3] for row in rows[1:]] == ["20", "0"]


def test_nbgrader_exports_the_same_points(marked, tmp_path):
    command = Path(sys.executable).with_name("nbgrader")
    words = [str(command), "export", f"--to={tmp_path / 'grades.csv'}"]
    subprocess.run(words, cwd=marked.root, check=True, capture_output=True)
    rows = csv.DictReader((tmp_path / "grades.csv").open())
    points = {r["student_id"]: float(r["score"]) for r in rows if r["assignment"] == "rewriting"}
    assert points == {"Ana-Souza-4711": 20, "wai": 0, "zoe": 0}


def test_marks_of_an_unmarked_assignment_are_said(marked, capsys):
    assert main(["marks", "capstone", "--course", str(marked.root)]) == 2
    assert "blameaware grade capstone" in capsys.readouterr().err


# --- QTI ---------------------------------------------------------------------------------------

NAMES = REPOSITORY.assignments()
# The order that the schema of QTI 2.1 asks for inside an item and a declaration.
ITEM_ORDER = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing"]
DECLARATION_ORDER = ["correctResponse", "mapping"]


def items(name):
    package, _ = qti_package(load_key(REPOSITORY.key(name)))
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {
            path: ET.fromstring(archive.read(path))  # noqa: S314  our own file
            for path in archive.namelist()
        }


def local(element):
    return element.tag.rpartition("}")[2]


@pytest.mark.parametrize("name", NAMES)
def test_a_package_holds_what_its_manifest_says(name):
    files = items(name)
    manifest = files.pop("imsmanifest.xml")
    hrefs = {e.get("href") for e in manifest.iter() if local(e) == "file"}
    assert hrefs == set(files)
    references = {e.get("href") for e in files["test.xml"].iter() if e.get("href")}
    assert references == set(files) - {"test.xml"}


@pytest.mark.parametrize("name", NAMES)
def test_items_have_their_parts_in_order_and_name_what_exists(name):
    for path, root in items(name).items():
        if not path.startswith("items/"):
            continue
        parts = [local(child) for child in root]
        assert parts == sorted(parts, key=ITEM_ORDER.index)
        for declaration in root.iter(f"{ELEMENTS}responseDeclaration"):
            inner = [local(child) for child in declaration]
            assert inner == sorted(inner, key=DECLARATION_ORDER.index)
        known = {e.get("identifier") for e in root.find(f"{ELEMENTS}itemBody").iter()}
        for value in root.iter(f"{ELEMENTS}value"):
            if local(root) == "assessmentItem" and value.text != "0":
                assert set(value.text.split()) <= known
        for entry in root.iter(f"{ELEMENTS}mapEntry"):
            assert set(entry.get("mapKey").split()) <= known


def test_the_right_answers_of_a_package_are_worth_the_points(key):
    for entry in key.items:
        root = items("rewriting")[f"items/{entry.name}.xml"]
        shares = [float(e.get("mappedValue")) for e in root.iter(f"{ELEMENTS}mapEntry")]
        if shares:
            assert sum(share for share in shares if share > 0) == pytest.approx(entry.points)


def test_the_same_key_gives_the_same_package(key):
    assert qti_package(key) == qti_package(key)
