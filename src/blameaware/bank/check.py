"""Everything that is off in a bank, at once: file, entry, field and what to do.

`file_problems` looks at one file, `problems` at a whole folder. Rules that one kind alone has
stand in a function of that kind's name.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from blameaware.bank import models
from blameaware.bank.load import DATA, files_of, parse
from blameaware.bank.models import KINDS, Item
from blameaware.bank.shape import Fault, faults, patched
from blameaware.bank.spans import find, merged
from blameaware.errors import UserError

OBJECTIVES = (
    "00-start-here",
    "01-what-blame-costs",
    "02-two-views-of-error",
    "03-hearing-blame",
    "04-rewriting",
    "05-asking",
    "06-winning-leaders",
    "07-winning-the-team",
    "08-start-small-spread",
    "09-when-it-goes-wrong",
    "10-capstone",
)
# Feedback to a learner never says so of an answer; “what went wrong” or “the wrong place” is fine.
SCOLDING = re.compile(
    r"^\W*wrong\b|\b(?:is|are|was|were|that[’']s|it[’']s|you[’']re)\s+(?:just\s+|simply\s+)?wrong\b"
    r"|\bwrong\s+(?:answer|choice|option|idea)\b|\bincorrect\b|\bstupid\b|\byou failed\b",
    re.IGNORECASE,
)
SPOKEN_TO_LEARNERS = {"feedback", "note", "why", "why_not", "hints", "lesson"}
POSTMORTEM_WORDS = (350, 700)
# The engine is asked only where all that it reads is there.
READ_BY_ENGINE = {
    "item", "statement", "facts", "fact_sheet", "models", "must_not_pass", "patterns", "question",
    "blame",
}  # fmt: skip
NO_PATH = ("cannot be reached", "leads to no end")


class Problem(NamedTuple):
    """One thing to mend, with its place."""

    file: str
    line: int
    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        """Return one line for a person."""
        return f"{self.file}:{self.line}: {self.entry}: {self.field} {self.message}"


def problems(
    data: Path = DATA, *, engine: bool = True, sources: set[str] | None = None
) -> list[Problem]:
    """Return every problem of a bank folder, in the order of files and lines.

    With `engine`, rewriting items are also judged by the language engine. `sources` are the keys
    of the references; None when they are not at hand (the keys are then not looked up).
    """
    found: list[Problem] = []
    seen: dict[str, str] = {}
    for folder in sorted(path for path in data.iterdir() if path.is_dir()) if data.is_dir() else []:
        if folder.name not in KINDS:
            known = ", ".join(KINDS)
            found.append(Problem(str(folder), 1, "folder", folder.name, f"is no kind; use {known}"))
    for kind in KINDS:
        for path in files_of(kind, data):
            found += file_problems(path, kind, seen=seen, engine=engine, sources=sources)
    return found


def file_problems(
    path: Path,
    kind: str | None,
    *,
    seen: dict[str, str] | None = None,
    engine: bool = True,
    sources: set[str] | None = None,
) -> list[Problem]:
    """Return every problem of one file of items.

    `kind` None means that each entry names its own kind (a key file); its ids then need no prefix.
    `seen` (id -> file) is filled and tells duplicates across files.
    """
    seen = {} if seen is None else seen
    shown = _shown(path)
    try:
        content = parse(path)
    except UserError as error:
        at = re.search(r"at line (\d+)", str(error))
        told = str(error).removeprefix(f"{path}: ")
        return [Problem(shown, int(at[1]) if at else 1, "file", "as a whole", told)]
    found = []
    entries = content.get("item")
    for name in content:
        if name != "item":
            found.append(Problem(shown, 1, "file", name, "does not belong here; use [[item]]"))
    if not isinstance(entries, list) or not entries:
        told = "has no [[item]]; start one with: blameaware bank new"
        return [*found, Problem(shown, 1, "file", "as a whole", told)]
    source = path.read_text(encoding="utf-8")
    for number, entry in enumerate(entries, 1):
        name, line = _place(entry, number, source)
        for fault in _entry_faults(entry, kind, shown, seen, engine, sources):
            found.append(Problem(shown, line, name, fault.field, fault.message))
    return found


def _shown(path: Path) -> str:
    """Return a path as one would type it here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _place(entry: object, number: int, source: str) -> tuple[str, int]:
    """Return how to call an entry and the line where it starts."""
    starts = [
        source.count("\n", 0, m.start()) + 1
        for m in re.finditer(r"(?m)^[ \t]*\[\[\s*item\s*\]\]", source)
    ]
    line = starts[number - 1] if number <= len(starts) else 1
    name = entry.get("id") if isinstance(entry, dict) else None
    return (name if isinstance(name, str) and name else f"entry {number}"), line


