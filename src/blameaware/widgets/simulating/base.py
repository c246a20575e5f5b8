"""What the simulations share: fields, a run, charts, and a page without JavaScript."""

from collections.abc import Mapping
from html import escape
from typing import Any, ClassVar

from blameaware.bank.wording import say
from blameaware.simulations.bands import Band
from blameaware.widgets import place
from blameaware.widgets.plain_page import details, p
from blameaware.widgets.sheet import Sheet

CLOSE = 1e-6  # two numbers that differ by less are the same to a reader


class Simulation(Sheet):
    """A simulation; `fields` are its assumptions, `run` what follows from them."""

    kind = "simulate"
    front = "simulate"
    name: ClassVar[str] = ""

    def __init__(self) -> None:
        """Show the simulation and run it once, so that the page has a result from the start."""
        title, intro = self.about()
        view = {"label": say("Simulation"), "title": title, "title_text": title, "intro": intro}
        super().__init__(f"sim:{self.name}", {**view, "fields": self.fields()})
        self.safely(self.refresh, "first run")

    def about(self) -> tuple[str, str]:
        """Return title and introduction."""
        raise NotImplementedError

    def fields(self) -> list[dict[str, Any]]:
        """Return the assumptions as fields of a form."""
        raise NotImplementedError

    def run(self) -> dict[str, Any]:
        """Return sentences, charts and files for the values."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Run with the values."""
        self.tell(result=self.run())

    def do_run(self, _message: Mapping[str, Any]) -> None:
        """Run again after a change."""
        self.tell(result=self.run(), status=place.saved(self.where))

    def replaced(self, used: Mapping[str, float], percent: tuple[str, ...] = ()) -> list[str]:
        """Return a sentence on the numbers that the model uses instead of what stands there.

        `used` are its numbers by the names of the fields; those in `percent` are shares.
        """
        others = []
        for field in self.view["fields"]:
            name = field["id"]
            if field["type"] != "number":
                continue
            number = used[name] * 100 if name in percent else used[name]
            stands = self.values.get(name, field["value"])
            if not isinstance(stands, int | float) or abs(stands - number) > CLOSE:
                others.append(f"{field['label']} {number:,g}")
        if not others:
            return []
        told = say("Where a field is empty or does not fit, this is used: {list}.",
                   list=", ".join(others))  # fmt: skip
        return [told]

    def fallback(self) -> str:
        """Return title, assumptions and result as plain HTML."""
        result = self.feedback.get("result", {})
        fields = "".join(
            f"<li>{escape(field['label'])}: {escape(str(field['value']))}</li>"
            for field in self.fields()
            if field["type"] == "number"
        )
        said = "".join(f"<p>{escape(line)}</p>" for line in result.get("text", ()))
        tables = "".join(_table(chart) for chart in result.get("charts", ()))
        sources = "".join(
            details(source["summary"], "".join(p(": ".join(line)) for line in source["lines"]))
            for source in result.get("sources", ())
        )
        title, intro = self.about()
        head = f"<p><b>{escape(title)}</b></p><p>{escape(intro)}</p>"
        return f"{head}{sources}<ul>{fields}</ul>{said}{tables}"


def _table(chart: Mapping[str, Any]) -> str:
    rows = chart.get("rows") or [
        {"label": f"{series['name']}, {x}", "band": point}
        for series in chart["series"]
        for x, point in zip(chart["x"], series["points"], strict=True)
    ]
    cells = "".join(
        f"<tr><th>{escape(str(row['label']))}</th>"
        + "".join(f"<td>{_shown(value, bool(chart.get('percent')))}</td>" for value in row["band"])
        + "</tr>"
        for row in rows
    )
    return f"<table><caption>{escape(chart['title'])}</caption>{cells}</table>"


def _shown(value: float, percent: bool) -> str:
    return f"{value:.0%}" if percent else f"{value:,.0f}"


def number(name: str, label: str, value: float, **more: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
    """Return a field for a number that is not below zero."""
    return {"id": name, "type": "number", "label": label, "value": value, "min": 0, **more}


def percents(found: Band) -> str:
    """Return a band of shares in words."""
    low, high = f"{found.low:.0%}", f"{found.high:.0%}"
    return low if low == high else say("{low} to {high}", low=low, high=high)


def ranges(title: str, rows: list[tuple[str, Band, int]]) -> dict[str, Any]:
    """Return a chart of ranges; a row is (label, band, color 0 or 1)."""
    said = "; ".join(
        say("{label}: {low} to {high}", label=label, low=f"{b.low:,.0f}", high=f"{b.high:,.0f}")
        for label, b, _ in rows
    )
    return {
        "type": "ranges",
        "title": title,
        "summary": f"{title}. {said}.",
        "max": max(found.high for _, found, _ in rows),
        "rows": [{"label": label, "band": list(b), "color": color} for label, b, color in rows],
    }
