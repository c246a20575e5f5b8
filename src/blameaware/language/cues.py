"""Cues: small patterns of words, written as data, that point at blame.

A cue is a row of elements with blanks between them:
    should|could        one of these words, in this or in their base form
    PERSON  FAULT       a word read as this symbol; PEOPLE stands for all who can be blamed
    <lapse>             a word of this class of the lexicon
    DONE                a past form        ...   up to five words in the same clause
    not?                may be missing     ADV*  up to three
    ^  $                the beginning and the end of the sentence
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from blameaware.language.lexicon import lexicon, raw
from blameaware.language.tagger import Reading

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
    "person": "PwV", "you": "U", "self": "I", "we": "W", "team": "T", "vendor": "Q", "veiled": "V",
    "they": "Y", "system": "S", "thing": "SDHix", "nobody": "0", "people": "PUVTQw", "others": "PUVTQYw",
    "noun": "x",
}  # fmt: skip
_GAP = 5
_MANY = 3
_STOPS = frozenset({";", ":", ".", "?", "!"})
_STEPS = 400  # a cue that has not matched after so many steps does not match


class Element(NamedTuple):
    """One place of a cue; `kind` is "one", "gap", "begin" or "end"."""

    kind: str
    words: frozenset[str]
    symbols: frozenset[str]
    bits: int
    optional: bool
    many: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """A compiled cue of the pattern `pattern`; `who` holds the subject letters that fit."""

    name: str
    pattern: str
    elements: tuple[Element, ...]
    who: frozenset[str]
    sure: bool
    unless: tuple["Cue", ...]


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
    return Cue(name, pattern, elements, frozenset(letters), sure, ())


def _element(part: str, pattern: str) -> Element:
    if part == "...":
        return Element("gap", frozenset(), frozenset(), 0, True, False)
    if part in ("^", "$"):
        return Element("begin" if part == "^" else "end", frozenset(), frozenset(), 0, False, False)
    many, optional = part.endswith("*"), part.endswith(("?", "*")) and len(part) > 1
    words: set[str] = set()
    symbols: set[str] = set()
    bits = 0
    for choice in (part[:-1] if optional else part).split("|"):
        if choice.startswith("<"):
            if choice[1:-1] not in lexicon().bit:
                raise ValueError(f"pattern {pattern}: no word list is called {choice}")
            bits |= lexicon().bit[choice[1:-1]]
        elif choice == "DONE":
            bits |= lexicon().bit["done"]
            symbols.add("-ed")
        elif choice in _UNIONS:
            symbols |= _UNIONS[choice]
        elif re.fullmatch("[A-Z]{2,}", choice) or choice in ("-ed", "-ing", "-ly"):
            symbols.add(choice)
        else:
            words.add(choice)
    return Element("one", frozenset(words), frozenset(symbols), bits, optional, many)


class CueBook:
    """All cues, ordered by what their first necessary element can be, so that few are tried."""

    def __init__(self, cues: list[Cue]) -> None:
        self.cues = cues
        self._by_word: dict[str, list[Cue]] = {}
        self._by_symbol: dict[str, list[Cue]] = {}
        self._by_bit: list[tuple[int, list[Cue]]] = []
        bits: dict[int, list[Cue]] = {}
        for cue in cues:
            lead = _lead(cue)
            for element in lead:
                for word in element.words:
                    self._by_word.setdefault(word, []).append(cue)
                for symbol in element.symbols:
                    self._by_symbol.setdefault(symbol, []).append(cue)
                if element.bits:
                    bits.setdefault(element.bits, []).append(cue)
        self._by_bit = list(bits.items())
        self._any_bits = 0
        for mask in bits:
            self._any_bits |= mask

    def matches(self, reading: Reading) -> Iterator[Match]:
        """Yield the first match of every cue that fits."""
        lemmas = lexicon().lemmas
        found: set[str] = set()
        by_word, by_symbol = self._by_word, self._by_symbol
        for place, norm in enumerate(reading.norms):
            candidates: list[Cue] = []
            if norm in by_word:
                candidates += by_word[norm]
            lemma = lemmas.get(norm)
            if lemma in by_word:
                candidates += by_word[lemma]
            symbol = reading.symbols[place]
            if symbol in by_symbol:
                candidates += by_symbol[symbol]
            mask = reading.masks[place]
            if mask & self._any_bits:
                for bits, group in self._by_bit:
                    if mask & bits:
                        candidates += group
            for cue in candidates:
                if cue.name not in found:
                    last = match_at(cue, reading, place)
                    if last >= 0 and not any(True for other in cue.unless if fits(other, reading)):
                        found.add(cue.name)
                        yield Match(cue, place, last)


def _lead(cue: Cue) -> list[Element]:
    """The elements with which a match can begin."""
    lead = []
    for element in cue.elements:
        if element.kind == "one":
            lead.append(element)
            if not element.optional:
                break
    return lead


def fits(cue: Cue, reading: Reading) -> bool:
    """Whether the cue matches anywhere in the reading."""
    return any(match_at(cue, reading, place) >= 0 for place in range(len(reading.norms)))


def match_at(cue: Cue, reading: Reading, place: int) -> int:
    """Return the place past the match that begins at `place`, or -1."""
    norms, symbols, masks, subjects = (
        reading.norms, reading.symbols, reading.masks, reading.subjects,
    )  # fmt: skip
    lemmas = lexicon().lemmas
    elements = cue.elements
    size = len(norms)
    budget = _STEPS

    def one(element: Element, at: int) -> bool:
        if at >= size:
            return False
        norm = norms[at]
        return bool(
            norm in element.words
            or symbols[at] in element.symbols
            or masks[at] & element.bits
            or (element.words and lemmas.get(norm) in element.words)
        )

    def walk(index: int, at: int) -> int:
        nonlocal budget
        budget -= 1
        if index == len(elements):
            return at
        if budget < 0:
            return -1
        element = elements[index]
        if element.kind == "begin":
            return walk(index + 1, at) if at == 0 or norms[at - 1] in _STOPS else -1
        if element.kind == "end":
            return walk(index + 1, at) if at >= size or norms[at] in _STOPS else -1
        if element.kind == "gap":
            return _gap(walk, norms, index, at)
        if element.optional:
            reach = at
            limit = at + (_MANY if element.many else 1)
            while reach < limit and one(element, reach):
                reach += 1
            for stop in range(reach, at - 1, -1):
                if (end := walk(index + 1, stop)) >= 0:
                    return end
            return -1
        return walk(index + 1, at + 1) if one(element, at) else -1

    end = walk(0, place)
    if end < 0 or not cue.who:
        return end
    middle = subjects[place : max(end, place + 1)]
    return end if any(subject in cue.who for subject in middle) else -1


def _gap(walk: Callable[[int, int], int], norms: list[str], index: int, at: int) -> int:
    for stop in range(at, min(at + _GAP, len(norms)) + 1):
        if (end := walk(index + 1, stop)) >= 0:
            return end
        if stop < len(norms) and norms[stop] in _STOPS:
            return -1
    return -1


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
            yield Cue(name, pattern, cue.elements, cue.who, cue.sure, unless)
