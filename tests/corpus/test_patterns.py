"""Every pattern holds what its own file promises."""

from collections.abc import Iterator

import pytest

from blameaware.language import MOVES, PATTERNS, analyze
from blameaware.language.cues import cue_book

AT_LEAST = 3


def _partners(kind: str) -> Iterator[tuple[str, str]]:
    for pattern in PATTERNS.values():
        for text in getattr(pattern, kind):
            yield pattern.id, text


def test_there_are_twenty_patterns() -> None:
    assert len(PATTERNS) == 20


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_has_partners_cues_and_a_source(name: str) -> None:
    pattern = PATTERNS[name]
    assert len(pattern.examples) >= AT_LEAST, f"{name} needs {AT_LEAST} examples"
    assert len(pattern.look_alikes) >= AT_LEAST, f"{name} needs {AT_LEAST} look-alikes"
    assert pattern.source and pattern.question.endswith("?")
    assert set(pattern.moves) <= set(MOVES)
    assert any(cue.pattern == name for cue in cue_book().cues)


@pytest.mark.parametrize(("name", "text"), list(_partners("examples")))
def test_an_example_is_found(name: str, text: str) -> None:
    analysis = analyze(text)
    if PATTERNS[name].severity == "advice":
        assert analysis.label == "ok"
        assert name in {finding.pattern for finding in analysis.findings}
    else:
        assert analysis.label == "blame", f"Not found ({name}): {text}"


@pytest.mark.parametrize(("name", "text"), list(_partners("look_alikes")))
def test_a_look_alike_is_left_alone(name: str, text: str) -> None:
    analysis = analyze(text)
    assert analysis.label == "ok", f"False alarm beside {name}: {text} -> {analysis.findings}"


def _advice(kind: str) -> Iterator[tuple[str, str]]:
    for pattern in PATTERNS.values():
        for advice in pattern.advice:
            for text in getattr(advice, kind):
                yield pattern.id, text


def test_advice_has_all_its_fields() -> None:
    found = [advice for pattern in PATTERNS.values() for advice in pattern.advice]
    assert found
    for advice in found:
        assert advice.what and advice.reason and advice.question.endswith("?")
        assert advice.move in MOVES
        assert len(advice.examples) >= AT_LEAST and len(advice.look_alikes) >= AT_LEAST


@pytest.mark.parametrize(("name", "text"), list(_advice("examples")))
def test_advice_is_given_and_blames_nobody(name: str, text: str) -> None:
    analysis = analyze(text)
    assert analysis.label == "ok"
    assert (name, "advice") in {(f.pattern, f.severity) for f in analysis.findings}


@pytest.mark.parametrize(("name", "text"), list(_advice("look_alikes")))
def test_no_advice_is_given_on_its_look_alikes(name: str, text: str) -> None:
    assert name not in {finding.pattern for finding in analyze(text).findings}
