"""The server behind `make serve`."""

import gzip
import socket
import subprocess
import sys
import threading
import urllib.request
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
import serve

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def site(tmp_path):
    (tmp_path / "index.html").write_text("<p>small</p>")
    (tmp_path / "module.mjs").write_text("// " + "long enough to compress " * 100)
    (tmp_path / "engine.wasm").write_bytes(b"\0asm" + bytes(4096))
    handler = partial(serve.CourseHandler, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", tmp_path
    server.shutdown()
    server.server_close()


def fetch(url, **headers):
    request = urllib.request.Request(url, headers=headers)  # noqa: S310  our own server
    return urllib.request.urlopen(request, timeout=10)  # noqa: S310  the same


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html"),
        ("module.mjs", "text/javascript"),
        ("engine.wasm", "application/wasm"),
    ],
)
def test_types_are_those_that_browsers_insist_on(site, name, kind):
    url, _ = site
    with fetch(f"{url}/{name}") as answer:
        assert answer.headers["Content-Type"] == kind


def test_large_text_is_compressed_and_comes_back_whole(site):
    url, folder = site
    with fetch(f"{url}/module.mjs", **{"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.read()) == (folder / "module.mjs").read_bytes()


def test_who_takes_no_gzip_gets_none(site):
    url, _ = site
    with fetch(f"{url}/module.mjs") as answer:
        assert answer.headers["Content-Encoding"] is None


def test_a_taken_port_gives_one_clear_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, ROOT / "tools" / "serve.py", "--port", str(port), "--check"],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"Port {port} is taken. Choose another: make serve PORT={port + 1}"
    ]


def test_nothing_built_yet_says_what_to_do(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["serve.py", "--port", "0", str(tmp_path)])
    assert serve.main() == 1
    assert "run make book first" in capsys.readouterr().err
