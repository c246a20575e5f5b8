"""`blameaware bank check`: every error at once, with file, entry, field and what to do."""

import json
import socket

import jsonschema
import pytest

from blameaware.bank import KINDS
from blameaware.bank.check import file_problems, problems
from blameaware.bank.command import source_keys
from blameaware.bank.load import DATA, files_of, parse
from blameaware.bank.schema_files import FOLDER, text_of
from blameaware.bank.template import template
from blameaware.cli import main

CHOOSE = """
[[item]]
id = "ch-x"
objective = "04-rewriting"
prompt = "Which helps?"
[[item.option]]
id = "a"
text = "A"
good = true
feedback = "It helps."
[[item.option]]
id = "b"
text = "B"
good = false
feedback = "It looks back."
"""
SCENARIO = """
[[item]]
id = "sc-x"
objective = "05-asking"
title = "T"
setting = "S"
role = "R"
start = "one"
[[item.node]]
id = "one"
says = "Hi"
choice = [{id = "a", text = "x", to = "two", note = "n"}]
[[item.node]]
id = "two"
says = "Bye"
end = "good"
lesson = "L"
"""
SPOT = """
[[item]]
id = "sp-x"
objective = "03-hearing-blame"
trade = "rail"
form = "statement"
text = "Who did it? Who did it?"
patterns = ["accusing-question"]
[[item.blame]]
words = "Who did it?"
pattern = "accusing-question"
why = "It asks for a name."
"""


def check(tmp_path, kind, text, name="x.toml"):
    path = tmp_path / kind / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [str(problem) for problem in file_problems(path, kind, engine=False, sources={"cook"})]


@pytest.mark.parametrize(
    ("kind", "text"), [("choose", CHOOSE), ("scenario", SCENARIO), ("spot", SPOT)]
)
def test_a_good_file_has_nothing_to_mend(tmp_path, kind, text):
    assert check(tmp_path, kind, text) == []


@pytest.mark.parametrize(
    ("kind", "text", "change", "field", "told"),
    [
        ("choose", CHOOSE, ('id = "ch-x"', 'id = "x"'), "id", "ch-x"),
        ("choose", CHOOSE, ('id = "ch-x"', 'id = "ch X"'), "id", "small letters"),
        (
            "choose",
            CHOOSE,
            ('objective = "04-rewriting"', 'objective = "nowhere"'),
            "objective",
            "such as “04-rewriting”",
        ),
        ("choose", CHOOSE, ('prompt = "Which helps?"', ""), "prompt", "is missing; add it"),
        ("choose", CHOOSE, ('prompt = "Which helps?"', "prompt = 7"), "prompt", "write a text"),
        ("choose", CHOOSE, ('prompt = "Which helps?"', 'prompt = " "'), "prompt", "is empty"),
        ("choose", CHOOSE, ("prompt =", "promt ="), "promt", "did you mean “prompt”?"),
        ("choose", CHOOSE, ('feedback = "It helps."', ""), "option[1].feedback", "is missing"),
        (
            "choose",
            CHOOSE,
            ("It helps.", "That is wrong."),
            "option[1].feedback",
            "then what helps",
        ),
        ("choose", CHOOSE, ("good = true", "good = false"), "option.good", "true 0 times"),
        (
            "choose",
            CHOOSE,
            ("good = false", 'good = "no"'),
            "option[2].good",
            "write true or false",
        ),
        ("choose", CHOOSE, ('id = "b"', 'id = "a"'), "option.id", "“a” 2 times"),
        ("choose", CHOOSE, ("prompt =", "difficulty = 4\nprompt ="), "difficulty", "use 1 to 3"),
        (
            "choose",
            CHOOSE,
            ("prompt =", "difficulty = true\nprompt ="),
            "difficulty",
            "whole number",
        ),
        (
            "choose",
            CHOOSE,
            ("prompt =", "misconception = 18\nprompt ="),
            "misconception",
            "1 to 17",
        ),
        ("choose", CHOOSE, ("04-rewriting", "04-dancing"), "objective", "use one of"),
        ("choose", CHOOSE, ("prompt =", 'source = "dent"\nprompt ='), "source", "references.bib"),
        ("choose", CHOOSE, ("prompt =", 'people = "Ana"\nprompt ='), "people", "write a list"),
        (
            "choose",
            CHOOSE,
            ("prompt =", 'people = [{name = "Ana"}]\nprompt ='),
            "people[1].culture",
            "Ana",
        ),
        (
            "choose",
            CHOOSE,
            ("prompt =", 'register = "song"\nprompt ='),
            "register",
            "use one of “chat”",
        ),
        ("scenario", SCENARIO, ('start = "one"', 'start = "zero"'), "start", "names no node"),
        ("scenario", SCENARIO, ('to = "two"', 'to = "three"'), "choice “a”.to", "names no node"),
        ("scenario", SCENARIO, ('to = "two"', 'to = "one"'), "node “two”", "cannot be reached"),
        ("scenario", SCENARIO, ('to = "two"', 'to = "one"'), "node “one”", "leads to no end"),
        ("scenario", SCENARIO, ('lesson = "L"', ""), "node “two”", "say what it teaches"),
        ("scenario", SCENARIO, ('end = "good"', ""), "node “two”", "either choices or an end"),
        ("scenario", SCENARIO, (', note = "n"', ""), "node[1].choice[1].note", "is missing"),
        (
            "spot",
            SPOT,
            ('words = "Who did it?"', 'words = "Who?"'),
            "blame.words",
            "copy them exactly",
        ),
        ("spot", SPOT, ("why =", "nth = 3\nwhy ="), "blame.words", "not in the text so often"),
        ("spot", SPOT, ('trade = "rail"', ""), "trade", "is missing"),
        (
            "spot",
            SPOT,
            ('patterns = ["accusing-question"]', 'patterns = ["naming"]'),
            "patterns",
            "lacks",
        ),
    ],
)
def test_each_error_is_named(tmp_path, kind, text, change, field, told):
    old, new = change
    assert old in text
    found = check(tmp_path, kind, text.replace(old, new, 1))
    assert any(f" {field} " in f" {line} " and told in line for line in found), found
    assert all("x.toml:" in line for line in found)


