"""`blameaware check` as a user meets it."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import combining, east_asian_width

import jsonschema
import pytest

from blameaware import language
from blameaware.cli import main
from blameaware.errors import UserError
from blameaware.language.documents import places
from blameaware.language.reports import text

BLAME = "Dana should have checked the replica lag.\n"
FINE = "The replica lag was 40 minutes at 10:02.\n"
Sarif = Callable[..., dict[str, Any]]
HERE = Path(__file__).parent
CODE_SCANNING = json.loads((HERE / "sarif-code-scanning.json").read_text("utf-8"))
SCHEMAS = Path(language.__file__).parent / "schemas"


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "note.md"
    path.write_text(FINE + "\n" + BLAME, encoding="utf-8")
    return path


def found(text: str | bytes) -> list[tuple[str, int, int]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [(p.finding.pattern, p.line, p.column) for p in places(io.BytesIO(data), "x.md")]


@pytest.mark.usefixtures("note")
def test_text_points_at_the_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "note.md"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("note.md:3:1: error:")
    assert lines[1].endswith(BLAME.strip())
    assert "^^^^" in lines[2]


def test_a_clean_file_is_silent(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note.write_text(FINE, encoding="utf-8")
    assert main(["check", "note.md"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "before",
    [
        "",
        "障害 ",
        "😀 ",
        "e\u0301e\u0301 ",
        "\t",
        "It was a long day on the ward. " * 5,
        "長い一日でした。" * 20,
    ],
)
@pytest.mark.parametrize("after", ["", " It was a long day on the ward." * 5])
def test_text_points_at_the_words_in_80_columns(
    before: str, after: str, note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note.write_text(f"- {before}{BLAME.strip()}{after}\n", encoding="utf-8")
    assert main(["check", "note.md"]) == 1
    shown, carets = capsys.readouterr().out.splitlines()[1:3]
    widths = [
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in shown
    ]
    assert sum(widths) <= 80
    pointed = "".join(
        char
        for place, char in enumerate(shown)
        if sum(widths[:place]) in range(carets.index("^"), len(carets))
    )
    assert pointed == "Dana should have checked"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_color_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    found = list(places(io.BytesIO(BLAME.encode()), "x.md"))
    terminal, pipe, refused = Terminal(), io.StringIO(), Terminal()
    text.write(found, terminal)
    text.write(found, pipe)
    monkeypatch.setenv("NO_COLOR", "1")
    text.write(found, refused)
    assert "\x1b[1;31m" in terminal.getvalue()
    assert "\x1b" not in pipe.getvalue() + refused.getvalue()


@pytest.mark.usefixtures("note")
def test_json_follows_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json", "note.md"]) == 1
    report = json.loads(capsys.readouterr().out)
    jsonschema.validate(report, json.loads((SCHEMAS / "check-1.json").read_text("utf-8")))
    assert report["count"] == len(report["findings"]) >= 1


@pytest.mark.usefixtures("note")
def test_jsonl_has_one_finding_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--format", "jsonl", "note.md"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["line"] for row in rows} == {3}


@pytest.fixture
def sarif(capsys: pytest.CaptureFixture[str], official_schema: dict[str, Any]) -> Sarif:
    """Run the check, and hand back a log that both schemas accept."""

    def run_it(*args: str) -> dict[str, Any]:
        main(["check", "--format", "sarif", *args])
        log: dict[str, Any] = json.loads(capsys.readouterr().out)
        jsonschema.validate(log, official_schema)
        jsonschema.validate(log, CODE_SCANNING)
        return log

    return run_it


def test_sarif_is_what_code_scanning_accepts(note: Path, sarif: Sarif) -> None:
    note.write_text(f"{BLAME}\n<!-- blameaware: ok naming, once a name -->\n\n{BLAME}", "utf-8")
    (run,) = sarif("--severity", "advice", "note.md")["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} == {"counterfactual", "silencer"}
    assert {result["ruleId"] for result in run["results"]} <= rules
    assert all(rule["help"]["text"] for rule in run["tool"]["driver"]["rules"])


def test_the_official_schema_is_no_rubber_stamp(official_schema: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": "2.1.0", "runs": [{"tool": {}}]}, official_schema)


def test_sarif_knows_a_finding_again_when_lines_move(note: Path, sarif: Sarif) -> None:
    def prints() -> list[str]:
        results = sarif("note.md")["runs"][0]["results"]
        return [r["partialFingerprints"]["primaryLocationLineHash"] for r in results]

    note.write_text(f"{BLAME}\n{BLAME}", encoding="utf-8")
    before = prints()
    note.write_text(f"{FINE}\n{BLAME}\n\n{FINE}\n{BLAME}", encoding="utf-8")
    assert prints() == before
    assert len(set(before)) == len(before) == 2


def test_sarif_paths_are_relative_and_escaped(note: Path, sarif: Sarif) -> None:
    odd = note.with_name("größe 100%.md")
    odd.write_text(BLAME, encoding="utf-8")
    (result,) = sarif(str(odd.resolve()))["runs"][0]["results"]
    where = result["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "gr%C3%B6%C3%9Fe%20100%25.md"


def test_sarif_says_what_it_left_out(
    note: Path, sarif: Sarif, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("blameaware.language.reports.sarif._MOST_RESULTS", 2)
    note.write_text(f"{BLAME}\n" * 5, encoding="utf-8")
    (run,) = sarif("note.md")["runs"]
    assert len(run["results"]) == 2
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("3 of 5 findings")


def test_sarif_is_valid_when_nothing_is_found(note: Path, sarif: Sarif) -> None:
    note.write_text(FINE, encoding="utf-8")
    assert sarif("note.md")["runs"][0]["results"] == []


def test_github_escapes_its_fields(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = note.with_name("a,b 100%.md")
    odd.write_text(BLAME, encoding="utf-8")
    main(["check", "--format", "github", odd.name])
    assert capsys.readouterr().out.startswith("::error file=a%2Cb 100%25.md,line=1,col=1,")


def test_severity_names_and_disable(note: Path) -> None:
    note.write_text("The root cause was the missing gasket.\n", encoding="utf-8")
    assert main(["check", "note.md"]) == 0
    assert main(["check", "--severity", "advice", "note.md"]) == 1
    note.write_text("Priya deployed version 2 at 10:02.\n", encoding="utf-8")
    assert main(["check", "--names", "roles-only", "note.md"]) == 1
    Path(".blameaware.toml").write_text(
        'disable = ["naming"]\nnames = "roles-only"\n', encoding="utf-8"
    )
    assert main(["check", "note.md"]) == 0


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (".blameaware.toml", "severity = 'loud'\n", ".blameaware.toml:1: severity is one of"),
        (".blameaware.toml", "\nsevereness = 'error'\n", ".blameaware.toml:2: there is no setting"),
        (".blameaware.toml", "\nseverity = \n", ".blameaware.toml:2: not valid TOML"),
        (".blameaware.toml", "a = " + "[" * 100_000, "nested too deeply"),
        ("pyproject.toml", "[tool]\nblameaware = 3\n", "blameaware is a table"),
        (
            "pyproject.toml",
            "[tool.ruff]\nexclude = []\n[tool.blameaware]\nexclude = 'a'\n",
            "pyproject.toml:4: exclude takes a list",
        ),
        (
            "pyproject.toml",
            "[tool.blameaware]\ndisable = 'naming'\n",
            "pyproject.toml:2: disable takes a list",
        ),
    ],
)
@pytest.mark.usefixtures("note")
def test_a_broken_configuration_says_where(
    name: str, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).write_text(text, encoding="utf-8")
    assert main(["check", "note.md"]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.usefixtures("note")
def test_settings_in_pyproject() -> None:
    Path("pyproject.toml").write_text('[tool.blameaware]\nexclude = ["note*"]\n', encoding="utf-8")
    assert main(["check", "note.md"]) == 0


def test_settings_are_those_nearest_to_each_file(note: Path) -> None:
    inner = note.with_name("inner")
    inner.mkdir()
    (inner / ".blameaware.toml").write_text('disable = ["counterfactual"]\n', encoding="utf-8")
    (inner / "note.md").write_text(BLAME, encoding="utf-8")
    assert main(["check", "inner/note.md"]) == 0
    assert main(["check", "."]) == 1
    Path("note.md").unlink()
    assert main(["check", "."]) == 0


def test_a_folder_is_read_without_its_hidden_folders(note: Path) -> None:
    note.unlink()
    hidden = note.with_name(".cache")
    hidden.mkdir()
    (hidden / "old.md").write_text(BLAME, encoding="utf-8")
    note.with_name("gone.md").symlink_to("nowhere.md")
    assert main(["check", "."]) == 0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"fine\n\xff\xfe\n", "x.md:2: not UTF-8"),
        (b"fine\n\nab\0cd\n", "x.md:3: a NUL byte"),
        (b"fine\n\xe2\x82", "x.md:2: the file ends in the middle"),
    ],
)
def test_unreadable_input_says_where(data: bytes, message: str) -> None:
    with pytest.raises(UserError, match=message):
        found(data)


@pytest.mark.usefixtures("note")
def test_a_missing_file_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere.md"]) == 2
    assert "nowhere.md" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        f"---\ntitle: {BLAME}---\n",
        f"```\n{BLAME}```\n",
        f"~~~text\n{BLAME}~~~\n",
        f"    {BLAME}",
        f"> {BLAME}",
        f"# {BLAME}",
        f"<!-- {BLAME} -->\n",
        f"<!--\n{BLAME}\n-->\n",
        f"`{BLAME.strip()}`\n",
        f":::{{note}}\n:name: {BLAME}:::\n",
        "[the log](https://x.org/dana-should-have-checked)\n",
        'Traceback (most recent call last):\n  File "a.py", line 3\n',
        f'Traceback (most recent call last):\n  File "a.py", line 3\nValueError: {BLAME}',
        f"java.lang.Exception: {BLAME}\tat a.b(C.java:3)\n",
        f"2026-01-02 10:02:03 ERROR {BLAME}",
        f"+++\ntitle = '{BLAME.strip()}'\n+++\n",
        f"- point\n\n  ```\n  {BLAME}  ```\n",
        f"- deep\n    - deeper\n\n      ```\n      {BLAME}      ```\n",
        f"- > {BLAME}",
        f"> {FINE}{BLAME}",
        f"{BLAME}===\n",
        f"<pre>\n{BLAME}</pre>\n",
        f"$$\n{BLAME}$$\n",
        f"% {BLAME}",
        f"(dana-should-have-checked)=\n{FINE}",
        f"```{{code-block}} text\n{BLAME}```\n",
        f"h2. {BLAME}",
        f"{{code:sql}}\n{BLAME}{{code}}\n",
        f"{{quote}}\n{BLAME}{{quote}}\n",
        f"[1]: https://x.org/a '{BLAME.strip()}'\n",
    ],
)
def test_what_is_not_the_writers_prose_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (BLAME, 1, 1),
        (f"\ufeff{BLAME}", 1, 1),
        (f"Hello.\r\n\r\n{BLAME}", 3, 1),
        (f"- {BLAME}", 1, 3),
        (f"| 10:02 | {BLAME.strip()} |\n", 1, 11),
        (f"**Why:** {BLAME}", 1, 10),
        (f"```\ncode\n```\n{BLAME}", 4, 1),
        (f"-\t{BLAME}", 1, 3),
        (f"- a\r\n  - {BLAME}", 2, 5),
        (f"- [x] {BLAME}", 1, 7),
        (f"😀 e\u0301 {BLAME}", 1, 6),
        (f"Time | What\n--- | ---\n10:02 | {BLAME}", 3, 9),
        (f"| 10:02 | it broke<br>{BLAME.strip()} |\n", 1, 23),
        (f"See.[^1]\n\n[^1]: {BLAME}", 3, 7),
        (f"```{{note}}\n{BLAME}```\n", 2, 1),
        (f":::{{warning}} title\n:class: x\n\n{BLAME}:::\n", 4, 1),
        (f"````{{note}}\n```python\nx\n```\n{BLAME}````\n", 5, 1),
        (f"---\nnot: front\n\nmatter\n---\n{BLAME}", 6, 1),
        (f"---\n\nA rule, no front matter: see.\n---\n\n{BLAME}", 6, 1),
        (f"---\nA rule above.\n\n{BLAME}", 4, 1),
        (f"> ```\n> code\n> ```\n{BLAME}", 4, 1),
        (f"> quoted\n\n{BLAME}", 3, 1),
        (f"> quoted\n- {BLAME}", 2, 3),
        (f"{{code}}\nx\n{{code}}\n{BLAME}", 4, 1),
        (f"<details>\n<summary>x</summary>\n\n{BLAME}</details>\n", 4, 1),
        (f'Traceback (most recent call last):\n  File "a.py", line 3\nKeyError: 1\n{BLAME}', 4, 1),
        ("Dana <!-- on call --> should have checked the lag.\n", 1, 1),
        ("**Dana** should *have* checked the `lag`.\n", 1, 3),
        (f"![a plot](a.png) {BLAME}", 1, 18),
        (f"Term\n: {BLAME}", 2, 3),
    ],
)
def test_line_and_column(text: str, line: int, column: int) -> None:
    assert ("counterfactual", line, column) in found(text)


def test_a_silencer_with_a_reason_silences() -> None:
    assert found(f"<!-- blameaware: ok counterfactual, quoting the chat log -->\n{BLAME}") == []
    assert found(f"<!-- blameaware: ok counterfactual, quoting the chat log -->\n\n{BLAME}") == []
    assert found(f"{BLAME.strip()} <!-- blameaware: ok counterfactual, a quote -->\n") == []


MARK = "<!-- blameaware: ok counterfactual, a quote -->"


@pytest.mark.parametrize(
    "text",
    [
        f"| who | said |\n|---|---|\n| Ben | {BLAME.strip()} {MARK} |\n",
        f"{MARK}\n| who | said |\n|---|---|\n| Ben | {BLAME.strip()} |\n",
        f"{MARK}\n\n| who | said |\n|---|---|\n| Ben | {BLAME.strip()} |\n",
        f"- {FINE.strip()}\n- {BLAME.strip()} {MARK}\n",
        f"1. {FINE.strip()}\n   - {BLAME.strip()}\n     {MARK}\n",
        f"{MARK}\n\n- {BLAME}",
        f":::{{note}}\n{MARK}\n{BLAME}:::\n",
        f"<details>\n<summary>Chat</summary>\n\n{MARK}\n{BLAME}\n</details>\n",
        f"[^1]: {BLAME.strip()} {MARK}\n",
    ],
)
def test_a_silencer_works_in_tables_lists_and_blocks(text: str) -> None:
    assert found(text) == []


def test_a_silencer_ends_with_its_paragraph() -> None:
    assert [name for name, *_ in found(f"{MARK}\n{BLAME}\n{BLAME}")] == ["counterfactual"]


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- blameaware: ok counterfactual, quoting the chat log -->\n{FINE}",
        f"<!-- blameaware: ok counterfactual -->\n{FINE}",
        f"<!-- blameaware: ok everything, because -->\n{FINE}",
        "<!-- blameaware: ok counterfactual, at the very end -->\n",
    ],
)
def test_a_silencer_that_is_unused_or_incomplete_is_reported(text: str) -> None:
    assert [name for name, *_ in found(text)] == ["silencer"]


@pytest.mark.parametrize(
    "text",
    [
        "Write `<!-- blameaware: ok counterfactual, a quote -->` above it.",
        "Like this:\n\n    <!-- blameaware: ok counterfactual, a quote -->\n",
    ],
)
def test_a_silencer_shown_as_an_example_is_not_reported(text: str) -> None:
    assert found(text) == []


def test_a_silencer_without_a_reason_silences_nothing() -> None:
    names = [name for name, *_ in found(f"<!-- blameaware: ok counterfactual -->\n{BLAME}")]
    assert sorted(names) == ["counterfactual", "silencer"]


def test_a_very_long_line_is_read_in_pieces() -> None:
    assert len(found(BLAME.strip() + " " + "word " * 40_000)) == 1


def test_ten_thousand_findings(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note.write_text(BLAME * 10_000, encoding="utf-8")
    assert main(["check", "--format", "json", "note.md"]) == 1
    assert json.loads(capsys.readouterr().out)["count"] >= 10_000


def test_deeply_nested_markdown_is_read() -> None:
    text = "".join("  " * depth + "- point\n" for depth in range(2_000)) + "> " * 2_000 + "deep\n"
    assert found(text) == []


def run(args: list[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "blameaware.cli", "check", *args],
        input=data, capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def test_batch_answers_every_line() -> None:
    rows = [{"id": "a", "text": BLAME}, {"id": 7, "text": FINE}, {"id": "c", "text": ""}]
    data = "\n".join(json.dumps(row) for row in rows).encode()
    done = run(["--format", "jsonl"], data)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["id"] for answer in answers] == ["a", 7, "c"]
    assert [answer["label"] for answer in answers] == ["blame", "ok", "ok"]
    start, end = answers[0]["spans"][0]
    assert "should have checked" in BLAME[start:end]
    schema = json.loads((SCHEMAS / "batch-1.json").read_text("utf-8"))
    for answer in answers:
        jsonschema.validate(answer, schema)


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"id": 1}', b'{"id": 1, "text": 2}', b"\xff", b"[" * 100_000]
)
def test_batch_names_a_bad_line(line: bytes) -> None:
    done = run(["--format", "jsonl"], b'{"id": 1, "text": "fine"}\n' + line + b"\n")
    assert done.returncode == 2
    assert b"stdin:2:" in done.stderr
    assert b"Traceback" not in done.stderr


def test_standard_input_is_read_as_markdown() -> None:
    done = run([], BLAME.encode())
    assert done.returncode == 1
    assert done.stdout.startswith(b"stdin:1:1: error")


def test_starting_loads_nothing_heavy() -> None:
    code = "import sys, blameaware.language.check_command; print(sorted(sys.modules))"
    modules = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    for heavy in (
        "tomli_w",
        "hypothesis",
        "ipywidgets",
        "asyncio",
        "email",
        "unittest",
        "jsonschema",
    ):
        assert f"'{heavy}'" not in modules


# What a reader of Markdown could stumble over, each the more of it there is.
GROWING = {
    "open fences": "```\n",
    "fences in fences": ":::{note}\n````\n",
    "quotations": "> " * 50 + "x\n",
    "lists in lists": "  - x\n",
    "tables": "| a | b |\n|---|---|\n| c | d |\n",
    "rules of tables": "|---" * 40 + "\n",
    "open comments": "<!-- a\n",
    "comments": "<!-- a --> b ",
    "silencers": f"{MARK}\n",
    "silencers apart": f"{MARK}\n\n",
    "unfinished silencers": "<!-- blameaware: ok ",
    "tags": "<a <b ",
    "links": "[a](b ",
    "open links": "](" * 30 + "\n",
    "emphasis": "**a__ ~~b* ",
    "front matter": "---\na: b\n",
    "traces": 'Traceback (most recent call last):\n  File "a.py", line 3\n',
    "math": "$$\n",
    "findings": BLAME + "\n",
    "findings in one paragraph": BLAME,
    "findings in a line": BLAME.strip() + " ",
}


@pytest.mark.parametrize("seed", GROWING.values(), ids=GROWING)
def test_twice_the_document_takes_about_twice_the_time(seed: str) -> None:
    base = max(1, 8_000 // len(seed))

    def took(times: int) -> float:
        text = seed * times
        begin = time.process_time()
        found(text)
        return time.process_time() - begin

    took(base)
    once = min(took(base) for _ in range(2))
    four = min(took(base * 4) for _ in range(2))
    assert four < 10 * once + 0.05, "four times the text should not take sixteen times as long"
