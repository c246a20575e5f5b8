"""`blameaware rewrite`: lines of JSON in a stream, or one rewrite for a person to read."""

import json
import subprocess
import sys

import pytest

ROW = {
    "id": "q1",
    "statement": "Bo left the greenhouse door open again and 300 orchids froze.",
    "context": "Nursery, Monday meeting.",
    "facts": ["greenhouse door open", "300 orchids frozen"],
    "text": "The greenhouse door stood open and 300 orchids froze; the door has no closer.",
}


def run(*arguments, given=""):
    command = [sys.executable, "-m", "blameaware.cli", "rewrite", *arguments]
    data = given.encode() if isinstance(given, str) else given
    return subprocess.run(command, input=data, capture_output=True, check=False)


def test_each_line_is_answered_by_a_line():
    rows = [ROW, ROW | {"id": 2, "text": "There was an issue."}, ROW | {"id": None, "text": ""}]
    done = run("--format", "jsonl", given="\n".join(map(json.dumps, rows)) + "\n\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["id"] for answer in answers] == ["q1", 2, None]
    assert [answer["verdict"] for answer in answers] == ["pass", "loses_facts", "loses_facts"]
    assert set(answers[0]) == {"id", "verdict", "scales", "missing_facts", "findings"}
    assert set(answers[0]["scales"]) == {
        "blame_removed",
        "facts_kept",
        "condition_added",
        "next_step",
    }
    assert answers[1]["missing_facts"] == ROW["facts"]


def test_blame_is_answered_with_its_place():
    text = "300 orchids froze because Bo is too lazy to close the greenhouse door."
    done = run("--format", "jsonl", given=json.dumps(ROW | {"text": text}))
    answer = json.loads(done.stdout)
    assert answer["verdict"] == "still_blames"
    for finding in answer["findings"]:
        assert text[finding["start"] : finding["end"]] == finding["text"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{not json", "line 2 is not JSON"),
        ("[1, 2]", "line 2 must be an object"),
        ('{"id": 1}', 'line 2: "statement" must be a string'),
        (json.dumps(ROW | {"facts": "one"}), 'line 2: "facts" must be a list of strings'),
        (json.dumps(ROW | {"text": 7}), 'line 2: "text" must be a string'),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_ones_before_are_answered(line, says):
    done = run("--format", "jsonl", given=json.dumps(ROW) + "\n" + line + "\n")
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert json.loads(done.stdout)["id"] == "q1"


def test_bytes_that_are_no_text_are_named():
    done = run("--format", "jsonl", given=b"\xff\xfe{}\n")
    assert done.returncode == 2
    assert "line 1 is not UTF-8" in done.stderr.decode()


def test_a_person_reads_what_is_good_what_is_missing_and_the_marks():
    done = run(
        "--statement", ROW["statement"], "--fact", "300 orchids frozen", "--fact", "on Monday",
        "The greenhouse door stood open and 300 orchids froze; the door has no closer.",
    )  # fmt: skip
    said = done.stdout.decode()
    assert done.returncode == 0
    assert "Not there yet: on Monday" in said
    assert "of 8)" in said


def test_a_rewrite_can_come_from_stdin():
    done = run("--statement", ROW["statement"], "-", given=ROW["text"])
    assert done.returncode == 0
    assert b"Verdict: pass" in done.stdout


def test_without_a_statement_it_says_what_to_add():
    done = run("some text")
    assert done.returncode == 2
    assert b"--statement" in done.stderr