def test_all_errors_come_at_once_and_with_their_lines(tmp_path):
    text = CHOOSE.replace("good = true", "good = 1").replace('prompt = "Which helps?"', "")
    text += CHOOSE.replace('id = "b"', "").replace('text = "B"', "")
    found = check(tmp_path, "choose", text)
    fields = [line.split(": ")[2].split()[0] for line in found]
    assert set(fields) >= {"option[1].good", "prompt", "option[2].id", "option[2].text", "id"}
    assert any(f"x.toml:{CHOOSE.count(chr(10)) + 2}:" in line for line in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[item]\nid = 1", "cannot be read"),
        ("", "has no [[item]]"),
        ("item = 3", "has no [[item]]"),
        ("item = [3]", "is not a table"),
        ('title = "x"\n' + CHOOSE, "title does not belong here"),
        ('[[item]]\nid = "ch-x"\noption = 3\n', "write a list"),
    ],
)
def test_a_broken_file_is_one_plain_line(tmp_path, text, told):
    found = check(tmp_path, "choose", text)
    assert any(told in line for line in found), found


def test_a_file_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xff\xfe\x00")
    (problem,) = file_problems(path, "choose", engine=False)
    assert "cannot be read" in problem.message


def test_an_id_may_be_used_once_in_the_whole_bank(tmp_path):
    for name in ("a.toml", "b.toml"):
        check(tmp_path, "choose", CHOOSE, name)
    found = problems(tmp_path, engine=False)
    assert [p.field for p in found] == ["id"]
    assert "a.toml" in found[0].message


