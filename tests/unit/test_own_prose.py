"""We do what we teach: our own checker finds no blame in our prose that is not there on purpose."""

import own_prose
import prose
import pytest

# What we have read ourselves blames nobody, so each alarm on it is a false one.
MOST_FALSE_ALARMS = 0.1  # of the sentences
BLAME = "Dana should have checked the valve."


@pytest.mark.parametrize("path", own_prose.pages(), ids=lambda path: path.stem)
def test_the_checker_finds_nothing_in_what_nobody_has_read(path):
    left = own_prose.unsettled([path])
    assert not left, (
        "Change the sentence; or silence it in place with a reason, if it is quoted; or, if it "
        f"blames nobody: python tools/own_prose.py --read {own_prose.name_of(path)}\n"
        + "\n".join(map(str, left))
    )


def test_false_alarms_on_prose_that_was_read_stay_rare():
    known = own_prose.read_by_a_person()
    total = alarms = 0
    for path in own_prose.pages():
        total += len(own_prose.sentences_of(path))
        alarms += len(
            {
                one.sentence
                for one in own_prose.heard(path)
                if not one.quoted and own_prose.fingerprint(one.sentence) in known
            }
        )
    assert alarms / total < MOST_FALSE_ALARMS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BLAME}\n", ["counterfactual"]),
        (f'Somebody said: "{BLAME}"\n', []),
        (f"She said “{BLAME}” and left.\n", []),
        (f'"It is late," she said. {BLAME} "Yes," said he.\n', ["counterfactual"]),
        (f"> {BLAME}\n", []),
        (f"<!-- blameaware: ok counterfactual, an example -->\n{BLAME}\n", []),
        (f"```{{code-cell}}\n{BLAME}\n```\n", []),
    ],
)
def test_a_quotation_is_told_from_what_we_say(tmp_path, text, expected):
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    assert [one.pattern for one in own_prose.heard(page) if not one.quoted] == expected


def test_a_finding_is_shown_with_its_page_line_and_sentence(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"Hello.\n\n- A point. **{BLAME[:4]}**{BLAME[4:]}\n", encoding="utf-8")
    (one,) = own_prose.unsettled([page])
    assert str(one) == f"{page}:3: counterfactual: {BLAME}"


def test_a_sentence_that_was_read_is_settled_until_it_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(own_prose, "READ", tmp_path / "read.txt")
    own_prose.READ.write_text("# Why.\n## other.md\n0a0a0a0a\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(f"Hello.\n\n- One. {BLAME}\n", encoding="utf-8")
    assert [one.sentence for one in own_prose.unsettled([page])] == [BLAME]
    own_prose.mark_as_read([page])
    assert own_prose.unsettled([page]) == []
    assert "0a0a0a0a" in own_prose.read_by_a_person()
    assert own_prose.READ.read_text(encoding="utf-8").startswith("# Why.\n## ")
    page.write_text(f"{BLAME.replace('Dana', 'Ravi')}\n", encoding="utf-8")
    assert len(own_prose.unsettled([page])) == 1


def test_all_pages_are_read():
    assert set(prose.pages()) <= set(own_prose.pages())
    assert len(own_prose.pages()) > 20
