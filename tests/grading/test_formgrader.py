"""Formgrader, in a real Jupyter server: it stays up with hostile submissions, and grades alike."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from courses import hand_in, marks_in
from hostile import CASES
from made_answers import answers_file, perfect

SCRIPT = "<script>alert(1)</script>"


class Server:
    """A Jupyter server with formgrader in a course."""

    def __init__(self, root: Path, runtime: Path) -> None:
        commands = str(Path(sys.executable).parent)
        self.environment = {
            **os.environ,
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "HOME": str(runtime),
            "PATH": os.pathsep.join([commands, os.environ["PATH"]]),
        }
        words = "jupyter server --allow-root --no-browser --ip 127.0.0.1 --ServerApp.port 0"
        self.process = subprocess.Popen(
            [*words.split(), "--IdentityProvider.token=t", f"--ServerApp.root_dir={root}"],
            cwd=root,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.url = self._url(runtime)

    def _url(self, runtime: Path) -> str:
        while self.process.poll() is None:
            for path in runtime.glob("jpserver-*.json"):
                text = path.read_text()
                if text.endswith("}"):
                    return json.loads(text)["url"]
            time.sleep(0.1)
        pytest.fail("the Jupyter server ended before it was there")

    def ask(self, path: str, *, post: bool = False) -> tuple[int, str]:
        """Return status and text of a request."""
        request = urllib.request.Request(  # noqa: S310  our own server
            f"{self.url}formgrader/{path}",
            headers={"Authorization": "token t"},
            data=b"" if post else None,
        )
        for _ in range(100):
            try:
                with urllib.request.urlopen(request) as answer:  # noqa: S310  as above
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as error:
                return error.code, error.read().decode()
            except urllib.error.URLError:
                time.sleep(0.1)  # it listens a moment after it has said so
        pytest.fail("the Jupyter server does not answer")

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


@pytest.fixture(scope="module")
def server(shared_course, key, tmp_path_factory):
    """A server in a course with hostile submissions, one of them graded already."""
    made = tmp_path_factory.mktemp("made")
    for name, case in CASES.items():
        (made / name).mkdir()
        handed = case.make(made / name) / "mallory" / "rewriting"
        if handed.is_dir() and not handed.is_symlink():
            target = shared_course.submitted / f"mallory-{name.replace('_', '-')}"
            target.mkdir(parents=True)
            handed.rename(target / "rewriting")
    answers = perfect(key)
    answers["rewriting/r1"]["value"] = SCRIPT
    hand_in(shared_course, "zoe", answers_file(answers))
    (shared_course.submitted / "zoe" / "rewriting" / "rewriting.ipynb").write_text("{}")
    (shared_course.submitted / "zoe" / "rewriting" / "timestamp.txt").write_bytes(b"\xff soon")
    started = Server(shared_course.root, tmp_path_factory.mktemp("runtime"))
    yield started
    started.stop()


def test_the_page_of_the_assignment_stays_up(server):
    assert server.ask("manage_submissions/rewriting")[0] == 200
    status, text = server.ask("api/submissions/rewriting")
    assert status == 200
    assert {"zoe", "mallory-cells-added"} <= {row["student"] for row in json.loads(text)}


@pytest.mark.parametrize("learner", ["zoe", "mallory-cells-added", "mallory-notebook-not-json"])
def test_the_button_grades(server, shared_course, learner):
    status, text = server.ask(f"api/submission/rewriting/{learner}/autograde", post=True)
    assert status == 200
    assert json.loads(text)["success"], text
    expected = 2.0 if learner == "zoe" else None
    assert marks_in(shared_course)[learner]["q4"] == (expected or 0.0)


def test_nothing_of_a_learner_runs_in_its_pages(server):
    _, text = server.ask("api/submitted_notebooks/rewriting/rewriting")
    number = next(row["id"] for row in json.loads(text) if row["student"] == "zoe")
    status, page = server.ask(f"submissions/{number}/")
    assert status == 200
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)" in page


def test_its_feedback_is_ours(server, shared_course):
    status, text = server.ask("api/assignment/rewriting/zoe/generate_feedback", post=True)
    assert (status, json.loads(text)["success"]) == (200, True), text
    page = (shared_course.feedback / "zoe" / "rewriting" / "rewriting.html").read_text()
    assert "default-src 'none'" in page
    assert SCRIPT not in page
