"""A class on a JupyterHub, by mouse and keyboard: formgrader and the assignment list in JupyterLab.

One instructor and one learner, each a user of the system with a JupyterLab of their own. The
assignment has a free text, which the instructor reads and marks by hand.
"""

import contextlib
import sqlite3

import pytest
from courses import REPOSITORY
from hub import ANA, INSTRUCTOR, PASSWORD, Hub, why_not
from made_answers import answers_file, perfect

from blameaware.grading.key import load_key

ASSIGNMENT, FREE_TEXT = "leading-change", "p1"
SLOW = 240_000  # milliseconds; a busy machine starts a JupyterLab in a minute or two
REMARK = "Name who decides, <b>and by when</b>."
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "there can be a Hub"),
]


@pytest.fixture(scope="module")
def hub():
    with Hub() as started:
        yield started


# nbgrader's own template of a submission has this address in it, and no setting changes that.
MATHJAX = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/"


@contextlib.contextmanager
def jupyterlab(browse, hub, user):
    """Log in as a user, in a browser of that user's own; give the page of JupyterLab."""
    hub.server(user)
    start = f"{hub.url}/hub/login?next=%2Fhub%2Fspawn%2F{user}"
    view = {"width": 1300, "height": 1000}
    with browse(start, viewport=view, theirs=MATHJAX) as page:
        page.set_default_timeout(SLOW)
        page.get_by_label("Username").fill(user)
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("#login_submit").click()
        page.get_by_role("menuitem", name="Nbgrader").wait_for()
        yield page


def open_tool(page, name):
    """Open one of nbgrader's tools from JupyterLab's menu."""
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name=name).click()


@contextlib.contextmanager
def formgrader(browse, hub):
    """Open formgrader in the instructor's JupyterLab; give the frame that it stands in."""
    with jupyterlab(browse, hub, INSTRUCTOR) as page:
        open_tool(page, "Formgrader")
        frame = page.frame_locator("#formgrader-iframe iframe")
        frame.locator("td.name").first.wait_for()
        yield frame


def row_of(frame, name):
    return frame.locator("tr", has=frame.locator("td", has_text=name)).first


def press(frame, name, button):
    """Press a button in a row of formgrader, and confirm that it worked."""
    row_of(frame, name).locator(f"td.{button} a").click()
    said = frame.locator(".modal.in")
    said.wait_for()
    assert said.locator(".modal-title").inner_text() == "Success", said.inner_text()
    said.get_by_role("button", name="OK").click()
    said.wait_for(state="detached")


@contextlib.contextmanager
def assignment_list(browse, hub):
    """Open the list of assignments in the learner's JupyterLab."""
    with jupyterlab(browse, hub, ANA) as page:
        open_tool(page, "Assignment List")
        page.locator("#assignments").wait_for()
        yield page


def test_an_assignment_goes_out_and_comes_back(hub, browse):
    key = load_key(REPOSITORY.key(ASSIGNMENT))
    with formgrader(browse, hub) as frame:
        press(frame, ASSIGNMENT, "assign")
        press(frame, ASSIGNMENT, "release")
    with assignment_list(browse, hub) as page:
        page.locator("#released_assignments_list").get_by_role("button", name="Fetch").click()
        fetched = page.locator("#fetched_assignments_list")
        fetched.get_by_text(ASSIGNMENT).first.wait_for()
        place = hub.home(ANA) / ASSIGNMENT / "answers.json"
        place.write_text(answers_file(perfect(key)))
        hub.own(ANA)
        fetched.get_by_role("button", name="Submit").click()
        page.locator("#submitted_assignments_list").get_by_text(ASSIGNMENT).first.wait_for()
    with formgrader(browse, hub) as frame:
        press(frame, ASSIGNMENT, "collect")
        row_of(frame, ASSIGNMENT).locator("td.num-submissions a").click()
        press(frame, ANA, "autograde")
        assert "needs manual grading" in row_of(frame, ANA).locator(".status").inner_text()
        by_hand(frame)
    assert marked_by_hand(hub) == [(7.0, 0)]
    with formgrader(browse, hub) as frame:
        press(frame, ASSIGNMENT, "generate-feedback")
        press(frame, ASSIGNMENT, "release-feedback")
    with assignment_list(browse, hub) as page:
        submitted = page.locator("#submitted_assignments_list")
        submitted.get_by_role("button", name="Fetch Feedback").click()
        submitted.get_by_text("view feedback", exact=False).first.wait_for()
    [given] = (hub.home(ANA) / ASSIGNMENT / "feedback").rglob("*.html")
    text = given.read_text()
    assert "Name who decides, &lt;b&gt;and by when&lt;/b&gt;." in text
    assert "These points were given by a person." in text


def by_hand(frame):
    """Mark the free text and write a remark, as a person does who reads it."""
    frame.get_by_role("link", name="Manual Grading").click()
    frame.get_by_role("link", name=ASSIGNMENT).click()
    frame.get_by_role("link", name=ASSIGNMENT).last.click()
    frame.get_by_role("link", name="Submission #1").click()
    # The page fills its fields after it has loaded: a placeholder is our own mark.
    points = frame.locator(f"input.score[id='{FREE_TEXT}'][placeholder='10']")
    points.wait_for()
    with frame.owner.page.expect_response("**/formgrader/api/grade/*"):
        points.fill("7")
        points.press("Tab")
    remark = frame.locator("textarea.comment")
    with frame.owner.page.expect_response("**/formgrader/api/comment/*"):
        remark.fill(REMARK)
        remark.press("Tab")


def marked_by_hand(hub):
    """Return (points of a person, whether one still has to look) of the free text."""
    query = """
        select grade.manual_score, grade.needs_manual_grade from grade
        join base_cell on base_cell.id = grade.cell_id where base_cell.name = ?
    """
    with sqlite3.connect(hub.course.root / "gradebook.db") as book:
        return book.execute(query, (FREE_TEXT,)).fetchall()
