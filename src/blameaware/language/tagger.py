"""Who acts? A light reading of one sentence: a symbol for every word, and its subject.

The symbol abstracts from the wording ("PERSON", "FAULT", "should", "-ed"); the subject is a
letter for the kind of thing that acts at that place: P person, U you, I the writer, W we,
V somebody veiled, T team, Q vendor, Y they, S system, D process or document, H harm,
L lapse, i it, x another noun, w who, 0 nobody named.
"""

from dataclasses import dataclass, field
from functools import cache

from blameaware.language.lexicon import lexicon
from blameaware.language.tokens import Token, tokenize

PEOPLE = "PUIVTQw"  # subjects that can be blamed
LONGEST_PHRASE = 7
_CACHE_LIMIT = 20_000


Row = tuple[str, str, int]


@dataclass(slots=True)
class Reading:
    """A sentence as the rules and the model see it; all lists are as long as `tokens`."""

    tokens: list[Token]
    norms: list[str] = field(default_factory=list)
    masks: list[int] = field(default_factory=list)
    symbols: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)  # index of the subject's last word, or -1
    phrases: list[tuple[int, int, int]] = field(default_factory=list)  # first, past last, bits
    rows: list[Row] = field(default_factory=list)  # norm, symbol and mask of every word


class _Groups:
    """Bits of the lexicon's classes, joined as the tagger needs them."""

    def __init__(self) -> None:
        bit = lexicon().bit
        self.bit = bit

        def union(*names: str) -> int:
            total = 0
            for name in names:
                total |= bit[name]
            return total

        self.pronoun = union("self", "you", "we", "third", "they", "who")
        self.agent = union("name", "role", "leader", "team", "vendor", "veiled")
        self.thing = union("system", "process", "harm", "lapse")
        self.noun = self.agent | self.thing
        self.verb = union(
            "fault", "break", "duty", "act", "say", "mental", "punish", "care", "plain"
        )
        self.judge = union("character", "carelessly")
        self.small = union("modal", "neg", "aux", "prep", "det", "conj", "it", "why", "adverb")
        self.sets_symbol = self.agent | self.thing | self.verb | bit["human_error"]
        self.closed = union("prep", "det", "conj")


@cache
def _groups() -> _Groups:
    return _Groups()


