"""The watch over Python: how long it waits, told by a worker that never answers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from blameaware.live.node import node

PYTHON_JS = Path(__file__).parents[3] / "src" / "blameaware" / "live" / "browser" / "python.js"
# Plays a page: time goes by in ticks; prints after how many of them the worker was stopped.
PLAY = """
let tick;
globalThis.setInterval = (call) => { tick = call; };
const {Python} = await import(%(module)s);
const {start, jobs} = %(play)s;
const heard = [];
const python = new Python((news) => heard.push(news.kind), 6);
const stops = [];
for (const kind of jobs) {
  const worker = {early: [], postMessage() {}, terminate() { worker.gone = true; }};
  python.use(worker);
  worker.onmessage({data: {kind: 'ready', times: {snapshot: 100, ready: 100 + start}}});
  python.do({kind});
  worker.onmessage({data: {kind: 'begin', id: python.last}});
  let ticks = 0;
  while (!worker.gone && ticks < 200) { tick(); ticks += 1; }
  stops.push(ticks);
}
console.log(JSON.stringify(stops));
"""


def stops(start: int, *jobs: str) -> list[int]:
    """Return after how many seconds each job that hangs is stopped; `start` is in milliseconds."""
    values = {
        "module": json.dumps(PYTHON_JS.as_uri()),
        "play": json.dumps({"start": start, "jobs": jobs}),
    }
    done = subprocess.run(
        [node(), "--input-type=module", "-e", PLAY % values],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: list[int] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("start", "jobs", "expected"),
    [
        pytest.param(200, ["comm"], [7], id="a fast machine"),
        pytest.param(2000, ["comm"], [17], id="a slow machine gets more time"),
        pytest.param(200, ["comm", "comm"], [7, 13], id="who tries again gets twice the time"),
        pytest.param(200, ["idle"], [61], id="nobody waits for what is done while idle"),
        pytest.param(60_000, ["comm"], [61], id="but not for ever"),
    ],
)
def test_how_long_the_watch_waits(start, jobs, expected):
    assert stops(start, *jobs) == expected
