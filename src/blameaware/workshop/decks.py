"""Decks of cards: drawn from the bank and from cards of our own, repeatable by a seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from blameaware import bank
from blameaware.bank.models import Ask, Item, Plan, Rewrite, Spot
from blameaware.errors import UserError
from blameaware.language import MOVES, PATTERNS
from blameaware.workshop.inline import quoted
from blameaware.workshop.load import Pack
from blameaware.workshop.models import Deck, Draw, OwnCard, Story

DEFAULT_SEED = 1


@dataclass(frozen=True)
class PlayCard:
    """A card: what everybody reads, and the key for the facilitator."""

    heading: str
    text: str = ""
    lines: tuple[str, ...] = ()
    small: str = ""
    key: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True)
class Hand:
    """A deck that has been drawn."""

    deck: Deck
    seed: int
    cards: tuple[PlayCard, ...]


def draw(pack: Pack, deck_id: str, seed: int = DEFAULT_SEED) -> Hand:
    """Return a deck's cards; the same seed draws the same cards. Raises UserError."""
    if deck_id not in pack.decks:
        raise UserError(f"no deck “{deck_id}”; there are {', '.join(pack.decks)}")
    deck = pack.decks[deck_id]
    # A text as seed keeps decks independent of each other and of Python's hashing.
    chance = random.Random(f"{seed}/{deck_id}")  # noqa: S311  cards, not secrets
    cards = [card for part in deck.draws for card in _from(pack, deck, part, chance)]
    if deck.shuffle:
        chance.shuffle(cards)
    return Hand(deck, seed, tuple(replace(c, number=n) for n, c in enumerate(cards, 1)))


def _from(pack: Pack, deck: Deck, part: Draw, chance: random.Random) -> list[PlayCard]:
    if part.source == "cards":
        return [_own(card) for card in pack.cards if card.deck == deck.id]
    if part.source == "moves":
        return [_move(number) for number in MOVES]
    if part.source == "story":
        return _story(chance.choice(pack.stories))
    if part.source == "plan":
        return _plan(chance, part)
    return [_card(item, part) for item in pick(part, chance, deck.id)]


def pick(part: Draw, chance: random.Random, deck_id: str) -> list[Item]:
    """Return the drawn items of the bank: spread over patterns and trades, then by chance.

    Raises UserError when the bank has too few that fit.
    """
    free = [item for item in bank.load().of_kind(part.source) if _fits(item, part)]
    if len(free) < part.count:
        raise UserError(
            f"deck {deck_id}: the bank has {len(free)} items of kind {part.source} that fit, and "
            f"the deck asks for {part.count}; ask for fewer, or allow longer texts"
        )
    chance.shuffle(free)
    taken: list[Item] = []
    while free and (len(taken) < part.count or not part.count):
        best = min(free, key=lambda item: _sameness(item, taken))
        taken.append(best)
        free.remove(best)
    return taken


def _fits(item: Item, part: Draw) -> bool:
    if part.pattern and part.pattern not in item.patterns:
        return False
    if isinstance(item, Spot):
        wanted = {"yes": bool(item.blames), "no": not item.blames, "": True}[part.blame]
        return wanted and item.form == "statement" and len(item.text) <= part.longest
    if isinstance(item, Rewrite):
        own = part.pattern or "self-blame" not in item.patterns
        return bool(own) and len(item.statement) <= part.longest
    return True


def _sameness(item: Item, taken: Sequence[Item]) -> int:
    """Return how much of an item is on the table already."""
    patterns = sum(len(set(item.patterns) & set(other.patterns)) for other in taken)
    return 2 * patterns + sum(item.trade == other.trade for other in taken)


def _card(item: Item, part: Draw) -> PlayCard:
    if isinstance(item, Spot):
        return _spot(item)
    if isinstance(item, Rewrite):
        return _rewrite(item, part)
    if isinstance(item, Ask):
        models = tuple(f"For example: {quoted(model)}" for model in item.models)
        return PlayCard("Turn this around", quoted(item.question), (), item.context, models)
    raise UserError(f"{item.id}: there are no cards for {item.kind}")


def _rewrite(item: Rewrite, part: Draw) -> PlayCard:
    said = quoted(item.statement)
    if part.pattern == "self-blame":
        key = ("Behind it, if you are asked: " + " ".join(item.fact_sheet),)
        return PlayCard("You begin with these words", said, (), item.context, key)
    facts = tuple(f"Keep: {fact}" for fact in item.facts)
    models = tuple(f"For example: {quoted(model)}" for model in item.models[:2])
    return PlayCard("Rewrite this", said, facts, item.context, models)


def _spot(item: Spot) -> PlayCard:
    if item.blames:
        key = tuple(
            f"Blame: {quoted(_ended(blame.words))} {PATTERNS[blame.pattern].title}. {blame.why}"
            for blame in item.blames
        )
    else:
        why = tuple(f"{quoted(like.words)}: {like.why_not}" for like in item.look_alikes)
        key = ("No blame. " + (why[0] if why else "Nobody is faulted here."), *why[1:])
    return PlayCard("Blame or not?", quoted(item.text), (), item.context, key)


def _ended(text: str) -> str:
    return text if text.endswith(("?", "!", ".")) else f"{text}."


def _own(card: OwnCard) -> PlayCard:
    return PlayCard(card.title, card.text, card.lines, "", card.key)


def _move(number: str) -> PlayCard:
    move = MOVES[number]
    return PlayCard(f"Move {number[1:]}", move.title, (move.what,), "", ())


def _story(story: Story) -> list[PlayCard]:
    told = [PlayCard(moment.time, moment.text) for moment in story.moments]
    options = tuple(
        f"{letter}: {text}" for letter, text in zip("ABCDE", story.answers, strict=False)
    )
    ends = [PlayCard(f"How it ended: {m.time}", m.text) for m in story.reveal]
    return [
        PlayCard(story.title, story.setting),
        *told,
        PlayCard("Commit yourself", story.question, options),
        *ends,
        PlayCard("The first report said", quoted(story.report), (), "", story.debrief),
        PlayCard("Look back", "What was there at the vote, and what only now?", story.debrief),
    ]


def _plan(chance: random.Random, part: Draw) -> list[PlayCard]:
    plans = [item for item in bank.load().of_kind("plan") if isinstance(item, Plan)]
    # A plan for one's own place has no teams of its own to choose from.
    plans = [plan for plan in plans if plan.trade]
    plan = chance.choice(plans)
    cards = [PlayCard("To practice", plan.title, (), plan.context)]
    kinds = (
        ("A team", plan.criteria, plan.teams),
        ("An incident", plan.incident_criteria, plan.incidents),
    )
    for heading, criteria, rows in kinds:
        for row in rows:
            notes = tuple(f"{c}: {note}" for c, note in zip(criteria, row.notes, strict=False))
            cards.append(PlayCard(heading, row.name, notes, "", (row.feedback,)))
    return cards[: part.count] if part.count else cards
