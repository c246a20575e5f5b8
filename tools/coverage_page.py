"""The page that shows where each point of the source is taught, practiced and graded.

A row that points to nothing stops the build: the page is a promise to the reader.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from blameaware import bank

SIMULATIONS = {"cost-of-blame", "turn-taking", "spread"}
SHOWN = re.compile(r'^(?:exercise|simulate)\("([^"]+)"', re.MULTILINE)
HEADER = """# From the source to the course

The course grew out of the page "How to Introduce Postmortems" in PagerDuty's guide
{cite}`pagerduty-postmortems`. This page takes its points in order. It is made from a file that is
checked when the book is built: each point has a chapter, an exercise, and an assignment.

"""


class CoverageError(ValueError):
    """A point of the source is not taken up, or a row points to something that is not there."""


def anchor(heading: str) -> str:
    """Return the anchor that the book gives to a heading."""
    kept = re.sub(r"[^\w\s-]", "", heading.lower())
    return re.sub(r"\s+", "-", kept.strip())


def headings(chapter: Path) -> dict[str, str]:
    """Return a chapter's headings with their level markers taken off, by their text."""
    lines = chapter.read_text(encoding="utf-8").splitlines()
    return {line.lstrip("# "): line for line in lines if re.match(r"#{1,3} ", line)}


def problems(root: Path, row: dict[str, Any]) -> list[str]:
    """Return what is missing in a row, or points to nothing."""
    found = [
        f"'{part}' is empty" for part in ("taught", "practiced", "graded") if not row.get(part)
    ]
    for place in row.get("taught", []):
        slug, _, heading = place.partition("#")
        chapter = root / "chapters" / f"{slug}.md"
        if not chapter.is_file() or heading not in headings(chapter):
            found.append(f"there is no '{heading}' in {slug}")
    known, shown = set(bank.load().items) | SIMULATIONS, homes(root)
    found += [f"there is no exercise '{it}'" for it in row.get("practiced", []) if it not in known]
    found += [
        f"'{it}' stands in no chapter"
        for it in row.get("practiced", [])
        if it in known and it not in shown
    ]
    found += [
        f"there is no assignment '{name}'"
        for name in row.get("graded", [])
        if not (root / "solutions" / name / "key.toml").is_file()
    ]
    return found


def out_of_step(points: list[str], ids: list[str]) -> list[str]:
    """Return where the rows do not follow the points of the source, one row for each."""
    found = [f"{point}: the point has no row" for point in points if point not in ids]
    found += [f"{name}: the row is about no point" for name in ids if name not in points]
    if not found and points != ids:
        found.append("the rows are not in the order of the points, or one stands twice")
    return found


def rows(root: Path) -> list[dict[str, Any]]:
    """Return the rows. Raises CoverageError that names every problem at once."""
    with (root / "book" / "coverage.toml").open("rb") as file:
        whole = tomllib.load(file)
    read: list[dict[str, Any]] = whole["row"]
    wrong = out_of_step(whole["points"], [row["id"] for row in read])
    wrong += [f"{row['id']}: {problem}" for row in read for problem in problems(root, row)]
    if wrong:
        raise CoverageError("book/coverage.toml:\n  " + "\n  ".join(wrong))
    return read


def chapter_link(place: str) -> str:
    """Return a link to a heading of a chapter."""
    slug, _, heading = place.partition("#")
    return f"[{heading}](../chapters/{slug}.md#{anchor(heading)})"


def homes(root: Path) -> dict[str, tuple[str, str]]:
    """Return the chapter where each exercise and simulation stands: id -> (file name, title)."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted((root / "chapters").glob("*.md")):
        title = next(iter(headings(path)))
        for name in SHOWN.findall(path.read_text(encoding="utf-8")):
            found[name] = (path.name, title)
    return found


def practice(row: dict[str, Any], home: dict[str, tuple[str, str]]) -> str:
    """Return the exercises of a row by the chapters where they stand, in the row's order."""
    told: dict[str, list[str]] = {}
    for item in row["practiced"]:
        name, title = home[item]
        told.setdefault(f"[{title}](../chapters/{name})", []).append(f"`{item}`")
    return ", ".join(f"{place} ({', '.join(items)})" for place, items in told.items())


def title(root: Path, assignment: str) -> str:
    """Return an assignment's title, as its own page has it."""
    with (root / "solutions" / assignment / "key.toml").open("rb") as file:
        return str(tomllib.load(file)["title"])


def page(root: Path) -> str:
    """Return the page as MyST Markdown. Raises CoverageError."""
    parts, home = [HEADER], homes(root)
    for number, row in enumerate(rows(root), start=1):
        parts.append(f"## {number}. {row['point'].rstrip('.')}\n")
        if row.get("checked"):
            parts.append(f"*What we found:* {row['checked']}\n")
        taught = ", ".join(chapter_link(place) for place in row["taught"])
        graded = ", ".join(
            f"[{title(root, name)}](assignments/{name}.md)" for name in row["graded"]
        )
        parts.append(
            f"- Taught: {taught}\n- Practiced: {practice(row, home)}\n- Graded: {graded}\n"
        )
    return "\n".join(parts)
