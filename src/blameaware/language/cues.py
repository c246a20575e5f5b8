"""Cues: small patterns of words, written as data, that point at blame.

A cue is a row of elements with blanks between them:
    should|could        one of these words, in this or in their base form
    PERSON  FAULT       a word read as this symbol; PEOPLE stands for all who can be blamed
    <lapse>             a word of this class of the lexicon
    DONE                a past form        ...   up to five words in the same clause
    not?                may be missing     ADV*  up to three
    ^  $                the beginning and the end of the sentence
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from blameaware.language.lexicon import lexicon, raw
from blameaware.language.tagger import Reading, Row

_PEOPLE = frozenset({"PERSON", "YOU", "I", "VEILED", "TEAM", "LEADER", "VENDOR"})
_UNIONS = {
    "PEOPLE": _PEOPLE,
    "OTHERS": _PEOPLE - {"I"},
    "ANYONE": _PEOPLE | {"WE", "THEY", "WHO"},
    "GROUP": frozenset({"TEAM", "VENDOR", "LEADER"}),
    "THING": frozenset({"SYSTEM", "PROCESS", "HARM", "it"}),
    "MODAL": frozenset(
        {"should", "could", "would", "might", "must", "can", "may", "shall", "will"}
    ),
    "NEVER": frozenset({"not", "never", "without", "no", "hardly", "barely", "scarcely"}),
    "VERB": frozenset({"FAULT", "BREAK", "DUTY", "ACT", "SAY", "-ed", "CARE", "PUNISH", "DO"}),
}
_WHO = {
    "person": "PwV",
    "you": "U",
    "self": "I",
    "we": "W",
    "team": "T",
    "vendor": "Q",
    "veiled": "V",
    "they": "Y",
    "system": "S",
    "thing": "SDHix",
    "nobody": "0",
    "people": "PUVTQw",
    "others": "PUVTQYw",
    "noun": "x",
}
_BY_CLASS = 3  # a cue that begins with a class comes after those that begin with a word
_CACHE_LIMIT = 50_000
_ASKED = 3  # so many needs are asked for; more would hardly rule out another cue
_GAP = 5
_MANY = 3
_STOPS = frozenset({";", ":", ".", "?", "!"})


class Element(NamedTuple):
    """One place of a cue; `kind` is "one", "gap", "begin" or "end".

    `names` holds words, base forms and symbols alike; they never share a name with another meaning.
    """

    kind: str
    names: frozenset[str]
    bits: int
    optional: bool
    many: bool


Lead = tuple[frozenset[str], int]


@dataclass(frozen=True, slots=True)
class Cue:
    """A compiled cue of the pattern `pattern`; `who` holds the subject letters that fit."""

    name: str
    pattern: str
    elements: tuple[Element, ...]
    who: frozenset[str]
    sure: bool
    unless: tuple["Cue", ...]
    needs: tuple[Element, ...]  # what has to be somewhere in the sentence, the rarest
    lead: Lead = (frozenset(), 0)  # what a match can begin with: names, bits of classes
    table: int = 0  # which of its pattern's tables it stands in, from zero


class Match(NamedTuple):
    """A cue that fits the words first..last (past the end) of a reading."""

    cue: Cue
    first: int
    last: int


def compile_cue(name: str, pattern: str, text: str, who: str = "", *, sure: bool = False) -> Cue:
    """Compile the written cue. Raises ValueError on an unknown class or kind of subject."""
    letters: set[str] = set()
    for word in who.split():
        if word not in _WHO:
            raise ValueError(f"pattern {pattern}: nobody is called {word!r}; use {', '.join(_WHO)}")
        letters |= set(_WHO[word])
    elements = tuple(_element(part, pattern) for part in text.split())
    if not any(e.kind == "one" and not e.optional for e in elements):
        raise ValueError(f"pattern {pattern}: the cue {text!r} needs one word that must be there")
    needs = sorted((e for e in elements if e.kind == "one" and not e.optional), key=_how_common)
    lead = _joined(_lead(elements))
    asked = tuple(needs[:_ASKED])
    return Cue(name, pattern, elements, frozenset(letters), sure, (), asked, lead)


def _how_common(element: Element) -> tuple[bool, int]:
    """Order elements so that the one that most sentences lack is asked for first."""
    abstract = bool(element.bits) or any(
        name.isupper() or name.startswith("-") for name in element.names
    )
    return abstract, len(element.names)


def _element(part: str, pattern: str) -> Element:
    if part == "...":
        return Element("gap", frozenset(), 0, True, False)
    if part in ("^", "$"):
        return Element("begin" if part == "^" else "end", frozenset(), 0, False, False)
    many, optional = part.endswith("*"), part.endswith(("?", "*")) and len(part) > 1
    names: set[str] = set()
    bits = 0
    for choice in (part[:-1] if optional else part).split("|"):
        if choice.startswith("<"):
            if choice[1:-1] not in lexicon().bit:
                raise ValueError(f"pattern {pattern}: no word list is called {choice}")
            bits |= lexicon().bit[choice[1:-1]]
        elif choice == "DONE":
            bits |= lexicon().bit["done"]
            names.add("-ed")
        elif choice in _UNIONS:
            names |= _UNIONS[choice]
        else:
            names.add(choice)
    return Element("one", frozenset(names), bits, optional, many)


class CueBook:
    """All cues, found by what they need, so that few are tried on a sentence.

    Every cue owns one bit of a whole number, once for each element that it cannot do without. A
    word brings the bits of all elements that it fits. The bits of a sentence's words, joined,
    say at once which cues have all that they need; only those are walked.
    """

    def __init__(self, cues: list[Cue]) -> None:
        """Note for every name and class which needs of which cues it meets."""
        self.cues = cues
        self._rank = {cue.name: number for number, cue in enumerate(cues)}
        self._size = len(cues)
        self._depth = max((len(cue.needs) for cue in cues), default=0)
        self._every = 0  # what is met whatever the words are: needs that a cue does not have
        self._by_name: dict[str, int] = {}
        self._by_bits: dict[int, int] = {}
        self._groups: list[int] = []  # the classes that cues can begin with, as they are met
        for number, cue in enumerate(cues):
            self._add(number, cue)
        self._met: dict[Row, int] = {}

    def _add(self, number: int, cue: Cue) -> None:
        for depth in range(self._depth):
            bit = 1 << (depth * self._size + number)
            if depth >= len(cue.needs):
                self._every |= bit
                continue
            need = cue.needs[depth]
            for name in need.names:
                self._by_name[name] = self._by_name.get(name, 0) | bit
            if need.bits:
                self._by_bits[need.bits] = self._by_bits.get(need.bits, 0) | bit
        for element in _lead(cue.elements):
            if element.bits and element.bits not in self._groups:
                self._groups.append(element.bits)

    def matches(self, reading: Reading) -> list[Match]:
        """Return the first match of every cue that fits, in the order of their places."""
        hopeful = self._hopeful(reading.rows)
        if not hopeful:
            return []
        words = _Words(reading)
        found: list[Match] = []
        while hopeful:
            lowest = hopeful & -hopeful
            hopeful ^= lowest
            cue = self.cues[lowest.bit_length() - 1]
            match = _first_match(cue, words)
            if match and not any(_first_match(other, words) for other in cue.unless):
                found.append(match)
        if len(found) > 1:
            found.sort(key=lambda match: self._order(match, words))
        return found

    def _hopeful(self, rows: list[Row]) -> int:
        """Return the bits of the cues that find all that they need among the words."""
        met, total = self._met, self._every
        if len(met) > _CACHE_LIMIT:
            met.clear()
        for word in rows:
            bits = met.get(word)
            if bits is None:
                bits = met[word] = self._meets(*word)
            total |= bits
        hopeful = (1 << self._size) - 1
        for _ in range(self._depth):
            hopeful &= total
            total >>= self._size
        return hopeful

    def _meets(self, norm: str, symbol: str, mask: int) -> int:
        """Return the bits of all needs that a word meets."""
        by_name = self._by_name
        lemma = lexicon().lemmas.get(norm, norm)
        total = by_name.get(norm, 0) | by_name.get(lemma, 0) | by_name.get(symbol, 0)
        for bits, needs in self._by_bits.items():
            if mask & bits:
                total |= needs
        return total

    def _order(self, match: Match, words: "_Words") -> tuple[int, int, int]:
        """Order matches by place, then by how the cue's first element fits: as a word first."""
        place = match.first
        number = self._rank[match.cue.name]
        names = match.cue.lead[0]
        for how, layer in enumerate((words.norms, words.lemmas, words.symbols)):
            if layer[place] in names:
                return place, how, number
        mask = words.masks[place]
        fitting = [self._groups.index(e.bits) for e in _lead(match.cue.elements) if e.bits & mask]
        return place, _BY_CLASS + min(fitting), number