def _entry_faults(
    entry: Any,  # noqa: ANN401  whatever the file held
    kind: str | None,
    path: str,
    seen: dict[str, str],
    engine: bool,
    sources: set[str] | None,
) -> Iterator[Fault]:
    name = kind or (entry.get("kind") if isinstance(entry, dict) else None)
    if name not in KINDS:
        yield Fault("kind", f"is “{name}”; use one of {', '.join(KINDS)}")
        return
    cls = KINDS[str(name)]
    if kind is None:
        entry = {key: value for key, value in entry.items() if key != "kind"}
    shape = list(faults(cls, entry))
    yield from shape
    if isinstance(entry, dict):
        yield from _id_faults(entry.get("id"), cls.prefix if kind else "", path, seen)
        yield from _scolding(entry)
    item = patched(cls, entry)
    told = [*_item_faults(item, kind is not None, sources)]
    if engine and not READ_BY_ENGINE & {re.split(r"[.\[]", fault.field)[0] for fault in shape}:
        from blameaware.bank.check_language import language_faults  # noqa: PLC0415  slow to load

        told += language_faults(item)
    yield from (fault for fault in told if not _echo(fault, shape))


def _echo(fault: Fault, shape: list[Fault]) -> bool:
    """Tell whether a rule only met what is missing or does not fit, which is told already."""
    places = {re.sub(r"\[\d+\]", "", one.field) for one in shape}
    names = {place.rpartition(".")[2] for place in places}
    if fault.message.startswith(NO_PATH):
        return bool(names & {"start", "node", "choice", "to"})
    about = re.sub(r"\[\d+\]", "", fault.field)
    doubled = about.endswith("id")  # of two ids that are the same, neither is the missing one
    return "“”" in f"{fault.field}{fault.message}" or (about in places and not doubled)


def _id_faults(item_id: object, prefix: str, path: str, seen: dict[str, str]) -> Iterator[Fault]:
    if not isinstance(item_id, str) or not item_id:
        return
    if not item_id.startswith(prefix):
        yield Fault("id", f"does not start with “{prefix}”; rename it “{prefix}{item_id}”")
    if item_id in seen:
        yield Fault("id", f"is taken already in {seen[item_id]}; choose another")
    seen.setdefault(item_id, path)


