"""Make the two compact files that are loaded from the TOML that people edit, which is slow to read.

`data/engine.json` is for statements, `data/rewrite_tables.json` for rewrites.
`python -m blameaware.language.compile` writes them. A test fails when one is out of date.
"""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from blameaware.language.tokens import tokenize

DATA = Path(__file__).parent / "data"
TARGET = DATA / "engine.json"
TABLES_TARGET = DATA / "rewrite_tables.json"
TABLES = (
    "facts_synonyms", "facts_units", "facts_words", "rewrite_cues", "rewrite_feedback",
    "rewrite_vague",
)  # fmt: skip
_VERB_CLASSES = ("plain", "fault", "break", "duty", "act", "say", "mental", "punish", "care")
_NOUN_CLASSES = ("role", "leader", "team", "vendor", "system", "process", "harm", "lapse")
_NOT_VERBS = frozenset({"refresher", "not"})
_VOWELS = "aeiou"
_PLURAL_ES = ("s", "x", "z", "ch", "sh")


def compile_data() -> dict[str, Any]:
    """Return words, phrases, patterns and moves, ready to be looked up."""
    lexicon = _Lexicon()
    lexicon.load()
    return {
        "classes": lexicon.classes,
        "words": lexicon.words,
        "lemmas": lexicon.lemmas,
        "phrases": lexicon.phrases,
        "moves": tomllib.loads((DATA / "moves.toml").read_text("utf-8"))["move"],
        "relief": tomllib.loads((DATA / "relief.toml").read_text("utf-8"))["relief"],
        "patterns": read_patterns(),
    }


def read_patterns() -> list[dict[str, Any]]:
    """Return the patterns as their authors wrote them, in the order of their numbers."""
    paths = sorted((DATA / "patterns").glob("*.toml"))
    return [tomllib.loads(path.read_text("utf-8")) for path in paths]


def render() -> str:
    """Return the text of `engine.json`: one line a section, keys sorted."""
    data = compile_data()
    lines = [f"{json.dumps(key)}: {_dump(value)}" for key, value in data.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def render_tables() -> str:
    """Return the text of `rewrite_tables.json`: one line a table, in the order of the TOML."""
    lines = []
    for name in TABLES:
        data = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        lines.append(f"{json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class _Lexicon:
    """Gathers the word lists: bits and base form of every word, phrases by their first word."""

    def __init__(self) -> None:
        self.classes: list[str] = []
        self.words: dict[str, int] = {}
        self.lemmas: dict[str, str] = {}
        self.phrases: dict[str, list[list[Any]]] = {}
        grammar = tomllib.loads((DATA / "lexicon" / "irregular.toml").read_text("utf-8"))
        self._irregular = {base: forms.split() for base, forms in grammar["forms"].items()}
        self._doubled = frozenset(w.strip() for w in grammar["doubled"]["words"].split(","))

    def load(self) -> None:
        """Read every word list except the irregular forms."""
        found: dict[tuple[str, ...], int] = {}
        for path in sorted((DATA / "lexicon").glob("*.toml")):
            if path.name == "irregular.toml":
                continue
            for name, entry in tomllib.loads(path.read_text("utf-8")).items():
                self._class(name, entry["words"], found)
        self._class_of_participles(found)
        for words, bits in sorted(found.items()):
            if len(words) == 1:
                self.words[words[0]] = bits
            else:
                self.phrases.setdefault(words[0], []).append([list(words[1:]), bits])
        for group in self.phrases.values():
            group.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    def _class(self, name: str, words: str, found: dict[tuple[str, ...], int]) -> None:
        bit = 1 << len(self.classes)
        self.classes.append(name)
        for entry in words.replace("\n", " ").split(","):
            base = tuple(_split(entry))
            if not base:
                continue
            for form in self._forms(name, base):
                found[form] = found.get(form, 0) | bit

    def _class_of_participles(self, found: dict[tuple[str, ...], int]) -> None:
        """Give the class `done` to past forms, so that "should have DONE" can be written."""
        bit = 1 << len(self.classes)
        self.classes.append("done")
        for base, (past, participle) in self._irregular.items():
            for form in (past, participle):
                found[(form,)] = found.get((form,), 0) | bit
                self.lemmas.setdefault(form, base)
        for form in ("am", "is", "are", "was", "were", "been", "being"):
            self.lemmas[form] = "be"
        for form, base in list(self.lemmas.items()):
            if form.endswith("ed") and form != base:
                found[(form,)] = found.get((form,), 0) | bit

    def _forms(self, name: str, base: tuple[str, ...]) -> list[tuple[str, ...]]:
        if name in _VERB_CLASSES and base[0] not in _NOT_VERBS:
            return [(form, *base[1:]) for form in self._verb(base[0])]
        if name in _NOUN_CLASSES:
            return [base, (*base[:-1], _plural(base[-1]))]
        return [base]

    def _verb(self, base: str) -> list[str]:
        forms = {base, _third_person(base), self._ing(base)}
        if base == "be":
            forms = {"be", "being", "is", "are", "am", "was", "were", "been"}
        elif base in self._irregular:
            forms |= set(self._irregular[base])
        else:
            forms.add(self._ed(base))
        for form in forms:
            if form != base:
                self.lemmas.setdefault(form, base)
        return sorted(forms)

    def _stem(self, base: str) -> str:
        return base + base[-1] if base in self._doubled else base

    def _ed(self, base: str) -> str:
        if base.endswith("e"):
            return base + "d"
        if base.endswith("y") and base[-2:-1] not in _VOWELS:
            return base[:-1] + "ied"
        return self._stem(base) + "ed"

    def _ing(self, base: str) -> str:
        if base.endswith("ie"):
            return base[:-2] + "ying"
        if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
            return base[:-1] + "ing"
        return self._stem(base) + "ing"


def _split(entry: str) -> list[str]:
    """Return the entry's words in the form in which the tokenizer gives them."""
    text = entry.strip()
    if text in ("'s", "n't", "'d", "'ll"):
        return [text]
    return [token.norm for token in tokenize(text)]


def _third_person(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith((*_PLURAL_ES, "o")) else "s")


def _plural(noun: str) -> str:
    if noun.endswith("man") and noun != "human":
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    if noun == "person":
        return "persons"
    return noun + ("es" if noun.endswith(_PLURAL_ES) else "s")


def main() -> int:
    """Write the compiled files, each whole or not at all."""
    for target, text in ((TARGET, render()), (TABLES_TARGET, render_tables())):
        fresh = target.with_suffix(".tmp")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