_AGENT_SYMBOLS = (
    ("self", "I"),
    ("you", "YOU"),
    ("we", "WE"),
    ("third", "PERSON"),
    ("they", "THEY"),
    ("who", "WHO"),
    ("veiled", "VEILED"),
    ("name", "PERSON"),
    ("role", "PERSON"),
    ("leader", "LEADER"),
    ("team", "TEAM"),
    ("vendor", "VENDOR"),
)
_THING_SYMBOLS = (
    ("human_error", "HUMANERROR"),
    ("lapse", "LAPSE"),
    ("harm", "HARM"),
    ("system", "SYSTEM"),
    ("process", "PROCESS"),
)
_VERB_SYMBOLS = (
    ("fault", "FAULT"),
    ("punish", "PUNISH"),
    ("break", "BREAK"),
    ("care", "CARE"),
    ("duty", "DUTY"),
    ("act", "ACT"),
    ("say", "SAY"),
    ("mental", "DUTY"),
    ("plain", "DO"),
)
_SUBJECT_OF = {
    "I": "I",
    "YOU": "U",
    "WE": "W",
    "PERSON": "P",
    "THEY": "Y",
    "WHO": "w",
    "VEILED": "V",
    "LEADER": "P",
    "TEAM": "T",
    "VENDOR": "Q",
    "SYSTEM": "S",
    "PROCESS": "D",
    "HARM": "H",
    "LAPSE": "L",
    "HUMANERROR": "L",
    "code": "S",
    "it": "i",
    "x": "x",
    "-ing": "x",
    "-s": "x",
}
_ACTS = frozenset({"FAULT", "BREAK", "DUTY", "ACT", "SAY", "PUNISH", "CARE", "DO", "-ed"})
_SUFFIXES = (("ly", "-ly"), ("ed", "-ed"), ("ing", "-ing"))
_SHORTEST_STEM = 2
_HELPERS = {
    "be": "be",
    "being": "be",
    "been": "been",
    "am": "is",
    "is": "is",
    "are": "is",
    "was": "was",
    "were": "was",
    "have": "have",
    "has": "have",
    "having": "have",
    "'ve": "have",
    "had": "had",
    "do": "do",
    "does": "do",
    "doing": "do",
    "did": "did",
    "done": "done",
}
HELPERS = frozenset(_HELPERS.values())
_CLAUSE_MARKS = frozenset(',;:—–-"“”…?!.')
_SOFT_MARKS = frozenset(',-"“”')  # what goes on after them has the same subject
_POSSESSIVE = frozenset({"my", "your", "our", "his", "her", "their", "its", "whose", "'s"})
_OPENERS = frozenset({"and", "but", "or"})
_MONTH_PREPOSITIONS = frozenset({"in", "on", "of", "since", "until", "by", "from"})
_HUMAN_ONLY = frozenset(
    [
        "forgot",
        "forgets",
        "forgotten",
        "bothered",
        "refused",
        "lied",
        "slept",
        "shrugged",
        "panicked",
        "admitted",
        "apologized",
        "apologised",
        "hesitated",
        "insisted",
        "pretended",
        "rushed",
        "neglected",
        "promised",
        "botched",
        "bungled",
        "fumbled",
        "misread",
        "mistyped",
        "decided",
        "thought",
        "believed",
        "felt",
        "should",
        "ought",
        "told",
        "said",
        "knew",
        "wanted",
        "wrote",
        "deployed",
        "pushed",
        "merged",
        "approved",
        "joined",
        "noticed",
        "messed",
        "screwed",
    ]
)

_LAST_LATIN = "\u024f"
_MACHINES_TOO = frozenset(
    [
        "should", "ought", "refused", "pushed", "merged", "deployed", "approved", "wrote", "said",
        "told", "joined", "noticed", "decided", "panicked", "rushed",
    ]
)  # fmt: skip
_MACHINE_PARTS = frozenset({"manager", "driver", "agent", "worker", "operator", "controller"})
_FAILED_HOW = frozenset({"over", "with", "after", "during"})
_AHEAD = 5  # words in "driver failed to load the"
_PARTICLES = 3  # "van der ter": more small words are no family name

_known: dict[str, tuple[int, str]] = {}


def read(text: str, offset: int = 0) -> Reading:
    """Return the reading of one sentence; token spans are shifted by `offset`."""
    reading = Reading(tokenize(text, offset))
    _look_up(reading)
    if lexicon().phrases:
        _join_phrases(reading)
    reading.rows = list(zip(reading.norms, reading.symbols, reading.masks, strict=True))
    _find_subjects(reading)
    return reading


def _look_up(reading: Reading) -> None:  # noqa: C901  the busiest loop of all, kept in one piece
    """Give every word its bits and a first symbol."""
    norms, masks, symbols = reading.norms, reading.masks, reading.symbols
    known = _known
    if len(known) > _CACHE_LIMIT:
        known.clear()
    for index, token in enumerate(reading.tokens):
        norm, _, _, kind, capital = token
        if kind == "word":
            entry = known.get(norm)
            if entry is None:
                entry = known[norm] = _entry(norm)
            mask, symbol = entry
            if symbol == "?name":
                mask, symbol = _maybe_name(reading, index, capital, mask)
            elif symbol == "?machine":
                mask, symbol = _maybe_machine(reading, index, mask)
            elif symbol == "?both":
                symbol = _noun_or_verb(reading, index, mask)
            elif symbol == "x" and (
                (capital and _is_new_name(reading, index))
                or (norm[0] > _LAST_LATIN and _is_foreign_name(reading, index))
            ):
                mask, symbol = _groups().bit["name"], "PERSON"
        elif kind == "handle":
            mask, symbol = _groups().bit["name"], "PERSON"
        else:
            mask, symbol = 0, ("mark" if kind == "mark" else kind)
            if kind == "mark":
                symbol = norm
            elif kind == "url":
                symbol = "code"
        norms.append(norm)
        masks.append(mask)
        symbols.append(symbol)


