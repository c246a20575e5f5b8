"""What the language engine says about an item: where item and engine disagree, one is mended."""

from collections.abc import Iterator

from blameaware.bank.judging.ask import judge
from blameaware.bank.judging.rewrite import task_of
from blameaware.bank.models import Ask, Compose, Item, Rewrite, Spot
from blameaware.bank.shape import Fault
from blameaware.language import PATTERNS, analyze, check_rewrite

MEND = "mend the text, or report the engine"


def language_faults(item: Item) -> Iterator[Fault]:
    """Yield unknown patterns and, by kind, texts that the engine judges otherwise."""
    named = set(item.patterns)
    if isinstance(item, Spot):
        named |= {mark.pattern for mark in item.blames}
    for pattern in sorted(named - set(PATTERNS)):
        yield Fault("patterns", f"has “{pattern}”, which the engine does not know; use one of "
                    f"{', '.join(PATTERNS)}")  # fmt: skip
    if isinstance(item, Rewrite):
        yield from _rewrite(item)
    elif isinstance(item, Ask):
        yield from _ask(item)
    elif isinstance(item, Compose):
        yield from _clean(item.models, "models")


def _rewrite(item: Rewrite) -> Iterator[Fault]:
    task = task_of(item)
    for index, text in enumerate(item.models, 1):
        verdict = check_rewrite(task, text)
        if verdict.verdict != "pass":
            lost = (
                f"; facts it misses: {', '.join(verdict.missing_facts)}"
                if verdict.missing_facts
                else ""
            )
            seen = "; ".join(f"“{f.text}” ({f.pattern})" for f in verdict.findings)
            told = f"; findings: {seen}" if seen else ""
            told = f"gets “{verdict.verdict}” from the engine{lost}{told}; {MEND}"
            yield Fault(f"models[{index}]", told)
    if item.must_not_pass:
        for name in ("still_blames", "loses_facts", "off_topic"):
            if check_rewrite(task, getattr(item.must_not_pass, name)).verdict == "pass":
                yield Fault(f"must_not_pass.{name}", "passes; mend the text, or report the engine")


def _clean(texts: tuple[str, ...], field: str) -> Iterator[Fault]:
    for index, text in enumerate(texts, 1):
        for finding in analyze(text).findings:
            if finding.severity != "advice":
                yield Fault(f"{field}[{index}]", f"blames in “{finding.text}” ({finding.pattern}); "
                            "mend the text, or report the engine")  # fmt: skip


def _ask(item: Ask) -> Iterator[Fault]:
    for index, text in enumerate(item.models, 1):
        judged = judge(item, text)
        if judged.score < 1:
            told = " ".join(note.text for note in judged.notes if note.kind == "look")
            yield Fault(f"models[{index}]", f"is no open question without blame: {told} {MEND}")
