"""Decks: random, repeatable, balanced, with a key that fits."""

import pytest

from blameaware import bank
from blameaware.errors import UserError
from blameaware.workshop import cards_page
from blameaware.workshop.cards_command import run
from blameaware.workshop.decks import draw
from blameaware.workshop.inline import quoted
from blameaware.workshop.load import load

PACK = load()
DECKS = sorted(PACK.decks)
SEEDS = [1, 2, 77]


@pytest.fixture(params=DECKS)
def deck(request):
    return request.param


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_seed_draws_the_same_cards(deck, seed):
    assert draw(PACK, deck, seed) == draw(PACK, deck, seed)


@pytest.mark.parametrize(
    "deck_id", ["blame-or-not", "rewrite-relay", "question-swap", "lean-in", "plan-canvas"]
)
def test_other_seeds_draw_other_cards(deck_id):
    hands = {tuple(card.text for card in draw(PACK, deck_id, seed).cards) for seed in range(1, 9)}
    assert len(hands) > 1


def test_both_stories_come_up():
    titles = {draw(PACK, "forward-story", seed).cards[0].heading for seed in range(1, 20)}
    assert titles == {story.title for story in PACK.stories}


@pytest.mark.parametrize("seed", SEEDS)
def test_half_of_the_blame_cards_are_look_alikes(seed):
    cards = draw(PACK, "blame-or-not", seed).cards
    by_text = {quoted(item.text): item for item in bank.load().of_kind("spot")}
    drawn = [by_text[card.text] for card in cards]
    assert len(drawn) == len({item.id for item in drawn}) == 24
    assert sum(not item.blames for item in drawn) == 12
    for card, item in zip(cards, drawn, strict=True):
        assert card.key[0].startswith("Blame: " if item.blames else "No blame.")


def test_a_deck_takes_many_patterns_and_trades():
    texts = {card.text for card in draw(PACK, "blame-or-not", 1).cards}
    drawn = [i for i in bank.load().of_kind("spot") if f"“{i.text.strip()}”" in texts]
    assert len({item.trade for item in drawn}) >= 6
    assert len({pattern for item in drawn for pattern in item.patterns}) >= 8


def test_numbers_run_from_one(deck):
    cards = draw(PACK, deck, 1).cards
    assert [card.number for card in cards] == list(range(1, len(cards) + 1))


def test_the_vote_comes_before_the_end():
    headings = [card.heading for card in draw(PACK, "forward-story", 1).cards]
    vote = headings.index("Commit yourself")
    ends = [n for n, heading in enumerate(headings) if heading.startswith("How it ended")]
    assert ends and min(ends) > vote


def test_the_page_stands_alone(deck):
    page = cards_page.page(draw(PACK, deck, 1))
    assert "http:" not in page
    assert "https:" not in page
    assert page.count('<article class="card') == len(draw(PACK, deck, 1).cards)


class Args:
    def __init__(self, deck, seed, out):
        self.deck, self.seed, self.out = deck, seed, out


def test_the_command_writes_the_deck(tmp_path, capsys):
    out = tmp_path / "cards.html"
    assert run(Args("lean-in", 5, out)) == 0
    assert "Facilitator" in out.read_text(encoding="utf-8")
    assert str(out) in capsys.readouterr().out


def test_an_unknown_deck_is_said():
    with pytest.raises(UserError, match="no deck “bridge”"):
        run(Args("bridge", 1, None))
