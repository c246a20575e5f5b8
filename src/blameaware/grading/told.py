"""Which reasons a learner is told: those about the own answer, never the rest of the key.

The judges of the bank say in a chapter what was missed, because the exercise is over then. An
assignment may be open for others, so what was missed is only counted here.
"""

from blameaware.bank.judgment import Note
from blameaware.bank.models import Item, Match, Sort, Spot
from blameaware.grading.score import Mark


def told(mark: Mark) -> list[Note]:
    """Return the notes on an answer that go back to its learner."""
    notes = [note for note in mark.judgment.notes if note.text]
    item = mark.entry.item
    if isinstance(item, Spot):
        return _places(notes)
    if isinstance(item, Match | Sort):
        return [_again(note, item) if note.kind == "look" else note for note in notes]
    return notes


def _places(notes: list[Note]) -> list[Note]:
    """Count the places that were not marked, instead of naming them."""
    missed = [note for note in notes if note.tag.startswith("blame-") and note.kind == "look"]
    # Look-alikes that were left alone name places, too.
    kept = [
        note
        for note in notes
        if note not in missed and not (note.tag.startswith("look-alike-") and note.kind == "good")
    ]
    if not missed:
        return kept
    places = "one more place blames" if len(missed) == 1 else f"{len(missed)} more places blame"
    return [*kept, Note(f"Still open: {places}.", "open", "info")]


def _again(note: Note, item: Match | Sort) -> Note:
    """Say which one to look at again, without saying where it belongs."""
    return Note(f"Look again at “{_names(item).get(note.tag, note.tag)}”.", note.tag, "look")


def _names(item: Item) -> dict[str, str]:
    if isinstance(item, Match):
        return {pair.id: pair.left for pair in item.pairs}
    return {card.id: card.text for card in item.cards} if isinstance(item, Sort) else {}
