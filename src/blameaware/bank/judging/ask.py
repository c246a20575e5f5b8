"""A question: open, about what or how, and free of blame."""

import re
from typing import Any

from blameaware.bank.judging.values import text
from blameaware.bank.judgment import Judgment, Note, nothing_yet
from blameaware.bank.models import Ask
from blameaware.bank.wording import later, say
from blameaware.language import analyze

MOST_CHARACTERS = 1000
OPEN = re.compile(r"\b(?:what|how|which|when|where)\b", re.IGNORECASE)
# “Who” that asks, at the head of a clause; “somebody who leaves” only describes.
ASKS_WHO = re.compile(
    r"(?:^|[.?!,;:–—“\"(]\s*|\b(?:and|or|but|know|tell me|say|ask)\s+)(?:who|whose|whom)\b",
    re.IGNORECASE,
)
REPROACH = re.compile(
    r"\bhow (?:on earth )?(?:could|can|dare|did) (?:you|he|she|they|anyone|anybody|we)"
    r"(?: (?:not|ever|possibly|even|just|fail|miss|forget|let|think|allow))\b"
    r"|\bwhat (?:on earth )?(?:were|was) (?:you|he|she|they) thinking\b",
    re.IGNORECASE,
)
ASKS_WHY_PERSON = re.compile(
    r"\bwhy\s+(?:on earth\s+)?(?:did|didn[’']t|do|don[’']t|would|wouldn[’']t|could|couldn[’']t|"
    r"were|weren[’']t|was|wasn[’']t|are|have|haven[’']t|has|had)?\s*"
    r"(?:you|he|she|they|we|anyone|anybody|nobody|no one|someone|somebody)\b",
    re.IGNORECASE,
)
CLOSED = re.compile(
    r"^\s*(?:did|do|does|was|were|is|are|has|have|had|can|could|would|will|should)\b", re.IGNORECASE
)
# “Who was affected” asks after people in need, not after a culprit.
WHO_IN_NEED = re.compile(
    r"\bwho(?:m)?\b[^.?!]*\b(?:affected|help(?:s|ed)?|told|tell|needs?|noticed|hurt|waiting|else)\b",
    re.IGNORECASE,
)


def judge(item: Ask, value: Any) -> Judgment:  # noqa: ANN401  whatever a file held
    """Judge a question by four things of equal weight.

    It asks; it asks what or how; it does not ask who or why a person; the engine finds no blame.
    A question that the engine doubts needs a person.
    """
    question = text(value).strip()
    if not question:
        return nothing_yet(say("Write your own question, then check it."))
    if len(question) > MOST_CHARACTERS:
        return nothing_yet(
            say("This has over {n} characters. Keep the one question.", n=MOST_CHARACTERS)
        )
    if " ".join(question.casefold().split()) == " ".join(item.question.casefold().split()):
        told = say("This is the question as it was. Ask for a description, not a reason.")
        return Judgment(
            0.0, say("You have read the question closely."), (Note(told, "same", "look"),)
        )
    findings = [
        f
        for f in analyze(question).findings
        # Whether a question accuses is settled here, by its own form.
        if f.severity != "advice" and f.pattern != "accusing-question"
    ]
    marks = {
        "asks": "?" in question,
        "open": bool(OPEN.search(question))
        and not (CLOSED.match(question) and not OPEN.search(question)),
        "person": not _after_a_person(question),
        "blame": not findings,
    }
    notes = [
        Note(say(NOTES[name][held]), name, "good" if held else "look")
        for name, held in _told(marks)
    ]
    if marks["person"]:  # else the note above has said it already
        doubts = {f.text: Note(f"“{f.text}”: {f.reason}", f.pattern, "look") for f in findings}
        notes += doubts.values()
    score = sum(marks.values()) / len(marks)
    if not marks["person"] or not marks["blame"]:
        score = min(score, 0.5)
    return Judgment(score, _good(marks), tuple(notes), needs_human=0 < len(findings) < 2)  # noqa: PLR2004


def _after_a_person(question: str) -> bool:
    return bool(ASKS_WHY_PERSON.search(question) or REPROACH.search(question)) or (
        bool(ASKS_WHO.search(question)) and not WHO_IN_NEED.search(question)
    )


def _told(marks: dict[str, bool]) -> list[tuple[str, bool]]:
    return [(name, held) for name, held in marks.items() if name in NOTES]


NOTES = {
    "asks": {
        True: later("It is a question."),
        False: later("Make it a question, with a question mark, so that somebody can answer."),
    },
    "open": {
        True: later("It asks for a description."),
        False: later("Start with “what” or “how”, so that the answer is a description."),
    },
    "person": {
        True: later("It looks at the situation, not for a person."),
        False: later("It still asks who, or asks a person why. What could be seen then?"),
    },
}


def _good(marks: dict[str, bool]) -> str:
    if all(marks.values()):
        return say("A question that a worried person can answer.")
    if marks["person"] and marks["blame"]:
        return say("It does not point at anybody.")
    if marks["open"]:
        return say("It opens with a word that asks for a description.")
    return say("You have started on a question of your own.")
