"""The plan of the first ninety days, with a Markdown page and a calendar file to take along."""

from datetime import date, timedelta
from typing import Any

from blameaware.bank import Judgment
from blameaware.bank.judging.plan import STAGES
from blameaware.bank.judging.values import table, text, texts
from blameaware.bank.models import Plan
from blameaware.bank.wording import say
from blameaware.widgets.calendar_file import calendar
from blameaware.widgets.exercise_card import Exercise


class PlanCard(Exercise):
    """Pilot team, first incidents, three stages, measures."""

    front = "plan"
    item: Plan

    def draw(self) -> dict[str, Any]:
        """Return what to choose from, without what tells how well it fits."""
        item = self.item

        def rows(entries: Any) -> list[dict[str, Any]]:  # noqa: ANN401  teams or incidents
            return [{"id": r.id, "name": r.name, "notes": list(r.notes)} for r in entries]

        return {
            "title": item.title,
            "title_text": item.title,
            "context": item.context,
            "criteria": list(item.criteria),
            "incident_criteria": list(item.incident_criteria),
            "teams": rows(item.teams),
            "incidents": rows(item.incidents),
            "measures": [{"id": m.id, "name": m.text, "notes": []} for m in item.measures],
        }

    def judgment_parts(self, value: Any, judgment: Judgment) -> dict[str, Any]:  # noqa: ANN401
        """Return the notes and the files."""
        return {**super().judgment_parts(value, judgment), "files": self.files(table(value))}

    def files(self, answer: dict[str, Any]) -> list[dict[str, str]]:
        """Return the plan as Markdown and, with a start, as a calendar."""
        found = [
            {
                "label": say("Save the plan"),
                "name": "plan.md",
                "type": "text/markdown",
                "text": self.markdown(answer),
            }
        ]
        start = _day(answer.get("start"))
        if start:
            events = [(start, say("Blame-aware pilot: start"), self.item.title)]
            for stage in STAGES:
                told = text(table(answer.get("stages")).get(stage)).strip()
                title = say("Blame-aware pilot: day {n}", n=stage)
                events.append((start + timedelta(days=int(stage)), title, told))
            found.append(
                {
                    "label": say("Save the dates for a calendar"),
                    "name": "plan.ics",
                    "type": "text/calendar",
                    "text": calendar(events),
                }
            )
        return found

    def markdown(self, answer: dict[str, Any]) -> str:
        """Return the plan as a Markdown page."""
        names = {r.id: r.name for r in (*self.item.teams, *self.item.incidents)}
        names |= {m.id: m.text for m in self.item.measures}
        team = names.get(text(answer.get("team")), "–")
        lines = [f"# {self.item.title}", "", f"{say('Pilot team')}: {team}", ""]
        for title, key in (
            (say("First incidents"), "incidents"),
            (say("What we watch"), "measures"),
        ):
            lines += [
                f"## {title}",
                "",
                *(f"- {names[n]}" for n in texts(answer.get(key)) if n in names),
                "",
            ]
        for stage in STAGES:
            told = text(table(answer.get("stages")).get(stage)).strip()
            lines += [f"## {say('Day {n}', n=stage)}", "", told or "–", ""]
        return "\n".join(lines)


def _day(value: Any) -> date | None:  # noqa: ANN401  whatever a page sent
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
