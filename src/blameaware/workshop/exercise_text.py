"""An exercise on a slide: the question for everybody, and the key for the presenter's notes."""

from dataclasses import dataclass

from blameaware import bank
from blameaware.bank.models import (
    Ask,
    Choose,
    Compose,
    Item,
    Match,
    Order,
    Plan,
    Postmortem,
    Rewrite,
    Scenario,
    Sort,
    Spot,
)
from blameaware.workshop.inline import quoted
from blameaware.workshop.source import Exercise

OTHERS = {
    "pretest": ("Ten questions", "Everybody answers alone, and says how sure they are."),
    "posttest": ("The ten questions again", "Everybody answers alone. Only you see the result."),
    "my_role": (
        "Who are you?",
        "An individual contributor, a manager, an executive: each has a path.",
    ),
    "pulse": (
        "A check for your team",
        "Everybody answers alone, and gets a code. Nothing is shown for fewer than five people.",
    ),
    "cost-of-blame": (
        "Try it: what blame costs",
        "Set the numbers as they might be in your place.",
    ),
    "turn-taking": ("Try it: turns in a meeting", "Who had no turn? What could a facilitator do?"),
    "spread": ("Try it: how a practice spreads", "Start with one team, or with all of them."),
}
LEAST_LINE = 60  # characters; a shorter line is not much lower than one of this length


@dataclass(frozen=True)
class Shown:
    """What a slide shows of an exercise; `lines` are a list below the text."""

    kind: str
    text: str
    lines: tuple[str, ...] = ()
    small: str = ""
    notes: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How much room it takes, in characters of the main text."""
        lines = sum(max(len(line), LEAST_LINE) for line in self.lines)
        return len(self.text) + lines + len(self.small) // 2


def shown(exercise: Exercise) -> Shown:
    """Return what stands on the slide. Raises UserError for an item that is not in the bank."""
    if exercise.call != "exercise":
        kind, text = OTHERS[exercise.argument or exercise.call]
        return Shown(
            kind, text, notes=("Run it on the screen, and let people say what to change.",)
        )
    return _item(bank.item(exercise.argument))


def _item(item: Item) -> Shown:  # noqa: PLR0911  one line a kind
    match item:
        case Rewrite():
            facts = tuple(f"Keep: {fact}" for fact in item.facts)
            return Shown(
                "Rewrite", quoted(item.statement), facts, item.context, _examples(item.models)
            )
        case Spot():
            why = tuple(f"Blame: {quoted(b.words)}: {b.why}" for b in item.blames)
            why += tuple(
                f"No blame: {quoted(like.words)}: {like.why_not}" for like in item.look_alikes
            )
            return Shown("Mark the words that blame", item.text.strip(), (), item.context, why)
        case Ask():
            return Shown(
                "Ask instead", quoted(item.question), (), item.context, _examples(item.models)
            )
        case Choose():
            letters = tuple(f"{o.id}. {o.text}" for o in item.options)
            notes = tuple(
                f"{o.id}{' (helps)' if o.good else ''}: {o.feedback}" for o in item.options
            )
            kind = "Choose all that help" if item.many else "Choose one"
            return Shown(kind, item.prompt, letters, item.context, notes)
        case Order():
            mixed = tuple(sorted(step.text for step in item.steps))
            right = tuple(f"{n}. {step.text}" for n, step in enumerate(item.steps, 1))
            return Shown("Put in order", item.prompt, mixed, "", right)
        case Match():
            pairs = tuple(f"{p.left} → {p.right}. {p.feedback}" for p in item.pairs)
            return Shown("Match", item.prompt, tuple(p.left for p in item.pairs), "", pairs)
        case Sort():
            labels = {b.id: b.label for b in item.bins}
            notes = tuple(f"{c.text} → {labels[c.bin]}. {c.feedback}" for c in item.cards)
            return Shown("Sort", item.prompt, tuple(c.text for c in item.cards), "", notes)
        case _:
            return _long_item(item)


def _long_item(item: Item) -> Shown:
    match item:
        case Scenario():
            ends = tuple(node.lesson for node in item.nodes if node.lesson)
            return Shown("A conversation", item.title, (item.setting, item.role), "", ends)
        case Compose():
            musts = tuple(criterion.text for criterion in item.must_have)
            return Shown("Write", item.prompt, musts, item.situation, _examples(item.models))
        case Postmortem():
            facts = tuple(f"Keep: {fact}" for fact in item.facts)
            return Shown("A whole report", item.title, (), item.context, facts)
        case Plan():
            return Shown("Plan", item.title, (), item.context, item.criteria)
        case _:
            raise TypeError(f"no slide for an exercise of kind {item.kind}")


def _examples(models: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"For example: {quoted(model)}" for model in models)
