"""Agendas: activities in order, with minutes that add up exactly, and breaks as entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from blameaware.errors import UserError
from blameaware.workshop.load import Pack
from blameaware.workshop.models import FOCUSES, Activity
from blameaware.workshop.source import Page

STEP = 5  # minutes are moved in fives, so that times stay easy to read
LONGEST_STRETCH = 90  # minutes without a break, in a room
LONGEST_REMOTE = 60  # the same, on a call
FRAME = ("welcome", "exit-poll")
BREAK = "break"


class CannotFitError(UserError):
    """No agenda of this length can be made of these activities."""


@dataclass(frozen=True)
class Span:
    """How long an activity may take, in minutes."""

    least: int
    usual: int
    most: int


@dataclass(frozen=True)
class Entry:
    """One line of an agenda: it starts `start` minutes after the first word."""

    start: int
    minutes: int
    activity: Activity


@dataclass(frozen=True)
class Agenda:
    """A workshop from the first word to the last."""

    minutes: int
    title: str
    purpose: str
    entries: tuple[Entry, ...]


def span(activity: Activity, chapters: Mapping[str, Page]) -> Span:
    """Return an activity's minutes; those of a talk are in its chapter's front matter.

    Raises UserError when the chapter is missing or its minutes are outside of the activity's.
    """
    if activity.usual is not None:
        return Span(activity.least, activity.usual, activity.most)
    if activity.chapter not in chapters:
        raise UserError(f"activity {activity.id}: chapter: there is no {activity.chapter}")
    usual = chapters[activity.chapter].workshop
    if not activity.least <= usual <= activity.most:
        raise UserError(
            f"activity {activity.id}: chapter {activity.chapter} takes {usual} minutes in a "
            f"workshop (front matter), and the activity {activity.least} to {activity.most}; "
            "change one of them"
        )
    return Span(activity.least, usual, activity.most)


def preset(pack: Pack, chapters: Mapping[str, Page], minutes: int) -> Agenda:
    """Return the agenda of a usual length. Raises CannotFitError when there is none."""
    if minutes not in pack.recipes:
        known = ", ".join(str(length) for length in sorted(pack.recipes))
        raise CannotFitError(f"no usual workshop of {minutes} minutes; there are {known}")
    recipe = pack.recipes[minutes]
    chosen = [pack.activities[name] for name in recipe.activities]
    entries = _timed(pack, chapters, chosen, minutes, LONGEST_STRETCH)
    return Agenda(minutes, recipe.title, recipe.purpose, entries)


def mix(
    pack: Pack,
    chapters: Mapping[str, Page],
    minutes: int,
    focus: Sequence[str] = (),
    *,
    remote: bool = False,
) -> Agenda:
    """Return an agenda of one's own. Raises CannotFitError, with what would fit instead."""
    for name in focus:
        if name not in FOCUSES:
            raise CannotFitError(f"no focus “{name}”; choose from {', '.join(FOCUSES)}")
    if not focus and not remote and minutes in pack.recipes:
        return preset(pack, chapters, minutes)
    stretch = LONGEST_REMOTE if remote else LONGEST_STRETCH
    ranked = _ranked(pack, focus)
    chosen = [pack.activities[name] for name in FRAME]
    for activity in ranked:
        wider = [*chosen, activity]
        if _usual_length(pack, chapters, wider, stretch) <= minutes:
            chosen = wider
    chosen = _widened(pack, chapters, chosen, ranked, minutes, stretch)
    on_focus = [a for a in ranked if a.form != "frame" and (set(a.focus) & set(focus) or not focus)]
    if not {a.id for a in chosen} & {a.id for a in on_focus}:
        frame = [pack.activities[name] for name in FRAME]
        least = min(_length(pack, chapters, [*frame, a], stretch, "least") for a in on_focus)
        raise CannotFitError(
            f"{minutes} minutes cannot hold a workshop{_on(focus)}: with welcome and exit poll "
            f"the shortest takes {least}. Give it --minutes {least} or more."
        )
    title = f"Your own mix, {minutes} minutes" + (f": {', '.join(focus)}" if focus else "")
    entries = _timed(pack, chapters, sorted(chosen, key=lambda a: a.order), minutes, stretch, focus)
    return Agenda(minutes, title, "Made from the activities that fit.", entries)


def _on(focus: Sequence[str]) -> str:
    return f" on {' and '.join(focus)}" if focus else ""


def _ranked(pack: Pack, focus: Sequence[str]) -> list[Activity]:
    """Return what can be taken into a mix, best first: the focus, then what everybody needs.

    Without a focus, what everybody needs comes first, and then all the rest.
    """
    free = [a for a in pack.activities.values() if a.id not in FRAME and a.form != "break"]
    free = [a for a in free if a.focus]
    first = [a for a in free if set(a.focus) & set(focus or ("basics",))]
    then = [a for a in free if a not in first and ("basics" in a.focus or not focus)]
    return [a for part in (first, then) for a in sorted(part, key=lambda a: (a.rank, a.order))]


def _widened(
    pack: Pack,
    chapters: Mapping[str, Page],
    chosen: list[Activity],
    ranked: Sequence[Activity],
    minutes: int,
    stretch: int,
) -> list[Activity]:
    """Take in what fits at its least minutes, when the rest at its most does not fill the time."""
    for activity in ranked:
        if len(chosen) > len(FRAME) and (
            _length(pack, chapters, chosen, stretch, "most") >= minutes
        ):
            break
        wider = [*chosen, activity]
        if activity not in chosen and _length(pack, chapters, wider, stretch, "least") <= minutes:
            chosen = wider
    return chosen


