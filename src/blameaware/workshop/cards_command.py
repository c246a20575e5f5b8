"""`blameaware cards`: draw a deck and write it as one page to print and show."""

import argparse
from pathlib import Path

from blameaware.workshop import cards_page
from blameaware.workshop.decks import DEFAULT_SEED, draw
from blameaware.workshop.files import write
from blameaware.workshop.load import load


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("deck", nargs="?", help="id of the deck; leave out to list them")
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, help="the same seed draws the same cards (1)"
    )
    parser.add_argument("--out", type=Path, help="file to write (DECK-SEED.html)")


def run(args: argparse.Namespace) -> int:
    """Write the deck and say where; return 0. Raises UserError for an unknown deck."""
    pack = load()
    if not args.deck:
        for deck in pack.decks.values():
            print(f"{deck.id:<16} {deck.how}")  # noqa: T201  the list is the result
        return 0
    hand = draw(pack, args.deck, args.seed)
    out = args.out or Path(f"{args.deck}-{args.seed}.html")
    write(out, cards_page.page(hand))
    print(f"{len(hand.cards)} cards are in {out}")  # noqa: T201  where the result is
    return 0
