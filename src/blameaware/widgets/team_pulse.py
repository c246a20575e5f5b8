"""The pulse of a team as a card."""

from collections.abc import Mapping
from html import escape
from typing import Any

from blameaware.answers import pulse as pulses
from blameaware.bank.wording import later, say
from blameaware.widgets import place
from blameaware.widgets.sheet import Sheet

SCALE = (
    later("disagree"),
    later("rather disagree"),
    later("in between"),
    later("rather agree"),
    later("agree"),
)


class PulseCard(Sheet):
    """Statements, a code to hand on, and a team's picture from five codes on."""

    kind = "pulse"
    front = "pulse"

    def __init__(self) -> None:
        """Show the statements."""
        title = say("How safe is it to speak up in our team?")
        view = {
            "label": say("Pulse"),
            "title": title,
            "title_text": title,
            "intro": say(
                "For yourself, about your team. You get a code, and a team of five or more can put "
                "its codes together: only averages are shown, nothing about one person. The idea "
                "is Amy Edmondson’s (1999); the statements are our own: the numbers cannot be "
                "compared with published ones."
            ),
            "statements": [{"id": name, "text": say(text)} for name, text, _ in pulses.STATEMENTS],
            "scale": [say(step) for step in SCALE],
            "team_intro": say(
                "A code spells the answers: collect the codes where nobody sees whose is whose, "
                "such as on paper in a box. Below five codes nothing is shown."
            ),
            "team": [
                {
                    "id": "codes",
                    "type": "text",
                    "label": say("Codes of the team, one a line"),
                    "value": "",
                    "rows": 6,
                }
            ],
        }
        super().__init__("pulse", view)

    def do_code(self, _message: Mapping[str, Any]) -> None:
        """Tell the learner's code."""
        answers = self.values.get("answers")
        code = pulses.code_of(answers if isinstance(answers, dict) else {})
        told = say("Your code: {code}", code=code) if code else say("Answer every statement first.")
        self.tell(code=told, status=place.saved(self.where))

    def do_team(self, _message: Mapping[str, Any]) -> None:
        """Tell the team's picture, from five codes on."""
        text = self.values.get("codes")
        text = text if isinstance(text, str) else ""
        codes, odd = pulses.codes_in(text)
        odd = max(odd, sum(bool(line.strip()) for line in text.splitlines()) - len(codes))
        found = pulses.team(codes)
        lines = []
        if odd > 0:
            lines.append(say("Left out, because they look mistyped: {n}.", n=odd))
        if found is None:
            lines.append(
                say(
                    "{n} of at least {least} codes. A smaller group is not shown: one could tell "
                    "who said what.",
                    n=len(codes),
                    least=pulses.LEAST_PEOPLE,
                )
            )
            self.tell(result={"text": lines}, status=place.saved(self.where))
            return
        lines += [
            say("{n} people: {mean} of 5 on average.", n=found.people, mean=f"{found.mean:.1f}"),
            say("Their own averages lie close together.") if found.spread < 0.5  # noqa: PLR2004  half a step
            else say("Their own averages lie far apart: the team’s hides somebody."),
            say("A number starts a talk. Ask what would make it one step easier."),
        ]  # fmt: skip
        rows = [
            {
                "label": say("{statement} (agreeing counts low)", statement=say(text))
                if turned
                else say(text),
                "band": [found.by_statement[name]] * 3,
                "color": 0,
            }
            for name, text, turned in pulses.STATEMENTS
        ]
        title = say("Each statement: 5 is always the safer end")
        chart = {"type": "ranges", "title": title, "summary": title, "max": 5, "rows": rows}
        self.tell(result={"text": lines, "charts": [chart]}, status=place.saved(self.where))

    def fallback(self) -> str:
        """Return the statements as plain HTML."""
        rows = "".join(f"<li>{escape(say(text))}</li>" for _, text, _ in pulses.STATEMENTS)
        return (
            f"<p>{escape(self.view['title'])}</p><p>{escape(self.view['intro'])}</p><ul>{rows}</ul>"
        )


def pulse() -> PulseCard:
    """Show the pulse of a team."""
    return PulseCard()
