"""Scoring many submissions: here, in local processes, or on a Dask cluster.

What crosses between processes is data: the key and clean answers go out, marks and the text of a
notebook come back. Any executor of the standard library's kind will do.
"""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from multiprocessing import get_context
from typing import Any

from blameaware.errors import UserError
from blameaware.grading.autograded import autograded_notebook
from blameaware.grading.key import Key
from blameaware.grading.score import Marks, score
from blameaware.grading.submitted import Submission

CHUNK = 50
# Enough to keep everybody busy, few enough to hold only some submissions in memory.
IN_FLIGHT = 3


@dataclass(frozen=True, slots=True)
class Scored:
    """A submission with its marks and the text of its notebook."""

    submission: Submission
    marks: Marks
    notebook: str = field(repr=False)


def score_chunk(key: Key, submissions: Sequence[Submission]) -> list[Scored]:
    """Score a few submissions. Pure: the same in any process, on any machine."""
    return [_scored(key, submission) for submission in submissions]


def _scored(key: Key, submission: Submission) -> Scored:
    marks = score(key, submission.answers)
    return Scored(submission, marks, json.dumps(autograded_notebook(key, marks)))


def score_all(
    key: Key, submissions: Iterable[Submission], executor: Executor | None, workers: int
) -> Iterator[list[Scored]]:
    """Yield scored chunks in the order of `submissions`, reading only a little ahead."""
    chunks = _chunks(submissions)
    if executor is None:
        for chunk in chunks:
            yield score_chunk(key, chunk)
        return
    waiting: deque[Future[list[Scored]]] = deque()
    for chunk in chunks:
        waiting.append(executor.submit(score_chunk, key, chunk))
        if len(waiting) >= IN_FLIGHT * workers:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _chunks(submissions: Iterable[Submission]) -> Iterator[list[Submission]]:
    rest = iter(submissions)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


@contextmanager
def executor_for(workers: int, scheduler: str) -> Iterator[tuple[Executor | None, int]]:
    """Give an executor and how many work in it; none for scoring right here.

    Raises UserError when the cluster cannot be reached or Dask is not installed.
    """
    if scheduler:
        with _cluster(scheduler) as found:
            yield found
    elif workers > 1:
        # Fresh processes: a copy of this one would share the gradebook's connection.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            yield pool, workers
    else:
        yield None, 1


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise UserError(
            "--scheduler needs Dask, which is not installed; pip install blameaware[cluster]"
        ) from None
    try:
        client = distributed.Client(address, timeout=10)
    except (OSError, TimeoutError, ValueError) as error:
        raise UserError(f"--scheduler {address}: no cluster answers there ({error})") from None
    with client:
        workers = len(client.scheduler_info().get("workers", ())) or 1
        yield client.get_executor(), workers
