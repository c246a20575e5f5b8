"""Chapters keep to their form, and nothing in them points to something that is not there."""

import re
import tomllib
from functools import cache
from pathlib import Path

import prose
import pytest
import yaml

from blameaware import bank

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted((ROOT / "chapters").glob("*.md"))
PAGES = [*CHAPTERS, *sorted((ROOT / "book").rglob("*.md"))]
ITEM_USED = re.compile(r'exercise\("([^"]+)"')
PRACTICE = re.compile(
    r"^(?:exercise|simulate|pretest|posttest|pulse|my_role)\(", re.MULTILINE
)  # a call alone on its line, in a cell
CITED = re.compile(r"\{cite\}`([\w, -]+)`")
# Bloom's taxonomy as revised in 2001: verbs that name something one can see a learner do.
BLOOM_VERBS = {
    "locate", "rate", "explain", "distinguish", "draft", "contrast", "identify", "choose",
    "recognize", "justify", "transform", "critique", "convert", "compose", "respond", "analyze",
    "construct", "negotiate", "describe", "facilitate", "model", "agree", "select", "plan",
    "design", "diagnose", "repair", "evaluate", "rewrite", "defend", "produce",
}  # fmt: skip


@cache
def text_of(path):
    return path.read_text(encoding="utf-8")


@cache
def front_matter(path):
    return yaml.safe_load(text_of(path).split("---\n")[1])


def slug(path):
    return path.stem


@pytest.fixture(params=CHAPTERS, ids=slug)
def chapter(request):
    return request.param


def test_there_are_eleven_chapters_numbered_as_their_files():
    numbers = [front_matter(path)["blameaware"]["number"] for path in CHAPTERS]
    assert numbers == list(range(11))
    assert [int(path.stem[:2]) for path in CHAPTERS] == numbers


def test_a_chapter_says_what_one_can_do_afterward_and_how_long_it_takes(chapter):
    about = front_matter(chapter)["blameaware"]
    assert about["objectives"], "objectives are missing"
    assert {objective["verb"] for objective in about["objectives"]} <= BLOOM_VERBS
    assert all(objective["text"].startswith(objective["verb"]) for objective in about["objectives"])
    assert 5 <= about["minutes"] <= 90
    assert 0 <= about["workshop"] <= 60


def test_the_reader_is_told_the_objectives_too(chapter):
    opening = text_of(chapter).split("\n## ")[0]
    for objective in front_matter(chapter)["blameaware"]["objectives"]:
        assert f"**{objective['verb']}**" in opening


def test_a_chapter_ends_in_one_action_for_monday(chapter):
    text = text_of(chapter)
    assert text.count(":::{admonition} On Monday") == 1
    assert text.index("## Take-away") < text.index("On Monday")


def test_a_chapter_is_long_enough_to_teach_and_short_enough_to_read(chapter):
    assert 1_200 <= prose.read_in_page(chapter) <= 2_000


def test_practice_is_woven_in_and_a_quiz_wraps_it_up(chapter):
    text = text_of(chapter)
    # The capstone's quiz is the test of the first page, once more.
    quiz = "## See how far you have come" if chapter.stem == "10-capstone" else "## Check yourself"
    opening = text.index("\n## ", text.index("\n## ") + 1)
    middle, wrap_up = text[opening:].split(quiz)
    assert 3 <= len(PRACTICE.findall(middle)) <= 8
    assert 1 <= len(PRACTICE.findall(wrap_up.split("\n## ")[0])) <= 5


def test_a_chapter_says_where_to_read_on(chapter):
    assert CITED.search(text_of(chapter).split("## Further reading")[1])


def test_a_chapter_asks_before_it_tells(chapter):
    first_section = text_of(chapter).split("\n## ")[1]
    assert "```{code-cell}" in first_section


@pytest.mark.parametrize("path", CHAPTERS[1:], ids=slug)
def test_a_chapter_has_something_for_each_role(path):
    for role in ("an individual contributor", "a manager", "an executive"):
        assert f"For you, as {role}" in text_of(path)


def test_a_chapter_has_a_picture_with_a_description(chapter):
    files = re.findall(r":file: (\S+\.svg)", text_of(chapter))
    assert files
    for name in files:
        svg = (chapter.parent / name).read_text(encoding="utf-8")
        assert "<title id=" in svg
        assert len(re.search(r"<desc[^>]*>(.*?)</desc>", svg, re.DOTALL).group(1)) > 80


@pytest.mark.parametrize("path", PAGES, ids=slug)
def test_every_exercise_is_in_the_bank(path):
    known = set(bank.load().items)
    used = set(ITEM_USED.findall(text_of(path))) - {"ch-my-question"}  # the authors' example
    assert used <= known


def test_no_exercise_stands_in_two_chapters():
    seen = {}
    for path in CHAPTERS:
        for item in ITEM_USED.findall(text_of(path)):
            assert item not in seen, f"{item} is in {seen[item]} and in {path.stem}"
            seen[item] = path.stem


@pytest.mark.parametrize("path", PAGES, ids=slug)
def test_every_citation_has_a_reference(path):
    entries = set(re.findall(r"^@\w+\{([^,]+),", text_of(ROOT / "book" / "references.bib"), re.M))
    cited = {key.strip() for keys in CITED.findall(text_of(path)) for key in keys.split(",")}
    assert cited <= entries


def test_every_page_is_in_the_table_of_contents():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    listed = {toc["root"]} | set(re.findall(r"file: ([\w/-]+)", yaml.safe_dump(toc)))
    on_disk = {str(path.relative_to(ROOT).with_suffix("")) for path in PAGES}
    assert on_disk <= listed


def test_the_points_of_the_assignments_are_those_of_their_keys():
    rows = re.findall(
        r"\(assignments/([\w-]+)\.md\)\n.*\n  - (\d+)\n", text_of(ROOT / "book" / "assignments.md")
    )
    keys = {
        path.parent.name: sum(item["points"] for item in tomllib.loads(text_of(path))["item"])
        for path in (ROOT / "solutions").glob("*/key.toml")
    }
    assert {name: int(points) for name, points in rows} == keys


def test_all_seventeen_misconceptions_are_met_in_the_chapters():
    items = bank.load().items
    used = {name for path in CHAPTERS for name in ITEM_USED.findall(text_of(path))}
    met = {getattr(items[name], "misconception", None) for name in used}
    assert set(range(1, 18)) <= met
