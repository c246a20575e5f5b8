"""A text with its actors replaced by classes, so that a cue can say PERSON and mean any person.

"The head baker guessed ... because of Amina's note" becomes
"the PERSON guessed ... because of PERSON 's note". Cues and the learned part both read this
form; `Classed.source` leads back to the learner's own characters. Who is a person, a team or
a vendor, and who acts at which word, is the tagger's knowledge.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from blameaware.language.lexicon import lexicon
from blameaware.language.sentences import sentences
from blameaware.language.tagger import Reading, read
from blameaware.language.tokens import Token as EngineToken

_FORM = {
    "I": "SELF",
    "YOU": "YOU",
    "WE": "WE",
    "PERSON": "PERSON",
    "LEADER": "PERSON",
    "THEY": "THEY",
    "VEILED": "SOMEONE",
    "TEAM": "TEAM",
    "VENDOR": "VENDOR",
}
PEOPLE = frozenset({*_FORM.values(), "HE", "EVERYONE", "whoever"})
"""The classes of those who can be blamed."""

_GENDERS = (
    frozenset({"he", "him", "his", "himself"}),
    frozenset({"she", "her", "hers", "herself"}),
)
_HE = _GENDERS[0] | _GENDERS[1]
_VEILED_FORM = {
    "nobody": "NOBODY",
    "no": "NOBODY",
    "none": "NOBODY",
    "everyone": "EVERYONE",
    "everybody": "EVERYONE",
    "whoever": "whoever",
}
_NUMBERS = frozenset({"number", "time"})
_JOINED = frozenset({"PERSON", "TEAM", "VENDOR", "SOMEONE", "NUM"})
_JOINED_TO = {"SOMEONE": "NOBODY"}  # "no one"
_NAMED = frozenset({"PERSON", "TEAM", "VENDOR"})
_CAN_BE_AFFECTED = _NAMED | {"HE", "SOMEONE"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token or phrase: its class or lower-case word, where it stands, its plain words.

    `symbol` and `subject` are the tagger's: what kind of word it is, and who acts there;
    `is_name` tells "Amina" from "the baker".
    """

    form: str
    start: int
    end: int
    word: str
    symbol: str
    subject: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Classed:
    """The classed text: `line` is the forms of its tokens, each with a space before and after."""

    tokens: tuple[Token, ...]
    line: str
    offsets: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original text of `line[start:end]`."""
        first = max(0, bisect_right(self.offsets, start) - 1)
        last = max(first, bisect_right(self.offsets, max(start, end - 1)) - 1)
        return self.tokens[first].start, self.tokens[last].end


def classed(text: str, affected: frozenset[str] = frozenset()) -> Classed:
    """Return `text` with people and numbers as classes.

    People who are counted ("80 singers") or whose word is in `affected` ("the guest", and "he"
    where a fact says "he slept in the lobby") are not those who acted but those it happened
    to: their class is AFFECTED.
    """
    tokens = tuple(_with_affected(_joined(_tokens(text)), affected))
    offsets, line = [], " "
    for token in tokens:
        offsets.append(len(line))
        line += token.form + " "
    return Classed(tokens, line, tuple(offsets))


@lru_cache(maxsize=512)
def classed_part(text: str) -> Classed:
    """Return a part of a task with people as classes; kept, since many rewrites share it."""
    return classed(text)


def mentioned(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the people, teams and vendors that are mentioned, in lower case."""
    return frozenset(
        word
        for token in tokens
        if token.form in _NAMED
        for word in token.word.split()
        if word not in _HE
    )


def _tokens(text: str) -> Iterator[Token]:
    for start, end in sentences(text):
        yield from _of_sentence(read(text[start:end], start))


def _of_sentence(reading: Reading) -> Iterator[Token]:
    name = lexicon().bit["name"]
    for index, token in enumerate(reading.tokens):
        norm, symbol = reading.norms[index], reading.symbols[index]
        is_name = token.capital and bool(reading.masks[index] & name)
        form = "TEAM" if _is_the_department(token, reading, index) else _form(norm, symbol)
        subject = reading.subjects[index]
        yield Token(form, token.start, token.end, norm, symbol, subject, is_name)


def _is_the_department(token: EngineToken, reading: Reading, index: int) -> bool:
    """Tell "IT" from "it": both letters are capital where the text is not."""
    if token.norm != "it" or not token.capital or not index:
        return False
    return reading.norms[index - 1] not in {".", "!", "?", "\n"}


def _form(norm: str, symbol: str) -> str:
    """Return the class of a word, or the word itself."""
    if norm in _HE:
        return "HE"
    if symbol == "VEILED" and norm in _VEILED_FORM:
        return _VEILED_FORM[norm]
    return "NUM" if symbol in _NUMBERS else _FORM.get(symbol, norm)


def _with_affected(tokens: Iterable[Token], affected: frozenset[str]) -> Iterator[Token]:
    before = ""
    for token in tokens:
        counted = token.form in _NAMED and not token.is_name and before == "NUM"
        if counted or (token.form in _CAN_BE_AFFECTED and _is_told(token, affected)):
            yield replace(token, form="AFFECTED")
        else:
            yield token
        before = token.form


def _is_told(token: Token, affected: frozenset[str]) -> bool:
    """Say whether the facts speak of this person; "his" in a fact also allows "he"."""
    if token.form == "HE":
        gender = next(pronouns for pronouns in _GENDERS if token.word in pronouns)
        return not gender.isdisjoint(affected)
    return token.word in affected


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """Join neighbors of one class: "Ana Lopez", "Mr Nguyen", "the night shift"."""
    last: Token | None = None
    for token in tokens:
        if last and token.form in _JOINED and last.form in {token.form, _JOINED_TO.get(token.form)}:
            phrase = f"{last.word} {token.word}"
            last = replace(last, end=token.end, word=phrase)
            continue
        if last:
            yield last
        last = token
    if last:
        yield last
