"""A point of the source that is not taught, practiced and graded stops the build."""

import re
from pathlib import Path

import coverage_page
import pytest
from coverage_page import CoverageError

ROOT = Path(__file__).resolve().parents[3]
ROW = {
    "id": "google",
    "taught": ["06-winning-leaders#What you can claim"],
    "practiced": ["ch-google-claim"],
    "graded": ["leading-change"],
}


def test_every_point_is_on_the_page_with_links_that_lead_somewhere():
    page = coverage_page.page(ROOT)
    rows = coverage_page.rows(ROOT)
    assert len(re.findall(r"^## \d+\. ", page, re.MULTILINE)) == len(rows)
    for part in ("Taught", "Practiced", "Graded"):
        assert page.count(f"\n- {part}: ") == len(rows)
    for target in set(re.findall(r"\]\(\.\./(chapters/[\w-]+\.md)", page)):
        assert (ROOT / target).is_file()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, []),
        ({"taught": []}, ["'taught' is empty"]),
        ({"graded": []}, ["'graded' is empty"]),
        ({"practiced": ["no-such"]}, ["there is no exercise 'no-such'"]),
        ({"practiced": ["turn-taking"]}, []),
        ({"practiced": ["sp-blaming-leaders"]}, ["'sp-blaming-leaders' stands in no chapter"]),
        ({"graded": ["no-such"]}, ["there is no assignment 'no-such'"]),
        (
            {"taught": ["06-winning-leaders#No such heading"]},
            ["there is no 'No such heading' in 06-winning-leaders"],
        ),
        ({"taught": ["99-nowhere#X"]}, ["there is no 'X' in 99-nowhere"]),
    ],
)
def test_a_row_that_points_to_nothing_is_named(change, problem):
    assert coverage_page.problems(ROOT, {**ROW, **change}) == problem


@pytest.mark.parametrize(
    ("points", "ids", "problem"),
    [
        (["a", "b"], ["a", "b"], []),
        (["a", "b"], ["a"], ["b: the point has no row"]),
        (["a"], ["a", "b"], ["b: the row is about no point"]),
        (["a", "b"], ["b", "a"], ["the rows are not in the order of the points"]),
        (["a", "b"], ["a", "b", "b"], ["or one stands twice"]),
    ],
)
def test_points_and_rows_go_together(points, ids, problem):
    found = coverage_page.out_of_step(points, ids)
    assert len(found) == len(problem)
    assert all(part in one for part, one in zip(problem, found, strict=True))


def test_a_point_without_a_row_stops_the_build(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "coverage.toml").write_text('points = ["a", "b"]\n[[row]]\nid = "a"\n')
    with pytest.raises(CoverageError, match="b: the point has no row") as told:
        coverage_page.rows(tmp_path)
    assert "a: 'taught' is empty" in str(told.value)
