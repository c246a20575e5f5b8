"""A short text of one's own, held against criteria, loopholes, private matters, and blame."""

import re
from typing import Any

from blameaware.bank.judging.criteria import shown
from blameaware.bank.judging.values import text
from blameaware.bank.judgment import Judgment, Note, nothing_yet
from blameaware.bank.models import Compose
from blameaware.bank.wording import later, say
from blameaware.language import analyze

MOST_CHARACTERS = 5000
LEAST_WORDS = 5

# Words through which a promise can slip, and what they leave open.
LOOPHOLES = {
    r"as (?:far|long|much) as (?:possible|practical|reasonable)|where(?:ver)? possible|if possible":
        later("leaves open when it holds. Say when it does and when it does not."),
    r"\btry to\b|\bdo (?:my|our) best\b|\baim to\b|\bintend to\b|\bhope to\b":
        later("promises the effort, not the act. What will you do, that others can see?"),
    r"\b(?:normally|generally|usually|in most cases|ideally|as a rule|in principle)\b":
        later("lets every case be the exception. Name the exceptions instead."),
    r"\bunless (?:absolutely )?necessary\b|\b(?:when(?:ever)?|as) appropriate\b|\breasonable\b":
        later("depends on who judges it. Say who decides, and by what."),
}  # fmt: skip
# What nobody can keep: it reaches beyond what the speaker can decide or know.
TOO_MUCH = {
    r"\b(?:nobody|no one) will (?:ever )?be (?:fired|disciplined|punished|reprimanded)[^.]*"
    r"\b(?:for anything|no matter what|whatever happens|under any circumstances|ever)\b":
        later("covers malice and concealment too, and cannot be kept. Name what goes elsewhere."),
    r"\bno matter what\b|\bunder (?:any|no) circumstances\b|\bwhatever happens\b":
        later("covers cases that nobody has thought of. Name what goes to another process."),
    r"\b(?:there will be|have) no consequences\b|\bwithout (?:any )?consequences\b":
        later("sounds as if repair did not matter. Say which repair is owed, and by when."),
    r"\bnever happen again\b":
        later("promises an outcome. Promise what you will do."),
    r"\beverything (?:you say )?(?:is|stays|will be) (?:strictly )?(?:secret|confidential)":
        later("may run against law or repair. Say what stays in the room, and what does not."),
}  # fmt: skip
PRIVATE = re.compile(
    r"\b(?:cancer|diagnos\w+|illness|depress\w+|anxiety|therap\w+|medication|pregnan\w+|miscarriage|"
    r"divorce\w*|bereave\w*|suicid\w+|addict\w+|religio\w+|sexual\w*|salary|childhood|trauma\w*|"
    r"health (?:problem|issue)s?|mental health)\b",
    re.IGNORECASE,
)


def judge(item: Compose, value: Any) -> Judgment:  # noqa: ANN401  whatever a file held
    """Judge a text: the share of criteria that it meets, less what it should leave out.

    Words alone never settle such a text, so `needs_human` is always true.
    """
    draft = text(value).strip()
    if len(draft.split()) < LEAST_WORDS:
        return nothing_yet(say("Write a few sentences, then check them."))
    if len(draft) > MOST_CHARACTERS:
        return nothing_yet(
            say("This has over {n} characters. Shorten it, then check.", n=MOST_CHARACTERS)
        )
    notes = _wanted(item, draft)
    against = [*_unwanted(item, draft), *_form(item, draft), *_blame(draft)]
    count = len(draft.split())
    if count > item.most_words:
        against.append(
            Note(
                say("{n} words; {m} are enough here.", n=count, m=item.most_words), "length", "info"
            )
        )
    had = sum(note.kind == "good" for note in notes)
    looks = sum(note.kind == "look" for note in against)
    wanted = max(1, len(item.must_have))
    score = max(0.0, had / wanted - looks / (wanted + 1))
    tone = say("A word check cannot hear your tone. Read it aloud to somebody you trust.")
    told = Note(tone, "", "info")
    return Judgment(score, _good(had, wanted, looks), (*notes, *against, told), needs_human=True)


def _wanted(item: Compose, draft: str) -> list[Note]:
    notes = []
    for criterion in item.must_have:
        words = shown(criterion, draft)
        if words:
            notes.append(Note(f"{criterion.text} (“{words}”)", criterion.id, "good"))
        else:
            notes.append(Note(f"{criterion.text}: {criterion.feedback}", criterion.id, "look"))
    return notes


def _unwanted(item: Compose, draft: str) -> list[Note]:
    return [
        Note(f"“{words}”: {criterion.feedback}", criterion.id, "look")
        for criterion in item.must_not
        if (words := shown(criterion, draft))
    ]


def _form(item: Compose, draft: str) -> list[Note]:
    """Return what a promise or an opener is searched for."""
    if item.form == "promise":
        unwanted = [shown(criterion, draft) for criterion in item.must_not]
        return _once([*_hits(LOOPHOLES, draft, "loophole"), *_hits(TOO_MUCH, draft, "too-much")],
                     [words.casefold() for words in unwanted if words])  # fmt: skip
    private = PRIVATE.search(draft)
    if item.form in {"opener", "icebreaker"} and private:
        told = say(
            "“{words}” is private. Nobody owes a room that. Something smaller works as well: "
            "a time when an assumption about a system turned out otherwise.",
            words=private[0],
        )
        return [Note(told, "private", "look")]
    return []


def _hits(table: dict[str, str], draft: str, tag: str) -> list[tuple[str, Note]]:
    """Return the words that a table finds, each with what to tell of them."""
    found = ((re.search(words, draft, re.IGNORECASE), told) for words, told in table.items())
    return [(hit[0], Note(f"“{hit[0]}” {say(told)}", tag, "look")) for hit, told in found if hit]


def _once(hits: list[tuple[str, Note]], told: list[str]) -> list[Note]:
    """Return the notes without those on words that another one tells of already."""
    kept: dict[str, Note] = {}
    for words, note in sorted(hits, key=lambda hit: -len(hit[0])):
        plain = words.casefold()
        if not any(plain in other for other in (*told, *kept)):
            kept[plain] = note
    return [note for _, note in hits if note in kept.values()]


def _blame(draft: str) -> list[Note]:
    return [
        Note(f"“{finding.text}”: {finding.reason} {finding.question}", finding.pattern, "look")
        for finding in analyze(draft).findings
        if finding.severity != "advice"
    ]


def _good(had: int, wanted: int, looks: int) -> str:
    if had == wanted and not looks:
        return say("Everything that it needs is there.")
    if had == wanted:
        return say("It has what it needs.")
    if had:
        return say("It has {n} of the {m} things that it needs.", n=had, m=wanted)
    return say("You have a first draft. Now it can grow.")
