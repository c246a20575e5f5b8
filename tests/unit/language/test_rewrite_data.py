"""The judge's data files: cues, synonyms, feedback, weights; and how examples are held out."""

import json
import re
from pathlib import Path

import pytest

from blameaware.errors import UserError
from blameaware.language.patterns import moves, patterns
from blameaware.language.rewrite_classes import classed
from blameaware.language.rewrite_cues import anchor, cues
from blameaware.language.rewrite_data import table
from blameaware.language.rewrite_examples import (
    EXERCISE,
    is_held_out,
    read_exercises,
    read_rewrites,
)
from blameaware.language.rewrite_learning import Example, Settings, learn
from blameaware.language.rewrite_model import DECISIONS, Decision, choose, decisions
from blameaware.language.rewrite_report import figures, held_out
from blameaware.language.rewrite_train import (
    EXERCISES,
    STALE,
    fingerprint,
    material,
    shipped_fingerprint,
)

WEIGHTS = Path(__file__).parents[3] / "src/blameaware/language/data/rewrite_weights.json"
TRAINING = Path(__file__).parents[3] / "training"
SIGNALS = {"aside", "blame", "condition", "reason", "step", "tool"}


@pytest.mark.parametrize("cue", cues(), ids=lambda cue: cue.id)
def test_cues_are_whole(cue):
    assert cue.signal in SIGNALS
    assert cue.expressions
    if cue.signal == "blame":
        assert cue.pattern in patterns()
        assert cue.move in moves()


def test_cues_have_different_ids():
    assert len({cue.id for cue in cues()}) == len(cues())


def test_synonym_groups_have_at_least_two_phrases():
    groups = [group for groups in table("facts_synonyms").values() for group in groups.items()]
    assert len(groups) > 300
    assert [name for name, phrases in groups if "," not in phrases] == []


def test_feedback_never_says_wrong_and_varies():
    texts = table("rewrite_feedback")
    said = [line for part in texts.values() for lines in part.values() for line in lines]
    assert not any("wrong" in line.lower() or "!" in line for line in said)
    assert len(set(said)) > 50


def test_weights_are_small_and_have_every_decision():
    assert WEIGHTS.stat().st_size < 150_000
    written = set(json.loads(WEIGHTS.read_text("utf-8")))
    assert written == {"fingerprint", *DECISIONS}
    assert set(decisions()) == set(DECISIONS)
    assert all(0 < decision.threshold < 1 for decision in decisions().values())


def test_weights_are_as_fresh_as_what_they_are_learned_from():
    """Change the tagger, the lexicon, a cue, a synonym, a row or an exercise: learn again."""
    assert fingerprint(material(TRAINING)) == shipped_fingerprint(), STALE


def test_a_decision_gives_its_reasons_strongest_first():
    decision = Decision({"a": 1.0, "b": 2.0, "c": -3.0}, 0.5)
    assert decision.reasons({"a": 1.0, "b": 1.0, "c": 1.0}) == [(2.0, "b"), (1.0, "a")]
    assert decision.probability({"c": 1.0}) < 0.5 < decision.probability({"b": 1.0})


def test_blame_is_told_before_lost_facts_and_another_topic_first():
    limits = dict.fromkeys(DECISIONS, 0.5)
    chances = {"off_topic": 0.1, "still_blames": 0.9, "loses_facts": 0.9}
    assert choose(chances, limits) == "still_blames"
    assert choose(chances | {"off_topic": 0.7}, limits) == "off_topic"
    assert choose(dict.fromkeys(DECISIONS, 0.1), limits) == "pass"


def test_learning_is_repeatable_and_finds_the_telling_feature():
    examples = [
        Example({"bias": 1.0, ("yes" if n % 2 else "no"): 1.0}, bool(n % 2), 1.0, str(n))
        for n in range(40)
    ]
    first, second = learn(examples, Settings()), learn(examples, Settings())
    assert first == second
    assert first["yes"] > 0 > first["no"]


def test_a_family_without_trust_gets_no_weight():
    examples = [Example({"a:x": 1.0, "b:x": 1.0}, bool(n % 2), 1.0, str(n)) for n in range(20)]
    assert learn(examples, Settings(trust={"a": 0.0}))["a:x"] == 0.0


def test_a_fifth_is_held_out_and_stays_so():
    held = sum(is_held_out(f"s-{number}") for number in range(1000))
    assert 150 < held < 250
    assert is_held_out("s-1") == is_held_out("s-1")


def test_a_broken_training_row_is_named(tmp_path):
    (tmp_path / "bad.jsonl").write_text('{"id": "x"}\n', "utf-8")
    with pytest.raises(UserError, match=r"bad\.jsonl, line 1"):
        read_rewrites(tmp_path)


def test_an_empty_training_folder_is_said(tmp_path):
    with pytest.raises(UserError, match="no rewrites"):
        read_rewrites(tmp_path)


def test_exercises_bring_models_that_pass_and_texts_that_do_not():
    found = read_exercises(EXERCISES)
    verdicts = {item.verdict for item in found}
    assert verdicts == {"pass", "still_blames", "loses_facts", "off_topic", "unchanged"}
    assert {item.style for item in found} == {EXERCISE}
    assert sum(item.verdict == "pass" for item in found) >= 3 * 80


def test_nothing_held_out_is_learned_from_and_no_exercise_is_measured():
    measured = held_out(TRAINING)
    learned = material(TRAINING).rewrites
    assert {item.source for item in measured}.isdisjoint(item.source for item in learned)
    assert not any(item.style == EXERCISE for item in measured)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [("bad.toml", "[[item]]\nid = 'x'\n", r"bad\.toml"), ("other.txt", "", "no exercises")],
)
def test_exercises_that_cannot_be_read_are_named(tmp_path, name, text, told):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(UserError, match=told):
        read_exercises(tmp_path)


def test_figures_count_right():
    found = figures(
        "tidy", [("pass", "pass"), ("pass", "still_blames"), ("off_topic", "off_topic")]
    )
    by_name = {line.verdict: line for line in found.verdicts}
    assert found.accuracy == pytest.approx(2 / 3)
    assert by_name["pass"].recall == 0.5
    assert by_name["pass"].precision == 1.0
    assert found.macro_f1 == pytest.approx((2 / 3 + 1.0) / 2)


@pytest.mark.parametrize(
    ("expression", "held"),
    [
        ("no offen[cs]e", "offen"),
        ("double ?-? ?check", "double"),
        ("(?:more|better) careful(?:ly)?", "careful"),
        ("remember(?:s)? to", "remember"),
        ("vigilan(?:t|ce)|alert", ""),
        ("(?:a|b)", ""),
        (r"colou?r \b", "colo"),
        ("[a-z]+", ""),
    ],
)
def test_an_anchor_is_what_every_match_holds(expression, held):
    assert anchor(expression) == held


def test_no_anchor_hides_a_cue():
    expressions = [each for cue in cues() for each in cue.expressions]
    assert sum(bool(each.anchor) for each in expressions) > len(expressions) / 2
    lines = [classed(item.text).line for item in read_exercises(EXERCISES)[::4]]
    for each in expressions:
        whole = re.compile(rf" (?:{each.text})(?= )")
        for line in lines:
            found, wanted = each.search(line), whole.search(line)
            assert (found and found.span()) == (wanted and wanted.span()), each.text
