"""What waiting may cost, as a card."""

from dataclasses import asdict
from typing import Any

from blameaware.bank.wording import say
from blameaware.simulations import cost_of_blame
from blameaware.widgets.simulating.base import Simulation, number, ranges


class CostOfBlame(Simulation):
    """Fear, delay, length, cost."""

    name = "cost-of-blame"

    def about(self) -> tuple[str, str]:
        """Return title and introduction."""
        return say("What waiting may cost"), say(
            "When people expect trouble, some wait before they report. Every number here is an "
            "assumption of yours: change it, and see which ones the picture hangs on."
        )

    def fields(self) -> list[dict[str, Any]]:
        """Return the assumptions."""
        a = cost_of_blame.Assumptions()
        minutes, percent = say("minutes"), say("percent")
        return [
            number("incidents_per_year", say("Incidents in a year"), a.incidents_per_year, max=500),
            number(
                "cost_per_minute",
                say("Cost of a minute"),
                a.cost_per_minute,
                unit=say("any currency"),
            ),
            number(
                "hesitate_now",
                say("How often somebody waits, today"),
                a.hesitate_now * 100,
                max=100,
                unit=percent,
            ),
            number(
                "hesitate_then",
                say("How often, with safer reporting"),
                a.hesitate_then * 100,
                max=100,
                unit=percent,
            ),
            number(
                "notice_low", say("Quickest report, if nobody waits"), a.notice_low, unit=minutes
            ),
            number(
                "notice_high", say("Slowest report, if nobody waits"), a.notice_high, unit=minutes
            ),
            number("wait_low", say("Shortest wait"), a.wait_low, unit=minutes),
            number("wait_high", say("Longest wait"), a.wait_high, unit=minutes),
            number("repair_low", say("Shortest repair"), a.repair_low, unit=minutes),
            number("repair_high", say("Longest repair"), a.repair_high, unit=minutes),
            number("growth", say("Repair that a minute of delay adds"), a.growth, unit=minutes),
            {
                "id": "leader",
                "type": "line",
                "label": say("Leader to convince"),
                "value": "",
                "most": 80,
                "help": say("Only for the page that you can save below."),
            },
        ]

    def run(self) -> dict[str, Any]:
        """Return what follows for a year."""
        values = dict(self.values)
        for name in ("hesitate_now", "hesitate_then"):
            if isinstance(values.get(name), int | float):
                values[name] = values[name] / 100
        a = cost_of_blame.tidy(values)
        found = cost_of_blame.simulate(a)
        leader = values.get("leader") if isinstance(values.get("leader"), str) else ""
        today, safer = say("today"), say("with safer reporting")
        saved = found.saved
        return {
            "text": [
                say(
                    "In a year with the same luck the difference lies between {low} and {high} "
                    "(four of five simulated years).",
                    low=f"{saved.low:,.0f}",
                    high=f"{saved.high:,.0f}",
                ),
                say(
                    "Luck is larger: of a hundred pairs of years, the one with safer reporting "
                    "is cheaper in about {n}.",
                    n=round(found.cheaper * 100),
                ),
                *self.replaced(asdict(a), percent=("hesitate_now", "hesitate_then")),
            ],
            "charts": [
                ranges(
                    say("Minutes, mean of a year"),
                    [
                        (say("Until the report, {world}", world=today), found.now.acknowledge, 1),
                        (say("Until the report, {world}", world=safer), found.then.acknowledge, 0),
                        (say("Until repaired, {world}", world=today), found.now.resolve, 1),
                        (say("Until repaired, {world}", world=safer), found.then.resolve, 0),
                    ],
                ),
                ranges(
                    say("Cost of a year"),
                    [
                        (today.capitalize(), found.now.cost, 1),
                        (safer.capitalize(), found.then.cost, 0),
                    ],
                ),
            ],
            "after": [say("A range covers four of five simulated years. It is no forecast.")],
            "files": [
                {
                    "label": say("Save a one-page case"),
                    "name": "case-for-a-leader.md",
                    "type": "text/markdown",
                    "text": cost_of_blame.case(a, found, str(leader)[:80]),
                }
            ],
        }