def _length(
    pack: Pack, chapters: Mapping[str, Page], chosen: Sequence[Activity], stretch: int, which: str
) -> int:
    """Return the minutes of activities with their breaks; `which` is least, usual or most."""
    own = sum(int(getattr(span(activity, chapters), which)) for activity in chosen)
    pause = span(pack.activities[BREAK], chapters)
    return own + max(0, (own - 1) // stretch) * int(getattr(pause, which))


def _usual_length(
    pack: Pack, chapters: Mapping[str, Page], chosen: Sequence[Activity], stretch: int
) -> int:
    return _length(pack, chapters, chosen, stretch, "usual")


def _timed(
    pack: Pack,
    chapters: Mapping[str, Page],
    chosen: Sequence[Activity],
    minutes: int,
    stretch: int,
    focus: Sequence[str] = (),
) -> tuple[Entry, ...]:
    """Return entries with breaks that add up to `minutes`. Raises CannotFitError."""
    pause = pack.activities[BREAK]
    usual_pause = span(pause, chapters).usual
    for breaks in range(len(chosen)):
        left = minutes - breaks * usual_pause
        spans = [span(activity, chapters) for activity in chosen]
        if not sum(s.least for s in spans) <= left <= sum(s.most for s in spans):
            continue
        taken = fit(spans, left)
        places = break_places(taken, stretch)
        if len(places) == breaks:
            return _entries(chosen, taken, places, pause, usual_pause)
    spans = [span(activity, chapters) for activity in chosen]
    longest = _length(pack, chapters, chosen, stretch, "most")
    least = _length(pack, chapters, chosen, stretch, "least")
    hint = (
        f"all that belongs there fills {longest} minutes at most; plan for that, or spread it "
        "over two days"
        if minutes > longest
        else f"what belongs there takes at least {least} minutes with its breaks"
    )
    raise CannotFitError(f"{minutes} minutes do not fit{_on(focus)}: {hint}")


def fit(spans: Sequence[Span], total: int) -> list[int]:
    """Return minutes for each span that add up to `total`, as near to usual as can be.

    What has the most room gives or takes first, five minutes at a time, and nothing leaves its
    bounds. `total` has to lie between the sums of least and most.
    """
    taken = [s.usual for s in spans]
    moved = [0] * len(spans)
    while (missing := total - sum(taken)) != 0:
        rooms = [
            (s.most - t) if missing > 0 else (t - s.least)
            for s, t in zip(spans, taken, strict=True)
        ]
        best = max(range(len(spans)), key=lambda i: (rooms[i], -moved[i], -i))
        step = min(STEP, rooms[best], abs(missing))
        taken[best] += step if missing > 0 else -step
        moved[best] += step
    return taken


def break_places(taken: Sequence[int], stretch: int) -> list[int]:
    """Return before which entries a break stands, so that no stretch is longer than `stretch`.

    A single entry that is longer stays whole. Breaks are spread evenly over the time.
    """
    total = sum(taken)
    count = max(0, -(-total // stretch) - 1)
    while True:
        places = _even_places(taken, count)
        if len(places) < count or _longest(taken, places) <= stretch or count >= len(taken) - 1:
            return places
        count += 1


def _even_places(taken: Sequence[int], count: int) -> list[int]:
    """Return the `count` places that are nearest to equal parts of the time."""
    total = sum(taken)
    ends = [sum(taken[: i + 1]) for i in range(len(taken) - 1)]
    places: list[int] = []
    for number in range(1, count + 1):
        goal = total * number / (count + 1)
        free = [i for i in range(len(ends)) if i + 1 not in places]
        if free:
            # The frame around a workshop is too short to be cut off by a break.
            inner = [i for i in free if 0 < i < len(ends) - 1] or free
            places.append(min(inner, key=lambda i: (abs(ends[i] - goal), i)) + 1)
    return sorted(places)


def _longest(taken: Sequence[int], places: Sequence[int]) -> int:
    cuts = [0, *places, len(taken)]
    return max(sum(taken[a:b]) for a, b in pairwise(cuts))


def _entries(
    chosen: Sequence[Activity],
    taken: Sequence[int],
    places: Sequence[int],
    pause: Activity,
    pause_minutes: int,
) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    now = 0
    for number, (activity, minutes) in enumerate(zip(chosen, taken, strict=True)):
        if number in places:
            entries.append(Entry(now, pause_minutes, pause))
            now += pause_minutes
        entries.append(Entry(now, minutes, activity))
        now += minutes
    return tuple(entries)


def steps(entry: Entry) -> list[tuple[int, str]]:
    """Return (minutes, what to do) for each step; the minutes add up to the entry's."""
    parts = [step.parts for step in entry.activity.steps]
    exact = [entry.minutes * part / sum(parts) for part in parts]
    minutes = [int(value) for value in exact]
    by_rest = sorted(range(len(parts)), key=lambda i: (minutes[i] - exact[i], i))
    for i in by_rest[: entry.minutes - sum(minutes)]:
        minutes[i] += 1
    return [(m, step.do) for m, step in zip(minutes, entry.activity.steps, strict=True)]
