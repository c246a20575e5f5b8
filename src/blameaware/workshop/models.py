"""What the workshop's data files hold. The check and the objects come from these classes.

The metadata of a field has the same meaning as in `bank.models`.
"""

from dataclasses import dataclass
from typing import Literal

from blameaware.bank.models import SLUG, about

Focus = Literal[
    "basics", "hearing", "rewriting", "asking", "leaders", "team", "spread", "repair"
]  # fmt: skip
FOCUSES: tuple[str, ...] = (
    "basics", "hearing", "rewriting", "asking", "leaders", "team", "spread", "repair",
)  # fmt: skip
CHAPTER = r"\d\d-[a-z-]+"
LONGEST = 90  # minutes; nobody should do one thing for longer


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step of an activity."""

    parts: int = about("Its share of the activity's time, in minutes at the usual length.", least=1)
    do: str = about("What the facilitator does, and what people do.", least=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What to do when it goes differently."""

    when: str = about("What one sees or hears.", least=1)
    do: str = about("What helps.", least=1)
    say: str = about("Words that can be said as they are.", default="")


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity:
    """Something that a group does together, a talk, a break or a frame around them."""

    id: str = about("A unique name.", pattern=SLUG)
    title: str = about("What participants read in the agenda.", least=1)
    form: Literal["exercise", "talk", "frame", "break"] = about("What kind of entry it is.")
    order: int = about("Where it stands in a workshop, from 0 to 100.", least=0, most=100)
    rank: int = about("How soon it is taken into a mix, 1 first.", default=5, least=1, most=9)
    focus: tuple[Focus, ...] = about("What it is good for.", default=())
    chapter: str = about(
        "Its chapter; without `usual`, the minutes come from that chapter's front matter.",
        default="",
        pattern=f"({CHAPTER})?",
    )
    least: int = about("Fewest minutes that make sense.", least=1, most=LONGEST)
    usual: int | None = about(
        "Usual minutes; leave out to take them from the chapter.",
        default=None,
        least=1,
        most=LONGEST,
    )
    most: int = about("Most minutes that make sense.", least=1, most=LONGEST)
    aim: str = about("What people can do or know afterward.", least=1)
    needs: tuple[str, ...] = about("What has to be there.", default=())
    steps: tuple[Step, ...] = about("What happens, in order.", key="step", least=1)
    say: tuple[str, ...] = about("What to say, in words that can be said as they are.", default=())
    show: tuple[str, ...] = about("What is on the screen or the wall.", default=())
    listen: tuple[str, ...] = about("What to listen for.", default=())
    differently: tuple[Turn, ...] = about("When it goes differently.", key="turn", default=())
    remote: str = about("What changes when everyone is remote.", default="")
    asynchronous: str = about("What changes when it is spread over days.", default="")
    hybrid: str = about("What changes when some are in the room and some are not.", default="")
    deck: str = about("Id of its deck of cards.", default="", pattern=f"({SLUG})?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """A workshop of a usual length: which activities, in which order."""

    minutes: int = about("Minutes from the first word to the last.", least=10, most=600)
    title: str = about("Its name.", least=1)
    purpose: str = about("For whom it is, and what it can do.", least=1)
    activities: tuple[str, ...] = about("Ids of activities in order; breaks are added.", least=2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """Something that can happen in any part of a workshop."""

    id: str = about("A unique name.", pattern=SLUG)
    title: str = about("What happens, in a few words.", least=1)
    sign: str = about("How it looks and sounds.", least=1)
    do: tuple[str, ...] = about("What helps, in order.", least=1)
    say: tuple[str, ...] = about("Words that can be said as they are.", least=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """One card of a story told forward."""

    time: str = about("The time, such as “10:20”.", least=1)
    text: str = about("What could be seen and heard at that time.", least=1, most=220)


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A story that is told forward, with a vote before the end."""

    id: str = about("A unique name.", pattern=SLUG)
    title: str = about("Its name.", least=1)
    setting: str = about("Where, when, who.", least=1)
    moments: tuple[Moment, ...] = about("What happened, in order.", key="moment", least=3)
    question: str = about("What everybody commits to before the end.", least=1)
    answers: tuple[str, ...] = about("What one can commit to.", least=2, most=5)
    reveal: tuple[Moment, ...] = about("How it ended, and what was found.", least=1)
    report: str = about("The sentence of a first report, written by somebody who knew.", least=1)
    debrief: tuple[str, ...] = about("Questions for afterward.", least=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnCard:
    """A card that is not drawn from the bank."""

    deck: str = about("Id of the deck.", pattern=SLUG)
    title: str = about("Its heading.", least=1)
    text: str = about("The large text; a new line starts a new line.", default="")
    lines: tuple[str, ...] = about("A short list below.", default=(), most=6)
    key: tuple[str, ...] = about("What only the facilitator reads.", default=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Draw:
    """Cards that a deck takes from somewhere."""

    source: Literal["spot", "rewrite", "ask", "plan", "moves", "story", "cards"] = about(
        "Where the cards come from: a kind of the bank, the moves, a story or the deck's own."
    )
    count: int = about("How many; leave out for all.", default=0, least=0, most=40)
    blame: Literal["", "yes", "no"] = about("Only texts that blame, or only others.", default="")
    pattern: str = about("Only items that train this pattern.", default="")
    longest: int = about("Longest text, in characters.", default=240, least=40, most=600)


@dataclass(frozen=True, kw_only=True, slots=True)
class Deck:
    """What a deck of cards is made of."""

    id: str = about("A unique name.", pattern=SLUG)
    title: str = about("Its name.", least=1)
    how: str = about("How to play, in one or two sentences.", least=1)
    seconds: int = about("What the timer starts with.", least=5, most=3600)
    shuffle: bool = about("Whether the drawn cards are mixed.", default=False)
    draws: tuple[Draw, ...] = about("Where the cards come from.", key="draw", least=1)
