"""Words: American English, easy to read, and never preachy."""

import re
import subprocess
import sys
from pathlib import Path

import prose
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = prose.pages()
# Kincaid's grade counts years of school; CEFR B2 readers manage about grade 8.
HIGHEST_GRADE = 8.0
LONGEST_SENTENCE = 45
PREACHY = [
    r"\bof course\b", r"\bobviously\b(?!\s+(pushed|turns))", r"\beveryone knows\b",
    r"\bit is wrong to\b", r"\byou must never\b", r"\bshame on\b", r"\bno excuses?\b",
    r"\bwake-up call\b", r"\bwar room\b", r"\bin the trenches\b", r"\bbattle-tested\b",
    r"\bfight(ing)? fires\b", r"\bfirefighting\b", r"\bkill chain\b", r"\bboots on the ground\b",
]  # fmt: skip
# The engine has to know British spelling and slips; a title in the references is quoted.
SKIPPED = "*.json,*.js,*.lock,*.po,*.svg,*.bib,src/blameaware/language/*"
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]|\*[^*]+\*")


@pytest.fixture(params=PAGES, ids=lambda path: path.stem)
def page(request):
    return request.param


def test_a_page_is_easy_to_read(page):
    text = prose.written(page)
    if prose.sentences(text):
        assert prose.grade(text) <= HIGHEST_GRADE
        assert max(map(len, prose.sentences(text))) <= LONGEST_SENTENCE


@pytest.mark.parametrize("pattern", PREACHY)
def test_no_page_preaches_or_makes_war(pattern):
    for path in PAGES:
        spoken = QUOTED.sub("", prose.written(path))
        assert not re.search(pattern, spoken, re.IGNORECASE), path.name


def test_prose_is_told_from_code_tables_and_citations(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "---\ntitle: x\n---\n# Heading\n\nA line {cite}`key` with a [link](x.md).\n\n"
        "```{code-cell} ipython3\nprint('code')\n```\n\n"
        ":::{admonition} On Monday\nDo **one** thing.\n:::\n\n- An item.\n",
        encoding="utf-8",
    )
    assert prose.written(page).split("\n") == [
        "A line  with a link.", "Do one thing.", "An item.",
    ]  # fmt: skip


def test_a_harder_text_has_a_higher_grade():
    easy = "The cat sat. It was warm. We went home."
    hard = "Organizational accountability necessitates comprehensive factor documentation."
    assert prose.grade(easy) < 3
    assert prose.grade(hard) > 12


def test_spelling_is_american_and_free_of_common_slips():
    places = ["book", "chapters", "solutions", "README.md", "CONTRIBUTING.md", "src/blameaware"]
    command = [
        sys.executable, "-m", "codespell_lib", "--builtin", "clear,rare,en-GB_to_en-US",
        "--ignore-words", "tests/unit/spelling-names.txt", "--skip", SKIPPED,
    ]  # fmt: skip
    done = subprocess.run(
        [*command, *places], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.stdout == ""
