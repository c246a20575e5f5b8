"""A deck as a page: two cards on a printed sheet, and full screen with a timer."""

from collections.abc import Iterable
from html import escape

from blameaware.workshop import html
from blameaware.workshop.decks import Hand, PlayCard

ON_A_SHEET = 2
LARGE, MIDDLE = 75, 125  # characters of the text, from which it gets smaller
LINE_WEIGHT = 26  # how many characters of the text one short line takes the room of


def page(hand: Hand) -> str:
    """Return the page of a deck that has been drawn."""
    deck = hand.deck
    numbered = list(hand.cards)
    sheets = [numbered[i : i + ON_A_SHEET] for i in range(0, len(numbered), ON_A_SHEET)]
    body = (
        f'<main>\n<div class="front"><h1>{escape(deck.title)}</h1>\n<p>{escape(deck.how)}</p>\n'
        f'<p class="quiet">{len(numbered)} cards, drawn with seed {hand.seed}. Print on one side, '
        "two cards on a sheet, and cut along the dashed lines. The key is on the last pages.</p>\n"
        '<div class="bar"><button type="button" data-open>Show full screen</button>'
        '<button type="button" class="plain" data-print>Print the cards</button></div></div>\n'
        + "".join(_sheet(sheet) for sheet in sheets)
        + _keys(numbered)
        + "</main>\n"
        + _stage(deck.seconds)
    )
    return html.page(f"{deck.title}: cards", body, styles=("cards.css",), script="cards.js")


def _sheet(cards: Iterable[PlayCard]) -> str:
    return '<section class="sheet">\n' + "".join(_card(card) for card in cards) + "</section>\n"


def size(card: PlayCard) -> str:
    """Return how large a card's text is printed: l, m or s."""
    weight = len(card.text) + LINE_WEIGHT * len(card.lines) + len(card.small) // 3
    return "l" if weight <= LARGE else "m" if weight <= MIDDLE else "s"


def _card(card: PlayCard) -> str:
    # Lines that end in a colon are for writing on.
    blank = bool(card.lines) and not card.text
    parts = [f'<h2>{escape(card.heading)}</h2><span class="number">{card.number}</span>']
    if card.text:
        parts.append(f'<p class="text">{escape(card.text)}</p>')
    if card.lines:
        parts.append("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in card.lines) + "</ul>")
    if card.small:
        parts.append(f'<p class="small">{escape(card.small)}</p>')
    css = "card blank" if blank else "card"
    return f'<article class="{css}" data-size="{size(card)}">' + "".join(parts) + "</article>\n"


def _keys(cards: Iterable[PlayCard]) -> str:
    found = [card for card in cards if card.key]
    if not found:
        return ""
    entries = "".join(
        f'<li value="{card.number}" id="key-{card.number}">'
        + "".join(f"<p>{escape(line)}</p>" for line in card.key)
        + "</li>\n"
        for card in found
    )
    return (
        f'<section class="key"><h2>Key, for the facilitator</h2>\n<ol>\n{entries}</ol></section>\n'
    )


def _stage(seconds: int) -> str:
    return (
        f'<dialog class="stage" data-seconds="{seconds}" aria-label="Cards, one at a time">\n'
        '<div class="shown" tabindex="0" role="region" aria-label="Card" aria-live="polite">'
        "</div>\n"
        '<div class="controls">'
        '<button type="button" class="plain" data-do="back">Back</button>'
        '<button type="button" data-do="next">Next card</button>'
        '<span class="place quiet"></span>'
        '<button type="button" class="plain" data-do="key" aria-expanded="false">Show key</button>'
        '<span class="push clock" role="timer"></span>'
        '<button type="button" class="plain" data-do="time">Start timer</button>'
        '<button type="button" class="plain" data-do="reset">Reset</button>'
        '<button type="button" class="plain" data-do="close">Close</button>'
        '<span class="said" role="status"></span></div>\n</dialog>'
    )