def _entry(norm: str) -> tuple[int, str]:
    """Return bits and symbol of a word out of context; "?both" and "?name" need the context."""
    words = lexicon().words
    groups = _groups()
    bit = groups.bit
    mask = words.get(norm, 0)
    if not mask and norm.endswith("s") and (single := words.get(norm[:-1], 0)) & bit["name"]:
        mask = single
    if not mask and "-" in norm:
        mask = words.get(norm.rsplit("-", 1)[1], 0) & groups.noun
    if mask & bit["sometimes_a_name"]:
        return mask, "?name"
    if mask & bit["machine_too"]:
        return mask, "?machine"
    return mask, _symbol(norm, mask)


def _symbol(norm: str, mask: int) -> str:  # noqa: C901, PLR0911, PLR0912  a list of cases, in order
    groups = _groups()
    bit = groups.bit
    if mask & groups.pronoun:
        return _first(mask, _AGENT_SYMBOLS)
    if mask & bit["modal"]:
        return {"'d": "would", "'ll": "will", "ought": "should"}.get(norm, norm)
    if mask & bit["neg"]:
        return "not" if norm in ("not", "n't") else norm
    if norm in _HELPERS:
        return _HELPERS[norm]
    if mask & bit["why"]:
        return norm
    if mask & bit["conj"] and norm in ("because", "so", "since", "if", "that", "which", "while"):
        return norm
    if mask & bit["it"]:
        return "it"
    if mask & groups.closed and not mask & (groups.agent | bit["character"]):
        return norm
    if mask & groups.noun and mask & groups.verb:
        return "?both"
    if mask & groups.agent:
        return _first(mask, _AGENT_SYMBOLS)
    if mask & bit["character"]:
        return "CHARACTER"
    if mask & bit["carelessly"]:
        return "CARELESSLY"
    if mask & groups.thing:
        return _first(mask, _THING_SYMBOLS)
    if mask & groups.verb:
        return _first(mask, _VERB_SYMBOLS)
    if mask & bit["adverb"]:
        return "ADV"
    return _shape(norm)


def _first(mask: int, table: tuple[tuple[str, str], ...]) -> str:
    bit = _groups().bit
    for name, symbol in table:
        if mask & bit[name]:
            return symbol
    return "x"


def _shape(norm: str) -> str:
    for ending, symbol in _SUFFIXES:
        if norm.endswith(ending) and len(norm) > len(ending) + _SHORTEST_STEM:
            return symbol
    return "x"


def _maybe_name(reading: Reading, index: int, capital: bool, mask: int) -> tuple[int, str]:
    """Decide whether "Will", "May" or "Julia" is a person here."""
    bit = _groups().bit
    rest = mask & ~bit["sometimes_a_name"]
    plain = (rest, _symbol(reading.tokens[index].norm, rest))
    if not capital:
        return plain
    if mask & bit["machine_too"] and _is_machine(reading, index, mask):
        return bit["system"], "SYSTEM"
    tokens = reading.tokens
    after = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    after_bits = lexicon().words.get(after, 0)
    acts = bool(after_bits & (_groups().verb | bit["modal"] | bit["aux"])) or after == "'s"
    before = reading.norms[-1] if reading.norms else ""
    if before in _MONTH_PREPOSITIONS and before != "by":
        acts = acts and after in _HUMAN_ONLY
    if rest & bit["system"]:
        acts = after in _HUMAN_ONLY and after not in _MACHINES_TOO
    elif rest & bit["modal"]:
        acts = after in _HUMAN_ONLY or (acts and after.endswith("ed"))
    inside = index > 0 and before not in (".", "(", ":", '"') and not rest
    if acts or (
        inside
        and before in ("by", "and", "with", "from", "ask", "asked", "told", "why", "did", "has")
    ):
        return bit["name"], "PERSON"
    return plain


