"""Agendas: minutes add up exactly, breaks are entries, and what cannot fit is said."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blameaware.errors import UserError
from blameaware.workshop import source
from blameaware.workshop.agenda import (
    LONGEST_REMOTE,
    LONGEST_STRETCH,
    CannotFitError,
    Span,
    fit,
    mix,
    preset,
    span,
    steps,
)
from blameaware.workshop.agenda_command import configure, run
from blameaware.workshop.load import load
from blameaware.workshop.models import FOCUSES

ROOT = Path(__file__).resolve().parents[3]
PACK = load()
CHAPTERS = source.chapters(ROOT)
USUAL = {
    60: [5, 10, 10, 20, 10, 5],
    90: [5, 10, 15, 25, 20, 10, 5],
    180: [10, 20, 25, 35, 10, 40, 30, 5, 5],
}


def stretches(agenda):
    found = [0]
    for entry in agenda.entries:
        if entry.activity.form == "break":
            found.append(0)
        else:
            found[-1] += entry.minutes
    return found


def holds(agenda, longest):
    now = 0
    for entry in agenda.entries:
        assert entry.start == now
        found = span(entry.activity, CHAPTERS)
        assert found.least <= entry.minutes <= found.most
        now += entry.minutes
    assert now == agenda.minutes
    assert max(stretches(agenda)) <= longest
    assert agenda.entries[0].activity.id == "welcome"
    assert agenda.entries[-1].activity.id == "exit-poll"


@pytest.mark.parametrize("minutes", USUAL)
def test_the_usual_agendas_add_up(minutes):
    agenda = preset(PACK, CHAPTERS, minutes)
    holds(agenda, LONGEST_STRETCH)
    assert [entry.minutes for entry in agenda.entries] == USUAL[minutes]


def test_the_long_workshop_has_its_break_in_the_middle():
    agenda = preset(PACK, CHAPTERS, 180)
    breaks = [e for e in agenda.entries if e.activity.form == "break"]
    assert [(e.start, e.minutes) for e in breaks] == [(90, 10)]


@pytest.mark.parametrize("focus", [(), *((name,) for name in FOCUSES), ("leaders", "team")])
@pytest.mark.parametrize("minutes", [30, 45, 75, 90, 120, 150, 200, 240])
@pytest.mark.parametrize("remote", [False, True])
def test_a_mix_adds_up_or_says_what_would_fit(minutes, focus, remote):
    try:
        agenda = mix(PACK, CHAPTERS, minutes, focus, remote=remote)
    except CannotFitError as error:
        told = str(error)
        assert str(minutes) in told
        assert "at most" in told or "at least" in told or "or more" in told
        return
    holds(agenda, LONGEST_REMOTE if remote else LONGEST_STRETCH)
    own = {tag for e in agenda.entries if e.activity.form != "frame" for tag in e.activity.focus}
    assert set(focus) & own or not focus


def test_most_lengths_that_people_ask_for_do_fit():
    wanted = [(m, f) for m in (45, 60, 75, 90, 120, 150) for f in FOCUSES]
    fitting = 0
    for minutes, focus in wanted:
        try:
            mix(PACK, CHAPTERS, minutes, (focus,))
            fitting += 1
        except CannotFitError:
            pass
    assert fitting >= 0.9 * len(wanted)


def test_a_workshop_for_leaders_has_the_pitch_in_it():
    agenda = mix(PACK, CHAPTERS, 120, ("leaders",))
    assert {"sponsor-pitch", "talk-winning-leaders"} <= {e.activity.id for e in agenda.entries}


def test_minutes_come_from_the_front_matter_of_the_chapter():
    chapter = CHAPTERS["03-hearing-blame"]
    longer = replace(chapter, about={**chapter.about, "workshop": chapter.workshop + 3})
    changed = {**CHAPTERS, "03-hearing-blame": longer}
    activity = PACK.activities["blame-or-not"]
    assert span(activity, changed).usual == span(activity, CHAPTERS).usual + 3
    agenda = preset(PACK, changed, 90)
    assert sum(entry.minutes for entry in agenda.entries) == 90


def test_a_chapter_that_takes_longer_than_its_activity_is_said():
    chapter = CHAPTERS["03-hearing-blame"]
    longer = replace(chapter, about={**chapter.about, "workshop": 80})
    with pytest.raises(UserError, match="80 minutes"):
        span(PACK.activities["blame-or-not"], {"03-hearing-blame": longer})


spans = st.tuples(st.integers(1, 20), st.integers(0, 20), st.integers(0, 20)).map(
    lambda t: Span(t[0], t[0] + t[1], t[0] + t[1] + t[2])
)


@given(st.lists(spans, min_size=1, max_size=8), st.data())
def test_minutes_are_shared_out_within_their_bounds(found, data):
    total = data.draw(st.integers(sum(s.least for s in found), sum(s.most for s in found)))
    taken = fit(found, total)
    assert sum(taken) == total
    assert all(s.least <= t <= s.most for s, t in zip(found, taken, strict=True))


@pytest.mark.parametrize("minutes", USUAL)
def test_the_steps_of_each_entry_add_up(minutes):
    for entry in preset(PACK, CHAPTERS, minutes).entries:
        assert sum(m for m, _ in steps(entry)) == entry.minutes


def call(*words):
    parser = argparse.ArgumentParser()
    configure(parser)
    return run(parser.parse_args([*words, "--course", str(ROOT)]))


def test_the_command_prints_data(capsys):
    assert call("--minutes", "60", "--start", "9:30", "--format", "json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert sum(entry["minutes"] for entry in shown["entries"]) == 60
    assert shown["entries"][0]["start"] == "9:30"


def test_the_command_prints_a_table(capsys):
    call("--minutes", "90", "--format", "markdown")
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert sum(int(row.split("|")[2]) for row in rows[1:-1]) == 90


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--minutes", "12", "--focus", "leaders"], "--minutes 18 or more"),
        (["--minutes", "900"], "at most"),
        (["--minutes", "0"], "--minutes is 0"),
        (["--focus", "ladders"], "no focus “ladders”"),
        (["--start", "25:00"], "write a time of day"),
    ],
)
def test_what_cannot_be_is_said_plainly(words, told):
    with pytest.raises(UserError, match=told):
        call(*words)
