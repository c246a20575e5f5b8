"""What the learned part sees of a sentence: features, each with the words it comes from."""

from functools import cache, lru_cache, reduce
from operator import or_

from blameaware.language.cues import Match
from blameaware.language.lexicon import lexicon
from blameaware.language.tagger import HELPERS, PEOPLE, Reading

Feature = tuple[str, int, int]  # name, first word, past the last word

_EXPRESSIONS = (
    "character", "carelessly", "hindsight", "sarcasm", "hedge", "about", "culpable", "human_error",
    "punish", "care", "fault", "lapse", "neg", "cause",
)  # fmt: skip
_VERBS = HELPERS | {"FAULT", "BREAK", "DUTY", "ACT", "SAY", "-ed", "CARE", "PUNISH", "DO", "x"}
_BEFORE_VERBS = frozenset(
    {"not", "never", "should", "could", "would", "might", "must", "will", "to", "can"}
)
_word_names: dict[tuple[str, str], list[str]] = {}  # made once, since most words come again
_pair_names: dict[tuple[str, str], str] = {}  # of symbols, of which there are few
_CACHE_LIMIT = 20_000
_BETWEEN = frozenset({"ADV", "-ly", "CARELESSLY", "PERSON", "YOU", "I", "WE", "VEILED"})
_STEM = 5  # how much of a longer word is kept, so that its other forms are known too
_SKIPS = 3  # a symbol is paired with this many telling symbols behind it
_NEAR = 4
_REACH = 6
_DENIALS = frozenset(
    [
        "nobody", "rather", "instead", "avoid", "stop", "without", "rarely", "against",
        "cannot", "refuse", "rejects", "reject", "resist", "beyond",
    ]
)  # fmt: skip
_NOT_A_WORD = frozenset({"number", "time", "code", "url"})
_STOPS = frozenset(",.;:?!")
_QUOTES = frozenset('"“”')
_ACTORS = frozenset(
    ["PERSON", "YOU", "I", "WE", "THEY", "TEAM", "VENDOR", "LEADER", "VEILED", "WHO", "SYSTEM",
     "PROCESS", "HARM"]
)  # fmt: skip
_MENTIONED = [
    (agent, f"has:{agent}")
    for agent in (
        "PERSON", "YOU", "I", "WE", "TEAM", "VENDOR", "LEADER", "VEILED", "THEY", "SYSTEM",
    )
]  # fmt: skip
_SOMEBODY = frozenset(agent for agent, _ in _MENTIONED) - {"SYSTEM"} | {"WHO"}
_DULL = frozenset({"x", "the", "a", "an", ",", "number", "-ed"})


def features(reading: Reading, matches: list[Match]) -> list[Feature]:
    """Return the features of one sentence; a name can come more than once."""
    found: list[Feature] = []
    _words(reading, found)
    _neighbors(reading, found)
    _skips(reading, found)
    _acts(reading, found)
    _expressions(reading, found)
    for match in matches:
        found.append((f"q:{match.cue.name}", match.first, match.last))
        found.append((f"p:{match.cue.pattern}", match.first, match.last))
    _whole(reading, found, matches)
    return found


def _words(reading: Reading, found: list[Feature]) -> None:
    """Words and their base forms; numbers, times and code lose their wording."""
    known = _word_names
    if len(known) > _CACHE_LIMIT:
        known.clear()
    for place, (norm, symbol, _) in enumerate(reading.rows):
        word = symbol if symbol in _NOT_A_WORD else norm
        names = known.get((norm, word))
        if names is None:
            names = known[norm, word] = _names_of(norm, word)
        for name in names:
            found.append((name, place, place + 1))


def _names_of(norm: str, word: str) -> list[str]:
    """Return the names of the features of one word."""
    names = [f"w:{word}"]
    lemma = lexicon().lemmas.get(norm)
    if lemma:
        names.append(f"l:{lemma}")
    if len(norm) > _STEM and norm.isalpha():
        names.append(f"x:{norm[:_STEM]}")
    return names


def _lemmas(reading: Reading) -> list[str]:
    """Return the base form of every word; numbers, times and code lose their wording."""
    base = lexicon().lemmas
    return [
        symbol if symbol in _NOT_A_WORD else base.get(norm, norm)
        for norm, symbol in zip(reading.norms, reading.symbols, strict=True)
    ]


def _neighbors(reading: Reading, found: list[Feature]) -> None:
    """Add pairs of neighboring base forms, and what is said soon after somebody is named."""
    lemmas = _lemmas(reading)
    size = len(lemmas)
    before = "^"
    for place, lemma in enumerate(lemmas):
        found.append((f"b:{before} {lemma}", max(place - 1, 0), place + 1))
        before = lemma
    found.append((f"b:{before} $", size - 1, size))
    found.append((f"f:{' '.join(lemmas[:2])}", 0, min(2, size)))
    for place, symbol in enumerate(reading.symbols):
        if symbol in _ACTORS:
            for after in range(place + 1, min(place + _NEAR + 1, size)):
                if lemmas[after].isalpha():
                    found.append((f"m:{symbol} {lemmas[after]}", place, after + 1))