def _maybe_machine(reading: Reading, index: int, mask: int) -> tuple[int, str]:
    """Decide whether "Claude" or "the driver" is a person or a machine here."""
    if _is_machine(reading, index, mask):
        return _groups().bit["system"], "SYSTEM"
    symbol = _symbol(reading.tokens[index].norm, mask)
    return mask, _noun_or_verb(reading, index, mask) if symbol == "?both" else symbol


def _is_machine(reading: Reading, index: int, mask: int) -> bool:
    """Whether what stands around a name that machines bear too is about a machine."""
    bit = _groups().bit
    words = lexicon().words
    ahead = [token.norm for token in reading.tokens[index : index + _AHEAD]]
    name, after, then, goal, rest = (*ahead, *[""] * (_AHEAD - len(ahead)))
    if words.get(after, 0) & bit["machine_verb"]:
        return True
    if after in ("failed", "fails"):
        named = bool(mask & (bit["name"] | bit["sometimes_a_name"]))
        alone = named or not words.get(rest, 0) & (bit["det"] | _groups().pronoun)
        to_run = then == "to" and alone and bool(words.get(goal, 0) & bit["machine_goal"])
        return then in _FAILED_HOW or to_run
    before = reading.norms[-1] if reading.norms else ""
    return bool(words.get(before, 0) & bit["system_first"] and name in _MACHINE_PARTS)


def _is_new_name(reading: Reading, index: int) -> bool:
    """Whether a capitalized unknown word does what only people do, or follows a given name."""
    tokens = reading.tokens
    before = reading.symbols[-1] if index else ""
    if before == "PERSON" and tokens[index - 1].capital:
        return True
    if index and _follows_title(reading, index):
        return True
    if "-" in tokens[index].norm and _is_joined_name(tokens[index].norm):
        return True
    if index and reading.masks[-1] & _groups().bit["particle"] and _is_family_name(reading, index):
        return True
    after = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    return after in _HUMAN_ONLY and after not in (
        "should",
        "ought",
        "said",
        "decided",
        "pushed",
        "noticed",
    )


def _is_foreign_name(reading: Reading, index: int) -> bool:
    """Whether a word in another script acts in an English sentence ("田中 skipped it")."""
    tokens = reading.tokens
    after = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    groups = _groups()
    bits = lexicon().words.get(after, 0)
    return bool(bits & (groups.verb | groups.bit["modal"] | groups.bit["aux"]))


def _follows_title(reading: Reading, index: int) -> bool:
    """Whether "Dr" or "Señora", with or without a stop, stands right before the word."""
    place = index - 1
    if reading.norms[place] == "." and place:
        place -= 1
    return bool(reading.masks[place] & _groups().bit["title"]) and reading.tokens[place].capital


def _is_joined_name(norm: str) -> bool:
    """Whether a word with a hyphen begins with a given name ("Rajesh-san", "Haddad-Lund")."""
    first, _, last = norm.partition("-")
    words, bit = lexicon().words, _groups().bit
    if words.get(last, 0) & bit["honorific"]:
        return True
    given = bool(words.get(first, 0) & bit["name"])
    return given and last not in words and not last.endswith(("ed", "ing", "like", "style"))


def _is_family_name(reading: Reading, index: int) -> bool:
    """Whether particles ("van der", "de la") lead up to the word; they become part of the name."""
    bit = _groups().bit
    first = index
    while first and index - first < _PARTICLES and reading.masks[first - 1] & bit["particle"]:
        first -= 1
    opened = reading.tokens[first].capital and index - first > 1
    named = first > 0 and reading.symbols[first - 1] == "PERSON"
    if not (opened or (named and reading.tokens[first - 1].capital)):
        return False
    for place in range(first, index):
        reading.masks[place], reading.symbols[place] = bit["name"], "PERSON"
    return True