def _first_match(cue: Cue, words: "_Words") -> Match | None:
    """Return the match of the cue at the first place where it fits."""
    names, bits = cue.lead
    lemmas = words.lemmas
    for place, (norm, symbol, mask) in enumerate(words.rows):
        if norm in names or symbol in names or mask & bits or lemmas[place] in names:
            last = match_at(cue, words, place)
            if last >= 0:
                return Match(cue, place, last)
    return None


class _Words:
    """A reading laid out for matching: what stands at each place, and what stands anywhere."""

    __slots__ = ("lemmas", "masks", "norms", "rows", "size", "subjects", "symbols")

    def __init__(self, reading: Reading) -> None:
        base = lexicon().lemmas
        self.rows = reading.rows
        self.norms, self.symbols, self.masks = reading.norms, reading.symbols, reading.masks
        self.lemmas = [base.get(norm, norm) for norm in self.norms]
        self.subjects = reading.subjects
        self.size = len(self.norms)

    def one(self, element: Element, at: int) -> bool:
        """Whether the element fits the word at the place."""
        names = element.names
        return bool(
            self.norms[at] in names
            or self.symbols[at] in names
            or self.masks[at] & element.bits
            or self.lemmas[at] in names
        )


def _joined(elements: list[Element]) -> Lead:
    """Return the names and the bits of all the elements together."""
    bits = 0
    for element in elements:
        bits |= element.bits
    return frozenset().union(*(element.names for element in elements)), bits


