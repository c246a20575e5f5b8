"""Nothing that is handed in harms intake: each thing gets its result, within bounds."""

import multiprocessing
import resource

import pytest
from hostile import CASES, GOOD
from made_answers import answers_file

from blameaware.grading.intake import Intake

SECONDS = 2
MEGABYTES = 200


def taken_within_limits(course, path, results):
    """Take `path` in, with the system watching over time and memory."""
    used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()  # noqa: SIM115, PTH123
    most = used + MEGABYTES * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    spent = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(spent.ru_utime + spent.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    results.send([(o.status, o.learner, " ".join(o.notes)) for o in Intake(course).take(path)])


def limited(course, path):
    """Return the outcomes of taking `path` in, in a process that dies when it takes too much."""
    context = multiprocessing.get_context("fork")
    found, results = context.Pipe(duplex=False)
    process = context.Process(target=taken_within_limits, args=(course, path, results))
    process.start()
    results.close()
    try:
        assert found.poll(60), "it took too long"
        return found.recv()
    except EOFError:
        pytest.fail("it took too much time or memory, or broke intake")
    finally:
        process.kill()
        process.join()


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_submission_gets_its_result(name, course, tmp_path):
    case, folder = CASES[name], tmp_path / "hostile"
    folder.mkdir()
    before = {path.name for path in course.root.iterdir()}
    outcomes = limited(course, case.make(folder))
    assert case.status in {status for status, _, _ in outcomes}, outcomes
    assert case.says in " ".join(notes for _, _, notes in outcomes)
    written = {path.name for path in course.root.iterdir()} - before
    assert written <= {"inbox", "submitted"}
    for path in course.submitted.rglob("*"):
        assert not path.is_symlink()
        known = {f"{path.parent.name}.ipynb", "answers.json", "timestamp.txt"}
        assert path.is_dir() or path.name in known


def test_the_rest_of_the_class_is_taken_in(course, tmp_path):
    handed = tmp_path / "handed"
    for name in ("zoe", "abe"):
        (handed / name).mkdir(parents=True)
        (handed / name / "answers.json").write_text(answers_file(GOOD))
    (handed / "mallory.json").symlink_to("/etc/passwd")
    taken = {o.learner: o.status for o in Intake(course).take(handed)}
    assert taken == {"abe": "accepted", "zoe": "accepted", "": "refused"}