def _noun_or_verb(reading: Reading, index: int, mask: int) -> str:
    """Choose between "the check" and "they check" by the word before."""
    norm = reading.tokens[index].norm
    before = reading.norms[-1] if index else ""
    symbol = reading.symbols[-1] if index else ""
    bits = reading.masks[-1] if index else 0
    bit = _groups().bit
    noun = _first(mask, _AGENT_SYMBOLS) if mask & _groups().agent else _first(mask, _THING_SYMBOLS)
    verb = _first(mask, _VERB_SYMBOLS)
    if (
        before in _POSSESSIVE
        or bits & bit["det"]
        or (bits & bit["prep"] and before not in ("to", "that"))
    ):
        return noun
    if (
        before == "to"
        or bits & (bit["modal"] | bit["adverb"])
        or symbol in ("do", "did", "not", "never", "WE", "I", "YOU", "THEY", "WHO")
    ):
        return verb
    if norm.endswith("ed") or mask & bit["done"] or (norm.endswith("ing") and symbol in HELPERS):
        return verb
    if not index and not norm.endswith("s") and not mask & _groups().agent:
        after = reading.tokens[1].norm if len(reading.tokens) > 1 else ""
        return verb if lexicon().words.get(after, 0) & (bit["det"] | bit["we"]) else noun
    if (
        symbol in ("PERSON", "TEAM", "VENDOR", "VEILED")
        and before.endswith("s")
        and not norm.endswith("s")
    ):
        return verb
    return noun


@cache
def _phrases_by_two() -> dict[str, dict[str, list[tuple[list[str], int]]]]:
    """Return the phrases by their first and second words, the longest first."""
    table: dict[str, dict[str, list[tuple[list[str], int]]]] = {}
    for first, group in lexicon().phrases.items():
        for rest, bits in group:
            table.setdefault(first, {}).setdefault(rest[0], []).append((rest, bits))
    return table


def _join_phrases(reading: Reading) -> None:
    """Add the bits of phrases; one that names an agent or an act also sets the symbols."""
    norms, masks, symbols = reading.norms, reading.masks, reading.symbols
    table = _phrases_by_two()
    groups = _groups()
    size = len(norms)
    index = 0
    while index < size - 1:
        begun = table.get(norms[index])
        step = 1
        if begun and (group := begun.get(norms[index + 1])):
            for rest, bits in group:
                length = len(rest) + 1
                if norms[index + 1 : index + length] == rest:
                    reading.phrases.append((index, index + length, bits))
                    for place in range(index, index + length):
                        masks[place] |= bits
                    if bits & groups.sets_symbol and _fits(reading, index, bits):
                        symbol = _symbol(" ", bits & groups.sets_symbol)
                        if symbol == "?both":
                            symbol = _first(
                                bits, _THING_SYMBOLS if bits & groups.thing else _VERB_SYMBOLS
                            )
                        for place in range(index, index + length):
                            symbols[place] = symbol
                        step = length
                    break
        index += step


def _fits(reading: Reading, index: int, bits: int) -> bool:
    """Tell that a phrase that is a verb does not stand behind an article ("the check early")."""
    groups = _groups()
    if not bits & groups.verb or bits & groups.noun:
        return True
    return not (index and reading.masks[index - 1] & groups.bit["det"])


_RESETS = frozenset({"because", "if", "that", "while", "so", "since", "when", "which"})
_OPENS, _CLOSES, _MARK, _JOINS, _PREPOSITION, _VERB, _NOUN = range(7)
_parts: dict[Row, tuple[int, str | None]] = {}


def _part(row: Row) -> tuple[int, str | None]:
    """Return what a word does for the search for subjects, and the subject that it can be."""
    norm, symbol, mask = row
    groups = _groups()
    part = _NOUN
    if norm in "()":
        part = _OPENS if norm == "(" else _CLOSES
    elif norm in _CLAUSE_MARKS or symbol in _RESETS:
        part = _MARK
    elif norm in _OPENERS:
        part = _JOINS
    elif mask & groups.bit["prep"] and symbol == norm and norm not in ("like", "as"):
        part = _PREPOSITION
    elif symbol in HELPERS or symbol in _ACTS or mask & groups.bit["modal"]:
        part = _VERB
    return part, _SUBJECT_OF.get(symbol)


