"""The report on a class as a page and as a notebook, from the same tables."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from blameaware.grading.answer_html import safe
from blameaware.grading.feedback_style import STYLE
from blameaware.grading.item_analysis import SMALLEST, Analysis, Row
from blameaware.grading.key import Key

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
TABLE_STYLE = """
table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; }
"""
HARD, EASY, WEAK = 0.3, 0.9, 0.1
HOW_TO_READ = (
    "Difficulty is the mean share of the points among those who answered: 1 is easy. "
    "Discrimination is how well an item goes with all the others: near 0, look at its wording. "
    f"No row stands for fewer than {SMALLEST} learners."
)


def report_page(key: Key, analyses: Sequence[Analysis], learners: int) -> str:
    """Return the report as one HTML document that needs nothing else."""
    parts = "".join(_item_html(analysis) for analysis in analyses) or f"<p>{_too_few()}</p>"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(key.title)}: how the items worked</title>\n"
        f"<style>{STYLE}{TABLE_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<header><h1>{safe(key.title)}: how the items worked</h1>\n"
        f"<p>{_class_size(learners)}</p>\n<p>{safe(HOW_TO_READ)}</p></header>\n"
        f"{parts}</main>\n</body>\n</html>\n"
    )


def report_notebook(key: Key, analyses: Sequence[Analysis], learners: int) -> dict[str, Any]:
    """Return the report as a notebook: the same tables, and their data to go on with."""
    cells = [
        f"# {key.title}: how the items worked\n\n{_class_size(learners)}\n\n{HOW_TO_READ}",
        *(_item_markdown(analysis) for analysis in analyses),
    ]
    if not analyses:
        cells.append(_too_few())
    data = json.dumps([asdict(analysis) for analysis in analyses], ensure_ascii=True)
    code = (
        f"import json\n\nitems = json.loads({data!r})\n"
        "hardest = sorted(items, key=lambda item: item['difficulty'])\n"
        "[(item['name'], round(item['difficulty'], 2)) for item in hardest if item['answered']]"
    )
    return {
        "cells": [*(_markdown(n, text) for n, text in enumerate(cells)), _code(code)],
        "metadata": {"kernelspec": {"display_name": "Python 3", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _class_size(learners: int) -> str:
    return f"{learners} learners." if learners >= SMALLEST else f"Fewer than {SMALLEST} learners."


def _too_few() -> str:
    return f"With fewer than {SMALLEST} learners every table would be about somebody."


def _tables(analysis: Analysis) -> Iterator[tuple[str, tuple[str, ...], list[list[str]]]]:
    """Yield caption, headings and rows of each table of an item."""
    if analysis.choices:
        rows = [
            [row.label, "good choice" if row.good else "", str(row.count)]
            for row in analysis.choices
        ]
        yield "What was chosen", ("Option", "", "Learners"), rows
    if analysis.sureness:
        rows = [[row.label, _percent(row), str(row.count)] for row in analysis.sureness]
        yield "How sure they were", ("Said", "Points", "Learners"), rows
    if analysis.words:
        rows = [[row.label, str(row.count)] for row in analysis.words]
        yield "Words that still blame", ("Words", "Learners"), rows


def _percent(row: Row) -> str:
    return "" if row.share is None else f"{row.share:.0%}"


def _facts(analysis: Analysis) -> str:
    if not analysis.answered:
        return f"Fewer than {SMALLEST} answered."
    discrimination = (
        "no discrimination to tell"
        if analysis.discrimination is None
        else f"discrimination {analysis.discrimination:.2f}"
    )
    return (
        f"{analysis.answered} answered, difficulty {analysis.difficulty:.2f}, {discrimination}."
        f"{_advice(analysis)}"
    )


def _advice(analysis: Analysis) -> str:
    """Return what the figures suggest to look at."""
    if analysis.discrimination is not None and analysis.discrimination < WEAK:
        return " Look at its wording: those who do well elsewhere do not do better here."
    if analysis.difficulty < HARD:
        return " Few find it: talk about it in class, or ask it more simply."
    if analysis.difficulty > EASY:
        return " Nearly everybody finds it: a good warm-up."
    return ""


def _note(analysis: Analysis) -> str:
    return f"Groups of fewer than {SMALLEST} are left out." if analysis.hidden else ""


def _item_html(analysis: Analysis) -> str:
    tables = "".join(_table_html(*table) for table in _tables(analysis))
    note = f'<p class="note">{_note(analysis)}</p>' if _note(analysis) else ""
    return (
        f"<article><h2>{safe(analysis.name)}: {safe(analysis.heading)}</h2>\n"
        f"<p>{_facts(analysis)}</p>\n{tables}{note}</article>\n"
    )


def _table_html(caption: str, headings: tuple[str, ...], rows: list[list[str]]) -> str:
    last = len(headings) - 1
    kinds = [' class="number"' if n == last else "" for n in range(len(headings))]
    head = "".join(f'<th scope="col"{k}>{h}</th>' for h, k in zip(headings, kinds, strict=True))
    body = "".join(
        "<tr>"
        + "".join(f"<td{k}>{safe(cell)}</td>" for cell, k in zip(row, kinds, strict=True))
        + "</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>\n"
    )


def _item_markdown(analysis: Analysis) -> str:
    parts = [f"## {analysis.name}: {analysis.heading}", _facts(analysis)]
    for caption, headings, rows in _tables(analysis):
        lines = [f"| {' | '.join(headings)} |", f"|{'---|' * len(headings)}"]
        lines += [f"| {' | '.join(_plain(cell) for cell in row)} |" for row in rows]
        parts.append(f"**{caption}**\n\n" + "\n".join(lines))
    return "\n\n".join(part for part in [*parts, _note(analysis)] if part)


def _plain(cell: str) -> str:
    """Return a cell of a Markdown table: no markup, no bar, no line break."""
    return safe(cell).replace("|", "&#124;").replace("\n", " ").replace("`", "&#96;")


def _markdown(number: int, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": f"part-{number}", "metadata": {}, "source": text}


def _code(text: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "data",
        "metadata": {},
        "outputs": [],
        "source": text,
    }
