"""What the bank holds: one frozen dataclass for every kind of exercise.

The dataclasses are the only place where fields are listed. `shape.py` reads them to build the
JSON Schemas, to check what an author wrote and to make the objects. The metadata of a field:

- `doc`: one sentence for the author, shown in the schema and in error messages
- `key`: its name in TOML where that differs from the attribute
- `secret`: true for what tells the right answer or judges it; left out of graded items' public part
- `least`, `most`: bounds of a number, or of the length of a list or a text
- `pattern`: a regular expression that a text must match as a whole
"""

# ruff: noqa: RUF009  `about` is `dataclasses.field` with its documentation

from dataclasses import MISSING, dataclass, field
from typing import Any, ClassVar, Literal

Gender = Literal["f", "m", "x", "unstated"]
Register = Literal["chat", "ticket", "report", "spoken", "mail", "second-language"]

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"


def about(doc: str, *, default: Any = MISSING, **rules: Any) -> Any:  # noqa: ANN401  like `field`
    """Return a dataclass field with its documentation and rules; without `default` it is required.

    A list default is given as `()`; a text that may be left out as `""`.
    """
    return field(default=default, metadata={"doc": doc, **rules})


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody in an item, as written there."""

    name: str = about("The name as written; leave out for a role without a name.", default="")
    role: str = about("What the person does, such as “on-call engineer”.", default="")
    gender: Gender = about('"f", "m", "x" or "unstated", as the words show it.', default="unstated")
    culture: str = about(
        "Where the name is common, such as “Yoruba” or “Korean”; empty for a role.", default=""
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """What every kind of exercise has."""

    kind: ClassVar[str] = ""
    prefix: ClassVar[str] = ""

    id: str = about("A unique name: the kind's prefix and a few words.", pattern=SLUG)
    objective: str = about(
        "The chapter it belongs to, such as “04-rewriting”.", default="", pattern=r"(\d\d-[a-z-]+)?"
    )
    patterns: tuple[str, ...] = about("Ids of the engine's patterns that it trains.", default=())
    misconception: int | None = about(
        "Number of the misconception that it meets.", default=None, least=1, most=17
    )
    difficulty: int = about("1 easy, 2 middle, 3 hard.", default=1, least=1, most=3)
    trade: str = about("Where it happens, such as “hospital”.", default="", pattern=f"({SLUG})?")
    register: Register | Literal[""] = about("How the text is written.", default="")
    people: tuple[Person, ...] = about("Everybody in the item.", default=())
    source: str = about("Key in book/references.bib of the source of a claimed fact.", default="")


@dataclass(frozen=True, kw_only=True, slots=True)
class MustNotPass:
    """Rewrites that must not pass, one for each way to miss."""

    still_blames: str = about("A rewrite that still blames somebody.", least=1)
    loses_facts: str = about("A rewrite without blame that loses facts.", least=1)
    off_topic: str = about("A text about something else.", least=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewrite(Item):
    """Turn a blame-laden statement into a blameless one without losing a fact."""

    kind: ClassVar[str] = "rewrite"
    prefix: ClassVar[str] = "rw-"

    statement: str = about("The blame-laden statement.", least=1)
    context: str = about("One or two sentences on the situation.", least=1)
    facts: tuple[str, ...] = about("Short noun phrases that a good rewrite keeps.", least=2, most=4)
    fact_sheet: tuple[str, ...] = about(
        "Sentences with further true facts that a rewrite may use.", least=1, most=4
    )
    hints: tuple[str, ...] = about("Three hints, from gentle to concrete.", least=3, most=3)
    models: tuple[str, ...] = about(
        "Three good rewrites, all different.", least=3, most=3, default=(), secret=True
    )
    must_not_pass: MustNotPass | None = about(
        "One text for each way to miss.", default=None, secret=True
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Blame:
    """Words in a text that blame."""

    words: str = about("An exact part of the text.", least=1)
    pattern: str = about("Id of the engine's pattern.", least=1)
    why: str = about("Why these words blame, in one sentence.", least=1)
    nth: int = about("Which one, when the words occur more than once.", default=1, least=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class LookAlike:
    """Words in a text that look like blame and are none."""

    words: str = about("An exact part of the text.", least=1)
    why_not: str = about("Why these words do not blame, in one sentence.", least=1)
    nth: int = about("Which one, when the words occur more than once.", default=1, least=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot(Item):
    """Mark the words that blame."""

    kind: ClassVar[str] = "spot"
    prefix: ClassVar[str] = "sp-"

    form: Literal["statement", "chat", "postmortem"] = about("What kind of text it is.")
    text: str = about("The text; in a chat log one line a message.", least=1)
    context: str = about("One sentence on the situation.", default="")
    blames: tuple[Blame, ...] = about(
        "The words that blame; none in a look-alike item.", key="blame", default=(), secret=True
    )
    look_alikes: tuple[LookAlike, ...] = about(
        "Words that look like blame and are none.", key="look_alike", default=(), secret=True
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """One question of a ladder."""

    question: str = about("The question.", least=1)
    feedback: str = about("What this question opens, and why here.", default="", secret=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask(Item):
    """Turn a who or why question into a what or how question."""

    kind: ClassVar[str] = "ask"
    prefix: ClassVar[str] = "ak-"

    question: str = about("The who or why question.", least=1)
    context: str = about("One or two sentences on the situation.", least=1)
    hints: tuple[str, ...] = about("Hints, from gentle to concrete.", least=1, most=3)
    models: tuple[str, ...] = about(
        "Three what or how questions.", least=3, most=3, default=(), secret=True
    )
    ladder: tuple[Rung, ...] = about(
        "Questions for one event, in a good order.", default=(), most=8
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One answer that can be chosen."""

    id: str = about("A letter.", pattern=SLUG)
    text: str = about("What the learner reads.", least=1)
    good: bool = about("Whether it helps.", default=False, secret=True)
    feedback: str = about(
        "What this answer does, then what helps.", default="", least=1, secret=True
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Choose(Item):
    """Choose one answer, or several."""

    kind: ClassVar[str] = "choose"
    prefix: ClassVar[str] = "ch-"

    prompt: str = about("The question.", least=1)
    context: str = about("What one needs to know first.", default="")
    many: bool = about("Whether several answers may be chosen.", default=False)
    options: tuple[Option, ...] = about("The answers.", key="option", least=2, most=8)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One event of a timeline."""

    id: str = about("A short name that does not give the order away.", pattern=SLUG)
    text: str = about("What happened.", least=1)
    feedback: str = about("Why it stands here.", default="", least=1, secret=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Order(Item):
    """Put steps in order, told forward."""

    kind: ClassVar[str] = "order"
    prefix: ClassVar[str] = "or-"

    prompt: str = about("What to put in order.", least=1)
    steps: tuple[Step, ...] = about("The steps, in the right order.", key="step", least=3, most=9)


@dataclass(frozen=True, kw_only=True, slots=True)
class Right:
    """A right side on its own, in the public part of a graded item."""

    id: str = about("Its id.", pattern=SLUG)
    text: str = about("What stands on the right.", least=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two things that belong together."""

    id: str = about("A letter.", pattern=SLUG)
    left: str = about("What stands on the left.", least=1)
    right: str = about("What belongs to it.", default="", least=1, secret=True)
    feedback: str = about("Why they belong together.", default="", least=1, secret=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Match(Item):
    """Find what belongs together."""

    kind: ClassVar[str] = "match"
    prefix: ClassVar[str] = "ma-"

    prompt: str = about("What to match.", least=1)
    pairs: tuple[Pair, ...] = about("The pairs.", key="pair", least=2, most=8)
    rights: tuple[Right, ...] = about(
        "Right sides on their own; only where the pairs do not have them.", key="right", default=()
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Bin:
    """One heap to sort into."""

    id: str = about("A short name.", pattern=SLUG)
    label: str = about("What the learner reads.", least=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """One thing to sort."""

    id: str = about("A short name.", pattern=SLUG)
    text: str = about("What the learner reads.", least=1)
    bin: str = about("Id of the heap where it belongs.", default="", least=1, secret=True)
    feedback: str = about("Why it belongs there.", default="", least=1, secret=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sort(Item):
    """Sort cards into heaps."""

    kind: ClassVar[str] = "sort"
    prefix: ClassVar[str] = "so-"

    prompt: str = about("What to sort.", least=1)
    bins: tuple[Bin, ...] = about("The heaps.", key="bin", least=2, most=5)
    cards: tuple[Card, ...] = about("The cards.", key="card", least=3, most=12)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What the learner can say at a node."""

    id: str = about("A letter, unique in its node.", pattern=SLUG)
    text: str = about("What the learner says or does.", least=1)
    to: str = about("Id of the node that follows.", least=1)
    note: str = about("What this does to the conversation.", default="", least=1, secret=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """One point of a conversation: with choices, or an end with a lesson."""

    id: str = about("A short name.", pattern=SLUG)
    speaker: str = about("Who speaks; “You” for the learner, empty for a narrator.", default="")
    says: str = about("What is said or what happens.", least=1)
    choices: tuple[Turn, ...] = about("What the learner can say.", key="choice", default=(), most=4)
    end: Literal["", "good", "mixed", "hard"] = about("How it ends here.", default="")
    lesson: str = about("What this end teaches.", default="")


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario(Item):
    """A conversation that branches."""

    kind: ClassVar[str] = "scenario"
    prefix: ClassVar[str] = "sc-"

    title: str = about("Its name.", least=1)
    setting: str = about("Where, when, who.", least=1)
    role: str = about("Who the learner is.", least=1)
    start: str = about("Id of the first node.", least=1)
    nodes: tuple[Node, ...] = about("The points of the conversation.", key="node", least=2, most=40)


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """Something that a text must have, or must not have."""

    id: str = about("A short name.", pattern=SLUG)
    text: str = about("What it is, as the learner reads it.", least=1)
    words: tuple[str, ...] = about(
        "Any of these shows it: words or phrases; “*” stands for any ending of a word.",
        least=1,
        default=(),
        secret=True,
    )
    feedback: str = about(
        "What to say when it is missing (or is there).", least=1, default="", secret=True
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Compose(Item):
    """Write a short text of one's own: a promise, a nudge, an opener."""

    kind: ClassVar[str] = "compose"
    prefix: ClassVar[str] = "co-"

    prompt: str = about("What to write.", least=1)
    situation: str = about("When and to whom.", least=1)
    form: Literal["promise", "nudge", "opener", "icebreaker", "pitch", "other"] = about(
        "What kind of text; a promise is searched for loopholes, an opener for private matters.",
        default="other",
    )
    most_words: int = about("How many words are enough.", default=120, least=10, most=400)
    must_have: tuple[Criterion, ...] = about("What the text needs.", least=1, default=())
    must_not: tuple[Criterion, ...] = about("What the text leaves out.", default=())
    hints: tuple[str, ...] = about("Hints, from gentle to concrete.", least=1, most=3)
    models: tuple[str, ...] = about("Good texts.", least=2, most=4, default=(), secret=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class PostmortemModels:
    """How a good rewrite of a postmortem can look."""

    sections: tuple[str, ...] = about("Rewritten sections in Markdown.", least=1)
    factors: tuple[str, ...] = about("Contributing factors.", least=2)
    actions: tuple[str, ...] = about("Actions that are actionable, specific and bounded.", least=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Postmortem(Item):
    """A whole blame-laden postmortem to rewrite."""

    kind: ClassVar[str] = "postmortem"
    prefix: ClassVar[str] = "pm-"

    title: str = about("Its name.", least=1)
    context: str = about("What one needs to know first.", least=1)
    text: str = about("The postmortem in Markdown, 350 to 700 words.", least=1)
    facts: tuple[str, ...] = about("Short noun phrases that a good rewrite keeps.", least=4)
    fact_sheet: tuple[str, ...] = about("Sentences with further true facts.", least=1, default=())
    models: PostmortemModels | None = about(
        "A good rewrite of sections, factors and actions.", default=None, secret=True
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A team or an incident that a pilot could start with."""

    id: str = about("A short name.", pattern=SLUG)
    name: str = about("What the learner reads.", least=1)
    notes: tuple[str, ...] = about("What is known, one entry a criterion, in order.", least=1)
    fit: int = about("How well it fits a start, 0 to 2.", default=0, least=0, most=2, secret=True)
    feedback: str = about("What choosing it would do.", default="", least=1, secret=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A measure of the change, good or dangerous."""

    id: str = about("A short name.", pattern=SLUG)
    text: str = about("What would be measured.", least=1)
    safe: bool = about("Whether it is hard to use against people.", default=False, secret=True)
    feedback: str = about("What it would do.", default="", least=1, secret=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan(Item):
    """Choose where to start, plan 30, 60 and 90 days, choose measures."""

    kind: ClassVar[str] = "plan"
    prefix: ClassVar[str] = "pl-"

    title: str = about("Its name.", least=1)
    context: str = about("The organization and what is wanted.", least=1)
    criteria: tuple[str, ...] = about("What makes a team a good start.", least=2, most=6)
    incident_criteria: tuple[str, ...] = about(
        "What makes an incident a good start.", least=2, most=6
    )
    teams: tuple[Row, ...] = about("Teams to choose from.", key="team", least=2, most=6)
    incidents: tuple[Row, ...] = about("Incidents to choose from.", key="incident", least=2, most=8)
    measures: tuple[Measure, ...] = about(
        "Measures to choose from.", key="measure", least=2, most=10
    )


KINDS: dict[str, type[Item]] = {
    cls.kind: cls
    for cls in (
        Rewrite, Spot, Ask, Choose, Order, Match, Sort, Scenario, Compose, Postmortem, Plan,
    )
}  # fmt: skip