def _find_subjects(reading: Reading) -> None:  # noqa: C901, PLR0912  one walk with its state
    """Walk once through the sentence and note, for every word, what acts there."""
    norms, masks, symbols = reading.norms, reading.masks, reading.symbols
    subjects, heads = reading.subjects, reading.heads
    candidate, head, seen_verb, behind_preposition = outside = ("0", -1, False, False)
    known = _parts  # `outside` is the state before the last bracket opened
    if len(known) > _CACHE_LIMIT:
        known.clear()
    determiner, modal = _groups().bit["det"], _groups().bit["modal"]
    for index, row in enumerate(reading.rows):
        entry = known.get(row)
        if entry is None:
            entry = known[row] = _part(row)
        part, kind = entry
        if part == _NOUN:
            if kind and behind_preposition:
                if _opens_after_phrase(reading, index):
                    candidate, head, seen_verb, behind_preposition = kind, index, False, False
            elif kind:
                follows_why = index and candidate == "0" and seen_verb
                opens = not seen_verb or follows_why or _starts_clause(reading, index)
                if opens and not (kind == "x" and candidate not in "0xi" and seen_verb):
                    candidate, head = kind, index
        elif part == _VERB:
            after_determiner = index and masks[index - 1] & determiner
            if not after_determiner and not (index and norms[index - 1] == "to"):
                inverted = symbols[index] in HELPERS or masks[index] & modal
                seen_verb = seen_verb or not (inverted and candidate in "0w" and not index)
                behind_preposition = False
        elif part == _PREPOSITION:
            behind_preposition = True
        elif part == _JOINS:
            seen_verb, behind_preposition = False, False
        elif part == _OPENS:
            outside = (candidate, head, seen_verb, behind_preposition)
            candidate, head, seen_verb, behind_preposition = "0", -1, False, False
        elif part == _CLOSES:
            candidate, head, seen_verb, behind_preposition = outside
        else:
            norm, symbol = norms[index], symbols[index]
            soft = norm in _SOFT_MARKS
            if symbol == "which":
                candidate = "i" if candidate in "0x" else candidate
            elif not soft and not (norm == "that" and not seen_verb):
                candidate, head = "0", -1
            seen_verb = soft and seen_verb
            behind_preposition = False
        subjects.append(candidate)
        heads.append(head)


def _opens_after_phrase(reading: Reading, index: int) -> bool:
    """Tell whether an acting name ends the phrase before it ("At noon Dana should ...")."""
    bit = _groups().bit
    if not reading.masks[index] & (bit["name"] | _groups().pronoun) or not index:
        return False
    before = reading.masks[index - 1]
    return not before & (bit["prep"] | bit["det"]) and _starts_clause(reading, index)


_AGENTS = frozenset(
    ["I", "YOU", "WE", "PERSON", "THEY", "VEILED", "TEAM", "LEADER", "VENDOR", "WHO"]
)
_NEVER_SUBJECTS = _POSSESSIVE | {"him", "them", "us", "me", "her"}
_BETWEEN = frozenset({"ADV", "-ly", "CARELESSLY", "not", "never"})


def _starts_clause(reading: Reading, index: int) -> bool:
    """Tell whether a person right before a verb opens a clause ("he wrongly typed")."""
    symbols = reading.symbols
    if symbols[index] not in _AGENTS or reading.norms[index] in _NEVER_SUBJECTS:
        return False
    place = index + 1
    while place < len(symbols) and symbols[place] in _BETWEEN:
        place += 1
    if place >= len(symbols):
        return False
    return (
        symbols[place] in HELPERS
        or symbols[place] in _ACTS
        or bool(reading.masks[place] & _groups().bit["modal"])
    )
