"""How a practice spreads, as a card."""

from dataclasses import asdict
from typing import Any

from blameaware.bank.wording import say
from blameaware.simulations import spread
from blameaware.widgets.simulating.base import Simulation, number, percents


class Spread(Simulation):
    """One team or everywhere, small incidents or large."""

    name = "spread"

    def about(self) -> tuple[str, str]:
        """Return title and introduction."""
        return say("How a practice spreads"), say(
            "Teams learn by doing, and by seeing it go well elsewhere. A review that turns into "
            "blame costs trust. Change where you start and how much is at stake."
        )

    def fields(self) -> list[dict[str, Any]]:
        """Return the assumptions."""
        a = spread.Assumptions()
        percent = say("percent")
        return [
            number("teams", say("Teams"), a.teams, min=2, max=60, step=1),
            number(
                "start_teams", say("Teams that start at once"), a.start_teams, min=1, max=60, step=1
            ),
            {
                "id": "stakes",
                "type": "choice",
                "label": say("Incidents to start with"),
                "value": "small",
                "options": [
                    ["small", say("Small ones")],
                    ["medium", say("Middling ones")],
                    ["large", say("The largest")],
                ],
            },
            number(
                "incidents_a_month",
                say("Incidents a month that a team reviews"),
                a.incidents_a_month,
                max=20,
            ),
            number(
                "help_a_month", say("Reviews a month with a helper"), a.help_a_month, max=60, step=1
            ),
            number(
                "sponsor",
                say("How often the leader keeps the promise"),
                a.sponsor * 100,
                max=100,
                unit=percent,
            ),
            number(
                "notice",
                say("How easily teams take up what they see"),
                a.notice * 100,
                max=100,
                unit=percent,
                help=say("Chance a month."),
            ),
            number("months", say("Months"), a.months, min=1, max=48, step=1),
        ]

    def run(self) -> dict[str, Any]:
        """Return the share of teams with a lasting practice by month, beside another start."""
        values = dict(self.values)
        stakes = {"small": 0.2, "medium": 0.5, "large": 0.85}
        values["stakes"] = stakes.get(str(values.get("stakes", "small")), 0.2)
        for name in ("sponsor", "notice"):
            if isinstance(values.get(name), int | float):
                values[name] = values[name] / 100
        a = spread.tidy(values)
        other_start = a.teams if a.start_teams < a.teams else 1
        other = spread.tidy({**asdict(a), "start_teams": other_start})
        ours, theirs = spread.simulate(a), spread.simulate(other)
        last, against = ours.share[-1], theirs.share[-1]
        started = say("{n} at once", n=a.start_teams)
        compared = say("for comparison: {n} at once", n=other_start)
        title = say("Share of teams with a lasting practice, by month")
        summary = say(
            "After {n} months: {share} of the teams. For comparison, {m} at once: {other}.",
            n=a.months,
            share=percents(last),
            m=other_start,
            other=percents(against),
        )
        return {
            "text": [
                summary,
                say(
                    "Teams that started and gave up: {share}. "
                    "For comparison, {m} at once: {other}.",
                    share=percents(ours.broke_off),
                    m=other_start,
                    other=percents(theirs.broke_off),
                ),
                *self.replaced(asdict(a), percent=("sponsor", "notice")),
            ],
            "charts": [
                {
                    "type": "bands",
                    "percent": True,
                    "title": title,
                    "summary": f"{title}. {summary}",
                    "max": 1,
                    "x_name": say("Month"),
                    "x": list(range(a.months + 1)),
                    "series": [
                        {"name": started, "points": [list(b) for b in ours.share]},
                        {"name": compared, "points": [list(b) for b in theirs.share]},
                    ],
                }
            ],
            "after": [
                say("A band covers four of five runs. The rules are a thinking aid, not a finding.")
            ],
        }