def _lead(elements: tuple[Element, ...]) -> list[Element]:
    """Return the elements with which a match can begin."""
    lead = []
    for element in elements:
        if element.kind == "one":
            lead.append(element)
            if not element.optional:
                break
    return lead


def match_at(cue: Cue, words: _Words, place: int) -> int:
    """Return the place past the match that begins at `place`, or -1."""
    end = _walk(cue.elements, words, 0, place)
    if end < 0 or not cue.who:
        return end
    who = cue.who
    return end if any(s in who for s in words.subjects[place : max(end, place + 1)]) else -1


def _walk(elements: tuple[Element, ...], words: _Words, index: int, at: int) -> int:
    """Match the elements from `index` on; a cue is short, so this cannot go deep."""
    size, rows = words.size, words.rows
    while index < len(elements):
        kind, names, bits, optional, _ = elements[index]
        if kind == "one":
            if optional:
                return _some(elements, words, index, at)
            if at >= size:
                return -1
            norm, symbol, mask = rows[at]
            if not (norm in names or symbol in names or mask & bits or words.lemmas[at] in names):
                return -1
            at += 1
        elif kind == "gap":
            return _gap(elements, words, index + 1, at)
        elif not _at_border(words, at, kind):
            return -1
        index += 1
    return at


def _at_border(words: _Words, at: int, kind: str) -> bool:
    """Whether a clause begins or ends (by `kind`) at the place."""
    if kind == "begin":
        return not at or words.norms[at - 1] in _STOPS
    return at >= words.size or words.norms[at] in _STOPS


def _some(elements: tuple[Element, ...], words: _Words, index: int, at: int) -> int:
    """Match an element that may be missing or come several times, the longest run first."""
    element = elements[index]
    reach = at
    limit = min(at + (_MANY if element.many else 1), words.size)
    while reach < limit and words.one(element, reach):
        reach += 1
    for stop in range(reach, at - 1, -1):
        if (end := _walk(elements, words, index + 1, stop)) >= 0:
            return end
    return -1


def _gap(elements: tuple[Element, ...], words: _Words, index: int, at: int) -> int:
    """Match what follows after up to five words of the same clause."""
    for stop in range(at, min(at + _GAP, words.size) + 1):
        if (end := _walk(elements, words, index, stop)) >= 0:
            return end
        if stop < words.size and words.norms[stop] in _STOPS:
            return -1
    return -1


@cache
def advice_book() -> CueBook:
    """Return the cues of the patterns' advice, compiled once; the learned part never sees them."""
    return CueBook(
        [cue for row in raw()["patterns"] for cue in _compile(row["id"], row.get("advice", []))]
    )


@cache
def cue_book() -> CueBook:
    """Return the cues of all patterns and the signs of relief (pattern "ok:..."), compiled once."""
    rows = [(pattern["id"], pattern["cue"]) for pattern in raw()["patterns"]]
    rows += [(f"ok:{sign['id']}", [sign]) for sign in raw()["relief"]]
    return CueBook([cue for pattern, group in rows for cue in _compile(pattern, group)])


def _compile(pattern: str, group: list[dict[str, Any]]) -> Iterator[Cue]:
    for number, row in enumerate(group, 1):
        unless = tuple(compile_cue("", pattern, text) for text in row.get("unless", []))
        for place, text in enumerate(row["find"], 1):
            name = f"{pattern}.{number}.{place}"
            cue = compile_cue(name, pattern, text, row.get("who", ""), sure=row.get("sure", False))
            yield replace(cue, unless=unless, table=number - 1)
