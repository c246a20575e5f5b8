"""The file of answers: what is kept, what happens to a file that is not as it should be."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blameaware.answers import Store, merged, tidy
from blameaware.answers.records import NewerSchemaError, UnreadableError, later, parse

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that the test moves."""

    def __init__(self, at=NOON):
        self.at = at

    def __call__(self):
        return self.at


@pytest.fixture
def path(tmp_path):
    return tmp_path / "answers.json"


def content(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_nothing_is_written_before_the_first_answer(path):
    store = Store(path)
    assert store.get("rw-x") is None
    assert store.answers() == {}
    assert not path.exists()


def test_an_answer_is_one_record(path):
    Store(path, now=Clock()).put("ch-x", "choose", ["b"], tried=True, confidence=0.66)
    assert content(path) == {
        "schema": 1,
        "course": "blameaware",
        "learner": None,
        "answers": {
            "ch-x": {
                "kind": "choose",
                "value": ["b"],
                "tries": 1,
                "confidence": 0.66,
                "at": "2026-11-23T12:00:00Z",
            }
        },
    }


def test_tries_count_only_when_tried_and_other_keys_stay(path):
    store = Store(path)
    store.put("rw-x", "rewrite", "a", tried=True, hints=1)
    record = store.put("rw-x", "rewrite", "ab")
    assert (record["tries"], record["hints"], record["value"]) == (1, 1, "ab")
    assert "hints" not in store.put("rw-x", "rewrite", "ab", hints=None)


def test_the_clock_may_go_back_but_a_record_never_does(path):
    clock = Clock()
    store = Store(path, now=clock)
    store.put("rw-x", "rewrite", "a")
    clock.at -= timedelta(hours=5)
    assert store.put("rw-x", "rewrite", "b")["at"] == "2026-11-23T12:00:00Z"


def test_two_stores_beside_one_file_keep_both_answers(path):
    one, two = Store(path), Store(path)
    one.put("rw-a", "rewrite", "from one")
    two.put("rw-b", "rewrite", "from two")
    one.put("rw-c", "rewrite", "from one")
    assert set(two.answers()) == {"rw-a", "rw-b", "rw-c"}


def test_reset_forgets_one_or_all(path):
    store = Store(path)
    for name in ("rw-a", "rw-b"):
        store.put(name, "rewrite", name)
    store.reset("rw-a")
    store.reset("rw-nobody-knows")
    assert set(store.answers()) == {"rw-b"}
    store.reset()
    assert store.answers() == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "7",
        "null",
        '{"answers": []}',
        '{"schema": "1", "answers": {}}',
        "[" * 100_000,
        "\x00",
    ],
)
def test_a_broken_file_is_moved_aside_and_said(path, text):
    path.write_text(text, encoding="utf-8")
    store = Store(path)
    store.put("rw-x", "rewrite", "kept")
    assert [notice.code for notice in store.notices] == ["broken-moved"]
    aside = path.with_name(store.notices[0].detail)
    assert aside.read_text(encoding="utf-8") == text
    assert content(path)["answers"]["rw-x"]["value"] == "kept"


def test_broken_files_do_not_overwrite_each_other(path):
    for text in ("one", "two"):
        path.write_text(text, encoding="utf-8")
        Store(path).get("x")
    assert sorted(p.read_text() for p in path.parent.glob("*broken*")) == ["one", "two"]


def test_bytes_that_are_no_text_are_moved_aside(path):
    path.write_bytes(b"\xff\xfe\x00")
    store = Store(path)
    assert store.answers() == {}
    assert path.with_name(store.notices[0].detail).read_bytes() == b"\xff\xfe\x00"


def test_a_newer_schema_is_never_overwritten(path):
    text = '{"schema": 2, "answers": {"x": {"shape": "unknown"}}}'
    path.write_text(text, encoding="utf-8")
    store = Store(path)
    store.put("rw-x", "rewrite", "only here")
    store.reset("x")
    assert path.read_text(encoding="utf-8") == text
    assert not store.keeps
    assert [notice.code for notice in store.notices] == ["newer"]
    assert store.get("rw-x")["value"] == "only here"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_keeps_in_memory(path):
    path.parent.chmod(0o500)
    store = Store(path)
    store.put("rw-x", "rewrite", "here")
    path.parent.chmod(0o700)
    assert (store.get("rw-x")["value"], store.keeps) == ("here", False)
    assert store.notices[0].code == "not-writable"


def test_a_missing_folder_keeps_in_memory(tmp_path):
    store = Store(tmp_path / "gone" / "answers.json")
    store.put("rw-x", "rewrite", "here")
    store.put("rw-y", "rewrite", "too")
    assert set(store.answers()) == {"rw-x", "rw-y"}
    assert [notice.code for notice in store.notices] == ["not-writable"]


