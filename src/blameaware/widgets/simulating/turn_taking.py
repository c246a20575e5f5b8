"""Who talks how much, as a card."""

from collections.abc import Mapping
from typing import Any

from blameaware.bank.wording import say
from blameaware.simulations import turn_taking
from blameaware.simulations.bands import Band
from blameaware.widgets.simulating.base import Simulation

MOST_CHARACTERS = 200_000


class TurnTaking(Simulation):
    """Who talks how much, and what a facilitator's move may change."""

    name = "turn-taking"

    def about(self) -> tuple[str, str]:
        """Return title and introduction."""
        return say("Who talks how much"), say(
            "Pick a transcript, or paste one of a meeting that everybody agreed to look at: a line "
            "a turn, a name and a colon first. Then try what a facilitator could do. How much "
            "balance matters is debated; the shares are plain arithmetic."
        )

    def fields(self) -> list[dict[str, Any]]:
        """Return transcript, people present, moves."""
        own = say("My own, pasted below")
        samples = [
            ["weekly-review", say("A weekly review")],
            ["ward-handover", say("A ward handover")],
        ]
        return [
            {
                "id": "sample",
                "type": "choice",
                "label": say("Transcript"),
                "value": "weekly-review",
                "options": [*samples, ["own", own]],
            },
            {
                "id": "present",
                "type": "line",
                "value": "",
                "label": say("Also present, names with commas"),
                "most": 300,
                "help": say("Somebody who said nothing counts too."),
            },
            {"id": "own", "type": "text", "label": own, "value": "", "rows": 5},
            {
                "id": "moves",
                "type": "checks",
                "value": [],
                "label": say("What a facilitator could do"),
                "options": [[name, say(text)] for name, text in turn_taking.MOVES.items()],
            },
        ]

    def run(self) -> dict[str, Any]:
        """Return shares and balance, before and with the moves."""
        values = self.values
        sample = values.get("sample", "weekly-review")
        read: list[dict[str, Any]] = []
        if sample == "own":
            text = values.get("own")
            text = text[:MOST_CHARACTERS] if isinstance(text, str) else ""
        else:
            known = sample if sample in turn_taking.SAMPLES else turn_taking.SAMPLES[0]
            text = turn_taking.sample(known)
            read = [{"summary": say("Read the transcript"), "lines": _spoken(text)}]
        turns = turn_taking.turns_of(text)
        names = values.get("present")
        present = (
            [n.strip()[:40] for n in names.split(",") if n.strip()]
            if isinstance(names, str)
            else []
        )
        talk = turn_taking.measure(turns, present)
        if len(talk.shares) < 2 or not turns:  # noqa: PLR2004  one person is no conversation
            told = say("No conversation found. A line looks like this: “Ana: I saw the alert.”")
            return {"text": [told]}
        return {"sources": read, **self._shown(talk)}

    def _shown(self, talk: turn_taking.Talk) -> dict[str, Any]:
        picked = self.values.get("moves")
        known = list(turn_taking.MOVES)  # a list, as what was kept may be anything
        moves = [move for move in picked if move in known] if isinstance(picked, list) else []
        balance, shares = turn_taking.try_moves(talk, moves)
        first = talk.shares[0]
        text = [
            say(
                "{name} has {share} of the words. Balance: {balance} of 100.",
                name=first.name,
                share=f"{first.words:.0%}",
                balance=round(talk.balance * 100),
            ),
        ]
        if talk.silent:
            text.append(say("Said nothing: {names}.", names=", ".join(talk.silent)))
        if talk.longest:
            text.append(
                say(
                    "Longest turn: {n} words, {name}.",
                    n=talk.longest.words,
                    name=talk.longest.speaker,
                )
            )
        text.append(
            say(
                "If the talk goes on with {what}: balance {low} to {high}.",
                what=say("these moves") if moves else say("no move"),
                low=round(balance.low * 100),
                high=round(balance.high * 100),
            )
        )
        return {
            "text": text,
            "charts": [
                _shares(
                    say("Share of words so far"),
                    {s.name: Band(s.words, s.words, s.words) for s in talk.shares},
                ),
                _shares(say("Share of words in the next forty turns"), dict(shares)),
            ],
            "after": [
                say("The second chart is a model with habits and chance in it. It proves nothing.")
            ],
        }


def _spoken(text: str) -> list[list[str]]:
    """Return [speaker, what was said] for each line of a transcript."""
    lines = [line.partition(": ") for line in text.splitlines()]
    return [[speaker, said] for speaker, _, said in lines]


def _shares(title: str, found: Mapping[str, Band]) -> dict[str, Any]:
    said = "; ".join(f"{name}: {b.mid:.0%}" for name, b in found.items())
    return {
        "type": "ranges",
        "percent": True,
        "title": title,
        "summary": f"{title}. {said}.",
        "max": 1,
        "rows": [{"label": name, "band": list(b), "color": 0} for name, b in found.items()],
    }
