"""The training corpus is what its reader expects, and its held-out part does not move."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

import corpus
from blameaware.language import PATTERNS

ROWS = corpus.rows()


def test_ids_are_unique() -> None:
    ids = [row.id for row in ROWS]
    assert len(ids) == len(set(ids))


def test_labels_categories_and_spans_fit_together() -> None:
    for row in ROWS:
        assert row.label in {"blame", "ok"}, row.id
        assert set(row.categories) <= set(PATTERNS), row.id
        if row.blame:
            assert row.blame_span and row.blame_span in row.text, row.id


def test_about_a_fifth_is_held_out_and_pairs_stay_together() -> None:
    held = [row for row in ROWS if corpus.held_out(row)]
    assert 0.15 < len(held) / len(ROWS) < 0.25
    groups: dict[str, set[bool]] = {}
    for row in ROWS:
        groups.setdefault(row.group, set()).add(corpus.held_out(row))
    assert all(len(sides) == 1 for sides in groups.values())


def test_no_held_out_text_is_taught_under_another_id() -> None:
    taught = {row.text.lower() for row in ROWS if not corpus.held_out(row)}
    again = [row.id for row in ROWS if corpus.held_out(row) and row.text.lower() in taught]
    assert len(again) <= len(ROWS) // 1000, again