def test_a_folder_in_the_place_of_the_file(path):
    path.mkdir()
    store = Store(path)
    store.put("rw-x", "rewrite", "here")
    assert store.get("rw-x")["value"] == "here"


def test_nothing_but_the_file_is_left_behind(path):
    store = Store(path)
    for number in range(5):
        store.put(f"rw-{number}", "rewrite", "x")
    assert [p.name for p in path.parent.iterdir()] == ["answers.json"]


@pytest.mark.parametrize(
    "text", ["🙂 👩‍🚒", "שלום", "<script>alert(1)</script>", "a\r\nb\x0bc", "x" * 100_000, "\ud800"]
)
def test_any_text_comes_back(path, text):
    Store(path).put("rw-x", "rewrite", text)
    expected = text.encode("utf-8", "replace").decode()
    assert Store(path).get("rw-x")["value"] == expected


def test_unknown_items_and_keys_are_kept(path):
    given = {
        "schema": 1,
        "color": "teal",
        "answers": {"zz-from-tomorrow": {"kind": "sing", "value": 1, "at": "x"}, "odd": 7},
    }
    path.write_text(json.dumps(given), encoding="utf-8")
    Store(path).put("rw-x", "rewrite", "a")
    kept = content(path)
    assert kept["color"] == "teal"
    assert kept["answers"]["zz-from-tomorrow"] == {"kind": "sing", "value": 1, "at": "x"}
    assert kept["unreadable"] == {"odd": 7}


def test_merge_takes_the_later_record_of_each_item(path):
    clock = Clock()
    store = Store(path, now=clock)
    store.put("a", "choose", ["old"])
    theirs = Store(path.with_name("theirs.json"), now=Clock(NOON + timedelta(days=1)))
    theirs.put("a", "choose", ["new"])
    theirs.put("b", "choose", ["new"])
    clock.at = NOON + timedelta(days=2)
    store.put("c", "choose", ["mine"])
    assert store.merge(theirs.export()) == 2
    assert {name: r["value"] for name, r in store.answers().items()} == {
        "a": ["new"],
        "b": ["new"],
        "c": ["mine"],
    }
    assert store.merge(theirs.export()) == 0


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("nothing", UnreadableError),
        ("[]", UnreadableError),
        ('{"schema": 9, "answers": {}}', NewerSchemaError),
    ],
)
def test_merging_something_else_changes_nothing(path, text, error):
    store = Store(path)
    store.put("a", "choose", ["x"])
    before = path.read_text(encoding="utf-8")
    with pytest.raises(error):
        store.merge(text)
    assert path.read_text(encoding="utf-8") == before


def test_export_narrows_to_an_assignment(path):
    store = Store(path)
    store.put("rewriting/q1", "choose", ["a"])
    store.put("rw-x", "rewrite", "x")
    text = store.export(lambda name: name.startswith("rewriting/"), assignment="rewriting")
    assert set(json.loads(text)["answers"]) == {"rewriting/q1"}
    assert json.loads(text)["assignment"] == "rewriting"


instants = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(
    lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ")
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=5,
)
some_records = st.fixed_dictionaries(
    {"kind": st.sampled_from(["choose", "rewrite"]), "value": json_values},
    optional={"at": instants | st.text(max_size=5) | st.integers()},
)
contents = st.dictionaries(st.sampled_from("abcd"), some_records).map(
    lambda answers: tidy({"schema": 1, "answers": answers})
)


@settings(max_examples=100, deadline=None)
@given(one=contents, two=contents, three=contents)
def test_merging_does_not_depend_on_order_or_repetition(one, two, three):
    assert merged(one, two)["answers"] == merged(two, one)["answers"]
    assert merged(one, one)["answers"] == one["answers"]
    left = merged(merged(one, two), three)["answers"]
    assert left == merged(one, merged(two, three))["answers"]


@settings(max_examples=100, deadline=None)
@given(one=some_records, two=some_records)
def test_the_later_of_two_is_one_of_them(one, two):
    assert later(one, two) in (one, two)
    assert later(one, two) == later(two, one)


@settings(max_examples=100, deadline=None)
@given(value=json_values, name=st.text(min_size=1, max_size=20))
def test_whatever_is_put_comes_back(tmp_path_factory, value, name):
    path = tmp_path_factory.mktemp("store") / "answers.json"
    store = Store(path)
    store.put(name, "choose", value)
    if json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")) == value:
        assert Store(path).answers()[name]["value"] == value


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200) | json_values.map(json.dumps))
def test_parsing_any_text_gives_a_content_or_a_named_error(text):
    try:
        found = parse(text)
    except (UnreadableError, NewerSchemaError):
        return
    assert all(isinstance(record, dict) for record in found["answers"].values())
