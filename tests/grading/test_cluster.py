"""A Dask cluster computes and one writer writes: the same marks. Skipped without Dask."""

import pytest
from courses import hand_in, marks_in
from made_answers import answers_file, perfect

from blameaware.cli import main

distributed = pytest.importorskip("distributed", reason="Dask is not installed")


@pytest.fixture
def address():
    with distributed.LocalCluster(
        n_workers=1, processes=False, protocol="tcp", host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_writes_the_same_marks(course, key, address):
    for number in range(60):
        answers = perfect(key) if number % 2 else {}
        hand_in(course, f"learner{number:02}", answers_file(answers))
    words = ["grade", "rewriting", "--scheduler", address, "--course", str(course.root)]
    assert main(words) == 0
    sums = {learner: sum(marks.values()) for learner, marks in marks_in(course).items()}
    assert sums == {f"learner{n:02}": (key.points if n % 2 else 0) for n in range(60)}