def _scolding(value: object, path: str = "") -> Iterator[Fault]:
    """Yield the places where something that a learner reads as feedback scolds."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _scolding(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, inner in enumerate(value, 1):
            yield from _scolding(inner, f"{path}[{index}]")
    elif isinstance(value, str) and (hit := SCOLDING.search(value)):
        last = re.sub(r"\[\d+\]", "", path).rpartition(".")[2]
        if last in SPOKEN_TO_LEARNERS:
            yield Fault(path, f"says “{hit[0]}”; say what the answer does, then what helps")


def _item_faults(item: Item, in_bank: bool, sources: set[str] | None) -> Iterator[Fault]:
    if in_bank and not item.objective and not item.patterns:
        yield Fault("objective", "is missing and so are patterns; name at least one")
    if item.objective and item.objective not in OBJECTIVES:
        yield Fault("objective", f"is “{item.objective}”; use one of {', '.join(OBJECTIVES)}")
    if in_bank and not item.trade and item.kind in {"rewrite", "spot"}:
        yield Fault("trade", "is missing; add it, such as “software” or “hospital”")
    if item.source and sources is not None and item.source not in sources:
        yield Fault("source", f"“{item.source}” is not in book/references.bib; add it there")
    for index, person in enumerate(item.people, 1):
        if not person.name and not person.role:
            yield Fault(f"people[{index}]", "has neither name nor role; add one")
        if person.name and not person.culture:
            yield Fault(
                f"people[{index}].culture", f"is missing; say where “{person.name}” is common"
            )
    rule = RULES.get(item.kind)
    if rule:
        yield from rule(item)


# --- Rules of one kind ----------------------------------------------------------------------


def _twice(ids: list[str], field: str) -> Iterator[Fault]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield Fault(field, f"has “{name}” {count} times; give each its own")


def _rewrite(item: models.Rewrite) -> Iterator[Fault]:
    yield from _twice([" ".join(text.split()).casefold() for text in item.models], "models")
    yield from _twice([fact.casefold() for fact in item.facts], "facts")
    if not item.patterns:
        yield Fault("patterns", "is missing; name the patterns in the statement")


def _spot(item: models.Spot) -> Iterator[Fault]:
    places = []
    marks: tuple[models.Blame | models.LookAlike, ...] = (*item.blames, *item.look_alikes)
    for mark in marks:
        name = "blame" if isinstance(mark, models.Blame) else "look_alike"
        place = find(item.text, mark)
        if place is None:
            told = (
                "are not in the text so often" if mark.words in item.text else "are not in the text"
            )
            yield Fault(f"{name}.words", f"“{mark.words}” {told}; copy them exactly")
        else:
            places.append(place)
    if sum(p.end - p.start for p in places) != sum(p.end - p.start for p in merged(places)):
        yield Fault("blame", "overlaps with another mark; make them stand apart")
    if not marks:
        yield Fault("look_alike", "is missing and so is blame; an item has at least one of them")
    if item.blames and not item.patterns:
        yield Fault("patterns", "is missing; name the patterns in the text")
    named = {mark.pattern for mark in item.blames}
    for pattern in sorted(named - set(item.patterns)):
        yield Fault("patterns", f"lacks “{pattern}”, which a blame entry names; add it")


def _choose(item: models.Choose) -> Iterator[Fault]:
    yield from _twice([option.id for option in item.options], "option.id")
    good = sum(option.good for option in item.options)
    if item.many and not good:
        yield Fault("option.good", "is true nowhere; mark at least one option")
    if not item.many and good != 1:
        yield Fault("option.good", f"is true {good} times; mark one, or set many = true")


def _order(item: models.Order) -> Iterator[Fault]:
    yield from _twice([step.id for step in item.steps], "step.id")
    yield from _twice([step.text for step in item.steps], "step.text")


def _match(item: models.Match) -> Iterator[Fault]:
    yield from _twice([pair.id for pair in item.pairs], "pair.id")
    yield from _twice([pair.left for pair in item.pairs], "pair.left")


def _sort(item: models.Sort) -> Iterator[Fault]:
    yield from _twice([card.id for card in item.cards], "card.id")
    yield from _twice([heap.id for heap in item.bins], "bin.id")
    heaps = {heap.id for heap in item.bins}
    for card in item.cards:
        if card.bin and card.bin not in heaps:
            yield Fault("card.bin", f"of “{card.id}” is “{card.bin}”; use one of {sorted(heaps)}")


def _scenario(item: models.Scenario) -> Iterator[Fault]:
    yield from _twice([node.id for node in item.nodes], "node.id")
    nodes = {node.id: node for node in item.nodes}
    if item.start not in nodes:
        yield Fault("start", f"names no node: “{item.start}”")
    for node in item.nodes:
        where = f"node “{node.id}”"
        yield from _twice([turn.id for turn in node.choices], f"{where} choice.id")
        if bool(node.choices) == bool(node.end):
            yield Fault(where, "needs either choices or an end, one of the two")
        if node.end and not node.lesson:
            yield Fault(where, "is an end without a lesson; say what it teaches")
        for turn in node.choices:
            if turn.to not in nodes:
                yield Fault(f"{where} choice “{turn.id}”.to", f"names no node: “{turn.to}”")
    if item.start in nodes:
        yield from _reach(item, nodes)


def _reach(item: models.Scenario, nodes: Mapping[str, models.Node]) -> Iterator[Fault]:
    """Yield nodes that no path reaches, and nodes from which no end can be reached."""
    reached, waiting = {item.start}, [item.start]
    while waiting:
        for turn in nodes[waiting.pop()].choices:
            if turn.to in nodes and turn.to not in reached:
                reached.add(turn.to)
                waiting.append(turn.to)
    for name in nodes:
        if name not in reached:
            yield Fault(f"node “{name}”", "cannot be reached; let a choice lead to it")
    closing = {name for name, node in nodes.items() if node.end}
    grown = True
    while grown:
        more = {n for n, node in nodes.items() if any(t.to in closing for t in node.choices)}
        grown = not more <= closing
        closing |= more
    for name in sorted(reached - closing):
        yield Fault(f"node “{name}”", "leads to no end; let a path end")


def _compose(item: models.Compose) -> Iterator[Fault]:
    criteria = (*item.must_have, *item.must_not)
    yield from _twice([criterion.id for criterion in criteria], "must_have and must_not ids")
    if not item.must_have:
        yield Fault("must_have", "is missing; name what the text needs")


def _postmortem(item: models.Postmortem) -> Iterator[Fault]:
    count = len(item.text.split())
    least, most = POSTMORTEM_WORDS
    if not least <= count <= most:
        yield Fault("text", f"has {count} words; use {least} to {most}")


RULES: dict[str, Callable[[Any], Iterator[Fault]]] = {
    "rewrite": _rewrite,
    "spot": _spot,
    "choose": _choose,
    "order": _order,
    "match": _match,
    "sort": _sort,
    "scenario": _scenario,
    "compose": _compose,
    "postmortem": _postmortem,
}
