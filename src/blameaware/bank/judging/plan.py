"""A plan for the first ninety days: where to start, what to do, what to watch."""

import re
from typing import Any

from blameaware.bank.judging.values import table, text, texts
from blameaware.bank.judgment import Judgment, Note, nothing_yet
from blameaware.bank.models import Plan, Row
from blameaware.bank.wording import say

STAGES = ("30", "60", "90")
LEAST_WORDS = 4
SAYS_WHEN_DONE = re.compile(
    r"\d|\b(?:until|by|done|when|every|weekly|first|after|before)\b", re.IGNORECASE
)


def judge(item: Plan, value: Any) -> Judgment:  # noqa: ANN401  whatever a file held
    """Judge {team, incidents: [id], stages: {"30": text, …}, measures: [id]}.

    Four parts of equal weight. What the stages say needs a person.
    """
    answer = table(value)
    if not any(answer.get(name) for name in ("team", "incidents", "measures", "stages")):
        return nothing_yet(say("Choose a team and an incident to start with."))
    teams = {row.id: row for row in item.teams}
    incidents = {row.id: row for row in item.incidents}
    team = teams.get(text(answer.get("team")))
    chosen = [incidents[name] for name in texts(answer.get("incidents")) if name in incidents]
    parts = [
        _rows([team] if team else [], "team", say("Choose a pilot team.")),
        _rows(chosen, "incident", say("Choose one to three incidents.")),
        _stages(table(answer.get("stages"))),
        _measures(item, texts(answer.get("measures"))),
    ]
    score = sum(share for share, _ in parts) / len(parts)
    notes = tuple(note for _, told in parts for note in told)
    done = bool(team) and bool(chosen)
    good = ("A start that is small, visible and safe." if score >= 0.8  # noqa: PLR2004  mastery
            else say("You have a place to start from."))  # fmt: skip
    return Judgment(score, good, notes, done=done, needs_human=True)


def _rows(rows: list[Row], tag: str, ask: str) -> tuple[float, list[Note]]:
    if not rows:
        return 0.0, [Note(ask, tag, "look")]
    best = 2
    notes = [
        Note(f"{row.name}: {row.feedback}", row.id, "good" if row.fit == best else "look")
        for row in rows
    ]
    return sum(row.fit for row in rows) / (best * len(rows)), notes


def _stages(stages: dict[str, Any]) -> tuple[float, list[Note]]:
    share, notes = 0.0, []
    for stage in STAGES:
        words = text(stages.get(stage)).strip()
        if len(words.split()) < LEAST_WORDS:
            notes.append(
                Note(
                    say("Day {n}: say in a sentence what will have happened.", n=stage),
                    stage,
                    "look",
                )
            )
        elif not SAYS_WHEN_DONE.search(words):
            share += 0.5
            notes.append(
                Note(
                    say("Day {n}: add a number or a sign that shows it is done.", n=stage),
                    stage,
                    "look",
                )
            )
        else:
            share += 1
            notes.append(
                Note(say("Day {n}: anybody can tell when it is done.", n=stage), stage, "good")
            )
    return share / len(STAGES), notes


def _measures(item: Plan, picked: list[str]) -> tuple[float, list[Note]]:
    chosen = [measure for measure in item.measures if measure.id in picked]
    if not chosen:
        return 0.0, [Note(say("Choose at least one measure."), "measures", "look")]
    notes = [Note(f"{m.text}: {m.feedback}", m.id, "good" if m.safe else "look") for m in chosen]
    return sum(m.safe for m in chosen) / len(chosen), notes
