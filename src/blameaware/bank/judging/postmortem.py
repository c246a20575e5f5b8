"""A whole postmortem, rewritten: text, contributing factors and actions."""

from typing import Any

from blameaware.bank.judging.actions import advice, marks
from blameaware.bank.judging.values import table, text
from blameaware.bank.judgment import Judgment, Note, nothing_yet
from blameaware.bank.models import Postmortem
from blameaware.bank.wording import later, say
from blameaware.language import RewriteTask, analyze, check_rewrite

MOST_CHARACTERS = 30_000
LEAST_WORDS = 60
WEIGHTS = {"blame": 0.3, "facts": 0.3, "factors": 0.2, "actions": 0.2}
PIECE = 4500  # the engine judges texts of up to 5,000 characters


def judge(item: Postmortem, value: Any) -> Judgment:  # noqa: ANN401  whatever a file held
    """Judge {text, factors: [text], actions: [{what, owner, due, done_when}]}.

    Blame counts sentences with findings against the original's; facts are those of the item. A
    whole postmortem always needs a person as well.
    """
    parts = judge_parts(item, value)
    if isinstance(parts, Judgment):
        return parts
    score = sum(WEIGHTS[name] * share for name, (share, _) in parts.items())
    notes = tuple(note for _, told in parts.values() for note in told)
    best = max(parts, key=lambda name: parts[name][0])
    return Judgment(score, say(GOOD[best if parts[best][0] else "start"]), notes, needs_human=True)


def judge_parts(item: Postmortem, value: Any) -> dict[str, tuple[float, list[Note]]] | Judgment:  # noqa: ANN401
    """Return share (0 to 1) and notes for blame, facts, factors and actions.

    A judgment instead when there is nothing to judge yet.
    """
    answer = table(value)
    draft = text(answer.get("text")).strip()
    factors = [text(factor).strip() for factor in _list(answer.get("factors"))]
    factors = [factor for factor in factors if factor]
    actions = [
        action for action in _list(answer.get("actions")) if text(table(action).get("what")).strip()
    ]
    if len(draft.split()) < LEAST_WORDS:
        return nothing_yet(say("Rewrite the text first: at least {n} words.", n=LEAST_WORDS))
    if len(draft) > MOST_CHARACTERS:
        return nothing_yet(
            say("This has over {n} characters. Shorten it, then check.", n=MOST_CHARACTERS)
        )
    return {
        "blame": _blame(item, draft),
        "facts": _facts(item, draft),
        "factors": _factors(factors),
        "actions": _actions(actions),
    }


GOOD = {
    "blame": later("The story now looks at the work, not at people."),
    "facts": later("The facts are still there. That keeps the story checkable."),
    "factors": later("You named several factors. That opens several ways to act."),
    "actions": later("Your actions can be done, and one can see when they are done."),
    "start": later("You have taken on the whole text. That is the hard part."),
}


def _list(value: Any) -> list[Any]:  # noqa: ANN401  whatever a file held
    return value if isinstance(value, list) else []


def _blame(item: Postmortem, draft: str) -> tuple[float, list[Note]]:
    before = max(1, len(_findings(item.text)))
    found = _findings(draft)
    share = max(0.0, 1 - len(found) / before)
    if " ".join(draft.split()) == " ".join(item.text.split()):
        return 0.0, [Note(say("This is the text as it was."), "unchanged", "look")]
    notes = [Note(f"“{f.text}”: {f.reason} {f.question}", f.pattern, "look") for f in found]
    return share, notes or [Note(say("The word check finds no blame."), "blame", "good")]


def _findings(words: str) -> list[Any]:
    return [f for f in analyze(words).findings if f.severity != "advice"]


def _facts(item: Postmortem, draft: str) -> tuple[float, list[Note]]:
    """Return the share of facts kept anywhere in the text; the engine reads it in pieces."""
    task = RewriteTask(item.title, item.context, item.facts, item.fact_sheet)
    kept: set[str] = set()
    for piece in pieces(draft):
        kept |= set(check_rewrite(task, piece).kept_facts)
    notes = [
        Note(say("Kept: {fact}", fact=fact), fact, "good") if fact in kept
        else Note(say("Not found yet: {fact}", fact=fact), fact, "look")
        for fact in item.facts
    ]  # fmt: skip
    return len(kept) / len(item.facts), notes


def pieces(draft: str) -> list[str]:
    """Return a text cut between paragraphs into pieces that the engine takes."""
    out = [""]
    for paragraph in draft.split("\n\n"):
        for start in range(0, max(1, len(paragraph)), PIECE):
            part = paragraph[start : start + PIECE]
            if len(out[-1]) + len(part) + 2 > PIECE:
                out.append("")
            out[-1] = f"{out[-1]}\n\n{part}".strip()
    return out


def _factors(factors: list[str]) -> tuple[float, list[Note]]:
    clean = []
    notes = []
    for index, factor in enumerate(factors, 1):
        found = _findings(factor)
        if found:
            words = f"“{found[0].text}” {found[0].reason} {found[0].question}"
            told = say("Factor {n}: {words}", n=index, words=words)
            notes.append(Note(told, f"factor-{index}", "look"))
        else:
            clean.append(factor.casefold())
    count = len(set(clean))
    wanted = 3
    if count < wanted:
        told = say("What else had to be true? Look for three factors outside people.")
        notes.append(Note(told, "factors", "look"))
    else:
        notes.append(Note(say("{n} contributing factors.", n=count), "factors", "good"))
    return min(1.0, count / wanted), notes


def _actions(actions: list[Any]) -> tuple[float, list[Note]]:
    if not actions:
        return 0.0, [Note(say("Add at least one action that changes the work."), "actions", "look")]
    notes = []
    for index, action in enumerate(actions, 1):
        told = advice(action)
        blamed = _findings(text(table(action).get("what")))
        told += [f"{f.reason} {f.question}" for f in blamed[:1]]
        if told:
            notes.append(
                Note(
                    say("Action {n}: {words}", n=index, words=" ".join(told)),
                    f"action-{index}",
                    "look",
                )
            )
        else:
            notes.append(
                Note(
                    say("Action {n} is actionable, specific and bounded.", n=index),
                    f"action-{index}",
                    "good",
                )
            )
    # The three best count: a long list is no merit.
    shares = sorted((marks(action).share for action in actions), reverse=True)[:3]
    return sum(shares) / len(shares), notes