def _skips(reading: Reading, found: list[Feature]) -> None:
    """Add pairs of telling symbols in their order, whatever plain words stand between them."""
    telling = [(symbol, n) for n, symbol in enumerate(reading.symbols) if symbol not in _DULL]
    known = _pair_names
    if len(known) > _CACHE_LIMIT:
        known.clear()
    for index, (one, first) in enumerate(telling, 1):
        for other, last in telling[index : index + _SKIPS]:
            pair = (one, other)
            name = known.get(pair)
            if name is None:
                name = known[pair] = f"k:{one} {other}"
            found.append((name, first, last + 1))


def _acts(reading: Reading, found: list[Feature]) -> None:
    """Who does what: whether people or things act, with the verb and its helpers."""
    lemmas = lexicon().lemmas
    subjects = reading.subjects
    for place, (norm, symbol, _) in enumerate(reading.rows):
        if symbol in _VERBS:
            group = "A" if subjects[place] in PEOPLE else "S"
            found.append((f"V:{group} {_helpers(reading, place)}{symbol}", place, place + 1))
            found.append((f"V:{group} {lemmas.get(norm, norm)}", place, place + 1))


def _helpers(reading: Reading, place: int) -> str:
    """Return the modal, negation and helping verb right before the verb at `place`."""
    parts = ""
    symbols = reading.symbols
    for before in range(place - 1, max(place - _NEAR, -1), -1):
        symbol = symbols[before]
        if symbol in HELPERS or symbol in _BEFORE_VERBS:
            parts = f"{symbol} {parts}"
        elif symbol not in _BETWEEN:
            break
    return parts


@cache
def _expression_bits() -> int:
    """Bits of all the classes in `_EXPRESSIONS`."""
    return reduce(or_, (lexicon().bit[name] for name in _EXPRESSIONS))


@lru_cache(maxsize=4096)
def _heard(mask: int) -> tuple[int, ...]:
    """Return which of `_EXPRESSIONS` are among the bits, by their numbers."""
    bit = lexicon().bit
    return tuple(n for n, name in enumerate(_EXPRESSIONS) if mask & bit[name])


def _expressions(reading: Reading, found: list[Feature]) -> None:
    """Classes of the lexicon that judge, hedge or talk about blame, and who is near them."""
    bit = lexicon().bit
    near: dict[str, Feature] = {}
    every = _expression_bits()
    telling = [(place, mask) for place, mask in enumerate(reading.masks) if mask & every]
    if not telling:
        return
    denied, quoted = _denied(reading), _quoted(reading)
    heard = sorted((n, place) for place, mask in telling for n in _heard(mask & every))
    for number, place in heard:
        name = _EXPRESSIONS[number]
        near[name] = (name, place, place + 1)
        found.append((f"c:{name} {reading.subjects[place]}", place, place + 1))
        if denied[place]:
            found.append((f"cn:{name} {denied[place]}", place, place + 1))
        if quoted[place]:
            found.append((f"cq:{name}", place, place + 1))
    names = sorted(near)
    for index, one in enumerate(names):
        found.append((f"c:{one}", near[one][1], near[one][2]))
        for other in names[index + 1 :]:
            found.append((f"cc:{one} {other}", near[one][1], near[one][2]))
    for first, last, bits in reading.phrases:
        for name in _EXPRESSIONS:
            if bits & bit[name]:
                found.append((f"e:{' '.join(reading.norms[first:last])}", first, last))
                found.append((f"ec:{name}", first, last))


def _denied(reading: Reading) -> list[str]:
    """For every word the negation that reaches it: up to five words before, in its clause."""
    reach: list[str] = []
    word, left = "", 0
    negation = lexicon().bit["neg"]
    for norm, _, mask in reading.rows:
        if norm in _STOPS:
            left = 0
        reach.append(word if left > 0 else "")
        left -= 1
        if norm in _DENIALS or mask & negation:
            word, left = ("not" if norm in ("not", "n't") else norm), _REACH
    return reach


def _quoted(reading: Reading) -> list[bool]:
    """For every word whether it stands between quotation marks."""
    if _QUOTES.isdisjoint(reading.norms):
        return [False] * len(reading.norms)
    inside = False
    marks: list[bool] = []
    for norm in reading.norms:
        if norm in _QUOTES:
            inside = not inside
        marks.append(inside)
    return marks


def _whole(reading: Reading, found: list[Feature], matches: list[Match]) -> None:
    """Facts about the sentence as a whole."""
    symbols = reading.symbols
    size = len(symbols)
    present = set(symbols)
    found += [(name, 0, 0) for agent, name in _MENTIONED if agent in present]
    if size and symbols[-1] == "?":
        found.append(("ends:?", size - 1, size))
        found.append((f"ends:? {symbols[0]}", 0, 1))
    if "!" in present:
        found.append(("has:!", 0, 0))
    if _SOMEBODY.isdisjoint(present):
        found.append(("nobody", 0, 0))
    found.append((f"size:{min(size // 6, 8)}", 0, 0))
    kinds = len({match.cue.pattern for match in matches})
    found.append((f"cues:{min(kinds, 4)}", 0, 0))
