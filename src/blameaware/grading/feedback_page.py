"""The page that a learner gets back: answer, points, reasons, what to read again.

One file that needs nothing else: no script, no request, no font. It follows the reader's choice
of light or dark, fits a phone, and prints. It holds nothing of the key beyond what the feedback
on the learner's own answer says.
"""

from datetime import datetime

from blameaware.grading.answer_html import answer_html, safe
from blameaware.grading.feedback_style import STYLE
from blameaware.grading.key import Key
from blameaware.grading.question_html import question_html
from blameaware.grading.results import Given, Result
from blameaware.grading.score import Mark, Marks
from blameaware.grading.told import told

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
SIGNS = {"good": "✓", "look": "→", "info": "·"}
WELL = 0.8


def feedback_page(key: Key, marks: Marks, result: Result) -> str:
    """Return the page for one submission, as one HTML document."""
    given = marks.by_item()
    items = "".join(
        _exercise(number, [given[entry.name] for entry in entries], result)
        for number, entries in enumerate(key.exercises(), 1)
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{safe(key.title)}: feedback</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{_head(key, result)}{items}{_again(key, marks)}</main>\n"
        "</body>\n</html>\n"
    )


def _head(key: Key, result: Result) -> str:
    lines = [
        f"<header><h1>{safe(key.title)}</h1>",
        f'<p class="total"><strong>{result.points:g}</strong> of {key.points:g} points</p>',
        f'<p class="who">{safe(result.learner)}{_handed_in(result.moment)}</p>',
    ]
    if result.waiting:
        lines.append(
            '<p class="note">A person still reads some of your answers. Points can change.</p>'
        )
    if result.penalty:
        lines.append(f'<p class="note">Handed in late: {result.penalty:g} points less.</p>')
    if result.remark.strip():
        lines.append(
            '<section class="remark"><h2>A word from your instructor</h2>'
            f'<p class="text" dir="auto">{safe(result.remark)}</p></section>'
        )
    return "\n".join([*lines, "</header>\n"])


def _handed_in(moment: datetime | None) -> str:
    return f", handed in {moment:%Y-%m-%d %H:%M} UTC" if moment else ""


def _exercise(number: int, marks: list[Mark], result: Result) -> str:
    """Return one exercise: question, answer, and for each mark the points and reasons."""
    first = marks[0]
    item = first.entry.item
    name = first.entry.heading if len(marks) == 1 else item.kind.capitalize()
    points = sum(_points(mark, result) for mark in marks)
    most = sum(mark.entry.points for mark in marks)
    return (
        f"<article><h2><span>{number}. {safe(name)}</span> "
        f'<span class="points">{points:g} of {most:g}</span></h2>\n'
        f"{question_html(item)}\n"
        f'<h3>Your answer</h3>\n<div class="answer">{answer_html(item, first.value)}</div>\n'
        f"{''.join(_mark(mark, result, alone=len(marks) == 1) for mark in marks)}</article>\n"
    )


def _points(mark: Mark, result: Result) -> float:
    given = result.items.get(mark.entry.name)
    return mark.points if given is None else given.points


def _mark(mark: Mark, result: Result, *, alone: bool) -> str:
    """Return the reasons of a mark, under a heading of its own where there are several."""
    given = result.items.get(mark.entry.name)
    if alone:
        return _reasons(mark, given, "What it does")
    points = f"{_points(mark, result):g} of {mark.entry.points:g}"
    return _reasons(mark, given, f"{mark.entry.heading}: {points}")


def _reasons(mark: Mark, given: Given | None, heading: str) -> str:
    if mark.value is None:
        return "<p>There was no answer here. The exercise stays open in the course.</p>\n"
    judgment = mark.judgment
    lines = [
        f'<li class="{note.kind}"><span class="sign" aria-hidden="true">{SIGNS[note.kind]}</span>'
        f"<span>{safe(note.text)}</span></li>"
        for note in told(mark)
    ]
    good = f"<p><strong>{safe(judgment.good)}</strong></p>" if judgment.good else ""
    notes = f'<ul class="notes">{"".join(lines)}</ul>' if lines else ""
    return f"<h3>{safe(heading)}</h3>\n{good}{notes}{_person(mark, given)}\n"


def _person(mark: Mark, given: Given | None) -> str:
    if given is not None and given.manual is not None:
        return '<p class="note">These points were given by a person.</p>'
    if given.waiting if given is not None else mark.human:
        return '<p class="note">A person reads this answer too. The points can change.</p>'
    return ""


def _again(key: Key, marks: Marks) -> str:
    """Return where to read again: the chapters of the items that have points left."""
    chapters = {
        mark.entry.item.objective or key.chapter
        for mark in marks.marks
        if mark.points < WELL * mark.entry.points
    }
    if not chapters:
        return "<footer><p>Nothing to read again. Try one move at work this week.</p></footer>\n"
    names = "".join(f"<li>{safe(chapter_name(slug))}</li>" for slug in sorted(chapters))
    return f"<footer><h2>Worth reading again</h2><ul>{names}</ul></footer>\n"


def chapter_name(slug: str) -> str:
    """Return a chapter's slug as words: "04-rewriting" is "Chapter 4: Rewriting"."""
    number, _, words = slug.partition("-")
    if not number.isdigit():
        return slug
    return f"Chapter {int(number)}: {words.replace('-', ' ').capitalize()}"