def test_an_unknown_folder_is_named(tmp_path):
    (tmp_path / "sing").mkdir()
    assert "is no kind" in problems(tmp_path, engine=False)[0].message


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_files_are_up_to_date(kind):
    written = (FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert written == text_of(kind), "run: python -m blameaware.bank.schema_files"


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_check_agree_on_the_bank(kind):
    schema = json.loads(text_of(kind))
    jsonschema.Draft202012Validator.check_schema(schema)
    for path in files_of(kind):
        jsonschema.validate(parse(path), schema)


def test_schema_refuses_what_the_check_refuses(tmp_path):
    schema = json.loads(text_of("choose"))
    for old, new in [
        ("good = true", "good = 1"),
        ('prompt = "Which helps?"', ""),
        ("ch-x", "ch X"),
    ]:
        path = tmp_path / "x.toml"
        path.write_text(CHOOSE.replace(old, new), encoding="utf-8")
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(parse(path), schema)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_item_parses_and_the_check_says_what_is_left(tmp_path, kind):
    found = check(tmp_path, kind, template(kind))
    assert found
    assert not any("cannot be read" in line or "is not a field" in line for line in found), found


def test_the_command_says_it_all_and_ends_with_1(tmp_path, capsys):
    check(tmp_path, "choose", CHOOSE.replace("good = true", "good = 1"))
    assert main(["bank", "check", "--no-engine", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "ch-x: option[1].good is 1; write true or false" in out
    assert out.endswith("1 to mend.\n")


def test_the_command_on_a_missing_path(capsys):
    assert main(["bank", "check", "nowhere.toml"]) == 2
    assert "nowhere.toml: there is no such file" in capsys.readouterr().err


def test_list_as_json(capsys):
    assert main(["bank", "list", "--kind", "plan", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows
    assert {"id", "kind", "objective", "patterns", "difficulty", "source"} <= set(rows[0])
    assert {row["kind"] for row in rows} == {"plan"}


def test_new_writes_to_a_file_and_keeps_what_is_there(tmp_path, capsys):
    path = tmp_path / "choose" / "mine.toml"
    path.parent.mkdir()
    path.write_text(CHOOSE, encoding="utf-8")
    assert main(["bank", "new", "choose", "--id", "ch-mine", "--to", str(path)]) == 0
    ids = [entry["id"] for entry in parse(path)["item"]]
    assert ids == ["ch-x", "ch-mine"]
    assert "bank check" in capsys.readouterr().out


def test_preview_of_an_unknown_item(capsys):
    assert main(["bank", "preview", "rw-nothing-of-the-kind"]) == 2
    assert "rw-nothing-of-the-kind" in capsys.readouterr().err


def test_preview_on_a_port_that_is_taken(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        words = ["bank", "preview", "ch-name-or-blame", "--no-open", "--port", port]
        assert main(words) == 2
    assert "leave --port out" in capsys.readouterr().err


def test_reference_keys(tmp_path):
    path = tmp_path / "r.bib"
    path.write_text("@article{one2020a,\n title={x}}\n @misc{two,\n}", encoding="utf-8")
    assert source_keys(path) == {"one2020a", "two"}


def test_the_bank_of_the_course_has_nothing_to_mend_without_the_engine():
    assert [str(problem) for problem in problems(DATA, engine=False)] == []


@pytest.mark.parametrize(
    ("kind", "text", "changes", "fields"),
    [
        # A fault of form does not hide what a rule of the kind finds elsewhere.
        ("choose", CHOOSE, [('feedback = "It helps."', ""), ("04-rewriting", "04-dancing")],
         {"option[1].feedback", "objective"}),
        ("choose", CHOOSE, [("prompt =", "promt ="), ('id = "b"', 'id = "a"')],
         {"promt", "prompt", "option.id"}),
        ("scenario", SCENARIO, [(', note = "n"', ""), ('lesson = "L"', "")],
         {"node[1].choice[1].note", "node “two”"}),
        ("scenario", SCENARIO, [('end = "good"', 'end = "grand"'), ('to = "two"', 'to = "one"')],
         {"node[2].end", "node “two”", "node “one”"}),
        ("scenario", SCENARIO, [('start = "one"', 'start = "zero"'), ('to = "two"', 'to = "six"')],
         {"start", "node “one” choice “a”.to"}),
        # What follows from a fault of form alone is not told twice.
        ("choose", CHOOSE, [("good = true", "good = 1")], {"option[1].good"}),
        ("scenario", SCENARIO, [('start = "one"', "")], {"start"}),
        ("scenario", SCENARIO, [('to = "two"', "to = 2")], {"node[1].choice[1].to"}),
    ],
)  # fmt: skip
def test_faults_of_form_and_of_content_come_at_once(tmp_path, kind, text, changes, fields):
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / kind / "x.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert {problem.field for problem in file_problems(path, kind, engine=False)} == fields


def test_an_id_may_be_used_once_in_the_files_that_are_named(tmp_path, capsys):
    paths = [tmp_path / "choose" / name for name in ("a.toml", "b.toml")]
    paths[0].parent.mkdir()
    for path in paths:
        path.write_text(CHOOSE, encoding="utf-8")
    assert main(["bank", "check", "--no-engine", *map(str, paths)]) == 1
    assert "is taken already" in capsys.readouterr().out
