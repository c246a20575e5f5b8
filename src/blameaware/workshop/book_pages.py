"""Pages of the facilitator's guide that are made from the activities and the chapters."""

from collections.abc import Iterable
from pathlib import Path

from blameaware.workshop import source
from blameaware.workshop.agenda import Agenda, Span, preset, span, steps
from blameaware.workshop.agenda_command import at
from blameaware.workshop.inline import quoted
from blameaware.workshop.load import Pack, load
from blameaware.workshop.models import FOCUSES, Activity, Situation, Turn

FORMS = {"exercise": "group exercise", "talk": "talk", "frame": "frame", "break": "break"}


def pages(course: Path | None = None) -> dict[str, str]:
    """Return the text of each page by its path below the course's folder."""
    folder = course or source.root(Path(__file__))
    pack, chapters = load(), source.chapters(folder)
    agendas = [preset(pack, chapters, minutes) for minutes in sorted(pack.recipes)]
    spans = {name: span(activity, chapters) for name, activity in pack.activities.items()}
    return {
        "book/facilitator/agendas.md": agendas_page(pack, agendas, spans),
        "book/facilitator/script.md": script_page(pack, spans),
    }


def run_sheet(agenda: Agenda) -> str:
    """Return one agenda minute by minute, in Markdown: what to bring, do, say, and show."""
    needs = dict.fromkeys(need for entry in agenda.entries for need in entry.activity.needs)
    lines = [f"# {agenda.title}", "", agenda.purpose, "", *_listed("Bring", needs)]
    for entry in agenda.entries:
        activity = entry.activity
        lines += [f"## {at(entry.start)} {activity.title} ({entry.minutes} minutes)", ""]
        lines += [f"*{activity.aim}*", ""]
        now = entry.start
        for minutes, do in steps(entry):
            lines.append(f"- **{at(now)}**, {minutes} min: {do}")
            now += minutes
        lines += ["", *_listed("Say", map(quoted, activity.say))]
        lines += _listed("Show", activity.show)
        lines += _listed("Open", _opened(activity))
    lines += [f"## {at(agenda.minutes)} End", "", "Note down what people said at the door.", ""]
    return "\n".join(lines)


def _opened(activity: Activity) -> list[str]:
    """Return links to an activity's cards and slides, from the pack's own folder."""
    found = []
    if activity.deck:
        found.append(f'<a href="cards/{activity.deck}.html">the cards</a>')
    if activity.chapter and activity.form != "frame":
        found.append(f'<a href="slides/{activity.chapter}.html">the slides of the chapter</a>')
    return found


# --- Agendas --------------------------------------------------------------------------------


def agendas_page(pack: Pack, agendas: Iterable[Agenda], spans: dict[str, Span]) -> str:
    """Return the page with the three usual agendas and what a mix can be made of."""
    lines = [
        "# Agendas",
        "",
        "Three lengths that have been thought through, and a way to make your own.",
        "The minutes of talks and of most exercises come from the front matter of the chapters.",
        "Breaks are entries of their own, so that the minutes add up.",
        "",
    ]
    for agenda in agendas:
        lines += [f"## {agenda.title}", "", agenda.purpose, ""]
        lines += _table(
            ("From", "Minutes", "What", "What for"),
            (
                (
                    at(e.start),
                    str(e.minutes),
                    f"[{e.activity.title}](#{anchor(e.activity)})",
                    e.activity.aim,
                )
                if e.activity.form != "break"
                else (at(e.start), str(e.minutes), e.activity.title, e.activity.aim)
                for e in agenda.entries
            ),
            widths=(8, 10, 34, 48),
        )
        lines += [
            f"It ends at {at(agenda.minutes)}, after {agenda.minutes} minutes. "
            f'<a href="../../pack/run-{agenda.minutes}.html">Run sheet, minute by minute</a>',
            "",
        ]
    lines += _own_mix(pack, spans)
    return "\n".join(lines)


def _own_mix(pack: Pack, spans: dict[str, Span]) -> list[str]:
    lines = [
        "## Your own mix",
        "",
        "```",
        "blameaware agenda --minutes 120 --focus leaders",
        "blameaware agenda --minutes 75 --focus team --remote --start 9:30",
        "blameaware agenda --minutes 90 --format markdown",
        "```",
        "",
        f"`--focus` takes one or more of {', '.join(f'`{name}`' for name in FOCUSES)}.",
        "`--remote` puts a break into every hour. "
        "When something cannot fit, the command says what would.",
        "",
        "These are the parts that it chooses from. Nothing leaves its least and most minutes.",
        "",
    ]
    rows = (
        (
            f"[{a.title}](#{anchor(a)})" if a.form != "break" else a.title,
            FORMS[a.form],
            f"{spans[a.id].least}",
            f"{spans[a.id].usual}",
            f"{spans[a.id].most}",
            ", ".join(a.focus) or "–",
        )
        for a in _in_order(pack)
    )
    head = ("Part", "Kind", "Least", "Usual", "Most", "Focus")
    return lines + _table(head, rows, widths=(32, 16, 9, 9, 9, 25))


