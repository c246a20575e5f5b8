"""We do what we teach: our own checker finds no blame in our prose that is not there on purpose."""

import re

import own_prose
import prose
import pytest

BLAME = "Dana should have checked the valve."


@pytest.mark.parametrize("path", own_prose.pages(), ids=lambda path: path.stem)
def test_the_checker_finds_nothing_that_nobody_has_looked_at(path):
    left = own_prose.unexplained([path])
    assert not left, (
        "Change the sentence; or silence it in place with a reason, if it is quoted; or, if it "
        "blames nobody, put it on the list of false alarms (tools/own_prose.py --judged):\n"
        + "\n".join(map(str, left))
    )


def test_the_list_of_false_alarms_holds_no_sentence_that_is_gone():
    text = " ".join(
        own_prose.plain(part)
        for path in own_prose.pages()
        for part in re.split(r"\n(?=\s*\n|\s*[-*\d])", path.read_text(encoding="utf-8"))
    )
    assert [one for one in sorted(own_prose.judged()) if one not in text] == []


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
    (one,) = own_prose.unexplained([page])
    assert str(one) == f"{page}:3: counterfactual: {BLAME}"


def test_what_has_been_read_goes_on_the_list_below_its_page(tmp_path, monkeypatch):
    judged = tmp_path / "judged.txt"
    judged.write_text("# Why.\n\n# a.md\nOne.\n\n# b.md\nTwo.\n", encoding="utf-8")
    monkeypatch.setattr(own_prose, "JUDGED", judged)
    found = [("a.md", "Three."), ("c.md", "Four."), ("c.md", "Four."), ("b.md", "Two.")]
    own_prose.judge([own_prose.Heard(page, 1, "naming", told, False) for page, told in found])
    assert judged.read_text(encoding="utf-8") == (
        "# Why.\n\n# a.md\nThree.\nOne.\n\n# b.md\nTwo.\n\n# c.md\nFour.\n"
    )
    assert own_prose.judged() == {"One.", "Two.", "Three.", "Four."}


def test_all_pages_are_read():
    assert set(prose.pages()) <= set(own_prose.pages())
    assert len(own_prose.pages()) > 20
