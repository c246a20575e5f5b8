"""A class on a JupyterHub: release, fetch, hand in, collect, mark and give back.

An instructor and two learners, each a user of the system with a JupyterLab of their own; the
requests are those that the pages of formgrader and the assignment list send. Skipped, with the
reason, where this process may not make users.
"""

import pwd

import pytest
from courses import marks_in
from hub import ANA, ASSIGNMENT, BEN, INSTRUCTOR, Hub, why_not
from made_answers import answers_file, perfect

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "there can be a Hub"),
]


@pytest.fixture(scope="module")
def hub():
    with Hub() as started:
        yield started


def formgrader(hub, path, *, post=True):
    """Ask formgrader for something that either works or says why not."""
    answer = hub.ask(INSTRUCTOR, f"formgrader/api/{path}", post=post)
    if isinstance(answer, dict) and "success" in answer:
        assert answer["success"], answer
    return answer


def assignments(hub, learner):
    """Return what a learner's list of assignments shows: name -> entries."""
    answer = hub.ask(learner, "assignments?course_id=blameaware")
    assert answer["success"], answer
    found = {}
    for entry in answer["value"]:
        found.setdefault(entry["assignment_id"], []).append(entry)
    return found


def act(hub, learner, action):
    """Let a learner press a button in the list of assignments."""
    names = {"assignment_id": ASSIGNMENT, "course_id": "blameaware"}
    answer = hub.ask(learner, f"assignments/{action}", names)
    assert answer["success"], answer


def answer(hub, learner, answers):
    """Let a learner answer in the folder that was fetched."""
    place = hub.home(learner) / ASSIGNMENT / "answers.json"
    place.write_text(answers_file(answers))
    hub.own(learner)


def test_a_class_on_a_hub_from_release_to_feedback(hub, key):
    assert "formgrader" in hub.ask(INSTRUCTOR, "formgrader/").lower()
    formgrader(hub, f"assignment/{ASSIGNMENT}/assign")
    formgrader(hub, f"assignment/{ASSIGNMENT}/release")

    for learner in (ANA, BEN):
        assert assignments(hub, learner)[ASSIGNMENT][0]["status"] == "released"
        act(hub, learner, "fetch")
        fetched = hub.home(learner) / ASSIGNMENT
        assert {path.name for path in fetched.iterdir()} == {f"{ASSIGNMENT}.ipynb"}
        assert pwd.getpwuid(fetched.stat().st_uid).pw_name == learner
    answer(hub, ANA, perfect(key))
    answer(hub, BEN, {f"{ASSIGNMENT}/q1": {"kind": "choose", "value": ["a"]}})
    for learner in (ANA, BEN):
        act(hub, learner, "submit")

    formgrader(hub, f"assignment/{ASSIGNMENT}/collect")
    rows = {row["student"]: row for row in formgrader(hub, f"submissions/{ASSIGNMENT}", post=False)}
    assert set(rows) == {ANA, BEN}
    for learner in (ANA, BEN):
        formgrader(hub, f"submission/{ASSIGNMENT}/{learner}/autograde")
    marks = {who: sum(items.values()) for who, items in marks_in(hub.course).items()}
    assert marks[ANA] == key.points
    assert marks[BEN] < key.points

    formgrader(hub, f"assignment/{ASSIGNMENT}/generate_feedback")
    formgrader(hub, f"assignment/{ASSIGNMENT}/release_feedback")
    for learner, points in marks.items():
        act(hub, learner, "fetch_feedback")
        [page] = (hub.home(learner) / ASSIGNMENT / "feedback").rglob("*.html")
        assert f"<strong>{points:g}</strong> of {key.points:g} points" in page.read_text()
        assert pwd.getpwuid(page.stat().st_uid).pw_name == learner


def test_a_learner_sees_no_key_and_no_server_of_others(hub):
    hub.server(INSTRUCTOR)
    assert hub.refuses(ANA, INSTRUCTOR, "formgrader/") in (403, 404)
    assert hub.refuses(ANA, BEN, f"api/contents/{ASSIGNMENT}") in (403, 404)
    released = hub.root / "exchange" / "blameaware" / "outbound"
    names = {path.name for path in released.rglob("*") if path.is_file()}
    assert names == {f"{ASSIGNMENT}.ipynb"}