def _in_order(pack: Pack) -> list[Activity]:
    return sorted(pack.activities.values(), key=lambda a: (a.form == "break", a.order, a.id))


# --- Script ---------------------------------------------------------------------------------


def script_page(pack: Pack, spans: dict[str, Span]) -> str:
    """Return the page with what to say, show and listen for in each part."""
    lines = [
        "# The script",
        "",
        "What to say, what to show, what to listen for, and what to do when it goes differently.",
        "The words in quotation marks can be said as they are. They are better in your own.",
        "",
        "## When it goes differently, in any part",
        "",
        "Read this part before you begin, and keep it at hand. "
        "You do not need a clever answer. You need a calm one.",
        "",
    ]
    for situation in pack.situations:
        lines += _situation(situation)
    for activity in _in_order(pack):
        if activity.form != "break":
            lines += _activity(activity, spans[activity.id])
    return "\n".join(lines)


def _situation(situation: Situation) -> list[str]:
    lines = [f"### {situation.title}", "", f"*How it looks:* {situation.sign}", ""]
    lines += [*(f"{n}. {do}" for n, do in enumerate(situation.do, 1)), ""]
    return lines + _listed("You can say", map(quoted, situation.say))


def anchor(activity: Activity) -> str:
    """Return the label of an activity on the script's page."""
    return f"script-{activity.id}"


def _activity(activity: Activity, minutes: Span) -> list[str]:
    lines = [f"({anchor(activity)})=", f"## {activity.title}", ""]
    kind = FORMS[activity.form].capitalize()
    lines += [
        f"**{kind}, {_told(minutes)}.** {activity.aim}",
        "",
    ]
    lines += _listed("You need", activity.needs)
    total = sum(step.parts for step in activity.steps)
    lines += [f"**Step by step**, for {total} minutes:", ""]
    lines += [f"{n}. ({step.parts} min) {step.do}" for n, step in enumerate(activity.steps, 1)]
    lines.append("")
    lines += _listed("Say", map(quoted, activity.say))
    lines += _listed("Show", activity.show)
    lines += _listed("Listen for", activity.listen)
    if activity.differently:
        lines += _listed("When it goes differently", map(_turn, activity.differently))
    if activity.deck:
        lines += [
            f'**Cards:** <a href="../../pack/cards/{activity.deck}.html">print or show them</a>. '
            f"Another draw: `blameaware cards {activity.deck} --seed 2`",
            "",
        ]
    if activity.form == "talk":
        lines += [
            f'**Slides:** <a href="../../pack/slides/{activity.chapter}.html">open the slides</a>, '
            "press S for the presenter's notes.",
            "",
        ]
    other = (
        ("Everyone remote", activity.remote),
        ("Over some days", activity.asynchronous),
        ("Some in the room, some not", activity.hybrid),
    )
    return lines + _listed("Elsewhere", [f"*{name}:* {text}" for name, text in other if text])


def _told(minutes: Span) -> str:
    if minutes.least == minutes.most:
        return f"{minutes.usual} minutes"
    return f"{minutes.least} to {minutes.most} minutes, usually {minutes.usual}"


def _turn(turn: Turn) -> str:
    said = f" {quoted(turn.say)}" if turn.say else ""
    return f"*{turn.when}* {turn.do}{said}"


# --- Markdown -------------------------------------------------------------------------------


def _listed(title: str, entries: Iterable[str]) -> list[str]:
    found = list(entries)
    return [f"**{title}**", "", *(f"- {entry}" for entry in found), ""] if found else []


def _table(
    head: tuple[str, ...], rows: Iterable[tuple[str, ...]], widths: tuple[int, ...]
) -> list[str]:
    lines = ["```{list-table}", ":header-rows: 1", f":widths: {' '.join(map(str, widths))}", ""]
    for row in (head, *rows):
        first, *rest = row
        lines += [f"* - {first}", *(f"  - {cell}" for cell in rest)]
    return [*lines, "```", ""]
