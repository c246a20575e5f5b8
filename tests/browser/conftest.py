"""What all browser tests share: a browser, a local server, and a watch on every request.

    def test_x(book, serve, browse):
        with serve(book) as site, browse(site) as page: ...

`serve(folder)` starts a server on 127.0.0.1 with a free port; `browse(site)` opens a page in
Chromium and fails at its end if anything asked for another host.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TYPES = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}
COMPRESSED = (".html", ".js", ".mjs", ".css", ".json", ".svg")


@dataclass
class Site:
    """A running server: its address, the requests it got and the bytes it sent."""

    url: str
    folder: Path
    port: int = 0
    requests: list[str] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)  # part of a path -> seconds to wait
    broken: dict[str, bytes | None] = field(default_factory=dict)  # part of a path -> content
    down: bool = False  # the host cannot be reached
    rate: float = 0  # bytes a second that all connections share; 0 for as fast as it goes
    free_at: float = 0  # when the line is free again (time.monotonic)
    line: threading.Lock = field(default_factory=threading.Lock)

    def pace(self, size: int) -> None:
        """Wait until `size` more bytes may go over the line."""
        if not self.rate:
            return
        with self.line:
            self.free_at = max(self.free_at, time.monotonic()) + size / self.rate
            until = self.free_at
        time.sleep(max(0.0, until - time.monotonic()))


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, with ranges; compresses and adds headers if the site asks for it."""

    protocol_version = "HTTP/1.1"
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012

    def __init__(self, *args, site: Site, options: dict, **kwargs):
        self.site = site
        self.extra = options["headers"]
        self.compress = options["compress"]
        self.encode_gz = options["encode_gz"]
        self.caching = options["caching"]
        super().__init__(*args, directory=str(site.folder), **kwargs)

    def log_message(self, *_args) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        self.site.requests.append(self.path)
        for part, seconds in self.site.delays.items():
            if part in self.path:
                time.sleep(seconds)
        if self.site.down:
            self.close_connection = True
            self.connection.close()
            return
        data = path.read_bytes() if path.is_file() else None
        for part, other in self.site.broken.items():
            data = other if part in self.path else data
        if data is None:
            self._answer(404, b"not here", {"Content-Type": "text/plain"})
            return
        self._file(path, data)

    def _file(self, path: Path, data: bytes) -> None:
        kind = self.guess_type(str(path))
        headers = {
            "Content-Type": kind,
            "Accept-Ranges": "bytes",
            "Cache-Control": "max-age=600" if self.caching else "no-cache",
        }
        tag = f'"{path.stat().st_mtime_ns:x}-{len(data):x}"'
        headers["ETag"] = tag
        if self.headers.get("If-None-Match") == tag:
            self._answer(304, b"", headers)
            return
        span = self.headers.get("Range", "")
        if span.startswith("bytes="):
            start, _, end = span[6:].partition("-")
            first, last = int(start or 0), int(end) if end else len(data) - 1
            headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
            self._answer(206, data[first : last + 1], headers)
            return
        if self.encode_gz and path.suffix == ".gz":
            headers["Content-Encoding"] = "gzip"
        elif self.compress and path.suffix in COMPRESSED:
            headers["Content-Encoding"] = "gzip"
            data = _gzipped(path, path.stat().st_mtime_ns)
        self._answer(200, data, headers)

    def _answer(self, status: int, data: bytes, headers: dict) -> None:
        self.site.sent[self.path] = self.site.sent.get(self.path, 0) + len(data)
        self.send_response(status)
        for name, value in {**headers, **self.extra}.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for at in range(0, len(data), 16384):
                piece = data[at : at + 16384]
                self.site.pace(len(piece))
                self.wfile.write(piece)


@functools.cache
def _gzipped(path: Path, _mtime: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9)


@contextlib.contextmanager
def serving(
    folder: Path,
    *,
    headers: dict[str, str] | None = None,
    compress: bool = False,
    encode_gz: bool = False,
    caching: bool = False,
    port: int = 0,
) -> Iterator[Site]:
    """Serve a folder on 127.0.0.1.

    `compress` sends texts compressed, `encode_gz` sends .gz files with a Content-Encoding, and with
    `caching` browsers may keep files for ten minutes, as many hosts let them.
    """
    site = Site("", folder)
    options = {
        "headers": headers or {},
        "compress": compress,
        "encode_gz": encode_gz,
        "caching": caching,
    }
    make = functools.partial(Handler, site=site, options=options)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), make)
    server.daemon_threads = True
    server.handle_error = lambda *_args: None  # a browser that closes is no news
    site.port = server.server_address[1]
    site.url = f"http://127.0.0.1:{site.port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


# Whether a text, or a file of that name, has reached the browser's storage.
IS_KEPT = """async (text) => {
  const {name} = (await indexedDB.databases()).find(({name}) => name.startsWith('live ')) ?? {};
  if (!name) return false;
  const done = (asked) => new Promise((good) => { asked.onsuccess = () => good(asked.result); });
  const base = await done(indexedDB.open(name));
  const files = await done(base.transaction('files').objectStore('files').getAll());
  base.close();
  const words = new TextDecoder();
  return files.some(({path, bytes}) => path === text || words.decode(bytes).includes(text));
}"""


@pytest.fixture(scope="session")
def until_kept() -> Callable[..., None]:
    """Return `wait(page, text)`: until a text, or a file of that name, is in the storage."""

    def wait(page, text: str) -> None:
        deadline = time.monotonic() + 30
        while not page.evaluate(IS_KEPT, text):
            assert time.monotonic() < deadline, f"{text!r} was not kept"
            page.wait_for_timeout(50)

    return wait


def find_chromium() -> str | None:
    """Return where Chromium is: $CHROMIUM, Debian's place, or on the PATH."""
    for name in (os.environ.get("CHROMIUM"), "/usr/bin/chromium", "chromium", "google-chrome"):
        found = shutil.which(name) if name else None
        if found:
            return found
    return None


@pytest.fixture(scope="session")
def chromium() -> str:
    found = find_chromium()
    if not found:
        pytest.skip("Chromium is not installed (apt-get install chromium, or set CHROMIUM)")
    return found


@pytest.fixture(scope="session")
def _playwright():
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it is used

    with sync_playwright() as found:
        yield found


@pytest.fixture
def profile() -> Iterator[Path]:
    """A folder for a browser profile that outlives a browser, for tests of restarts."""
    folder = Path(tempfile.mkdtemp(prefix="profile-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def launch(_playwright, chromium) -> Callable:
    """launch(profile=None, **options) -> a context manager with a browser context.

    Every request is recorded; at the end the test fails if one went to another host. `theirs` is
    the beginning of an address that a page of somebody else's program asks for; it gets nothing.
    """

    @contextlib.contextmanager
    def start(folder: Path | None = None, **options):
        outside: list[str] = []
        own = folder or Path(tempfile.mkdtemp(prefix="profile-"))
        args = [*FLAGS, *options.pop("args", [])]
        theirs = options.pop("theirs", None)
        context = _playwright.chromium.launch_persistent_context(
            str(own), executable_path=chromium, headless=True, args=args, **options
        )

        def watch(request) -> None:
            parts = urlsplit(request.url)
            local = parts.scheme in ("data", "blob", "about") or parts.hostname == "127.0.0.1"
            if not local and not (theirs and request.url.startswith(theirs)):
                outside.append(request.url)

        context.on("request", watch)
        if theirs:
            context.route(f"{theirs}**", lambda route: route.abort())
        try:
            yield context
        finally:
            context.close()
            if folder is None:
                shutil.rmtree(own, ignore_errors=True)
        assert not outside, f"requests to other hosts: {outside}"

    return start


@dataclass
class Heard:
    """What a page said in its console."""

    lines: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def listen(page) -> Heard:
    """Collect a page's console lines and its errors."""
    heard = Heard()
    page.on("pageerror", lambda error: heard.errors.append(str(error)))

    def line(message) -> None:
        heard.lines.append(f"{message.type}: {message.text}")
        if message.type == "error":
            heard.errors.append(message.text)

    page.on("console", line)
    return heard


@pytest.fixture
def browse(launch) -> Callable:
    """browse(url, **options) -> a context manager with a page that has `page.heard`."""

    @contextlib.contextmanager
    def open_page(url: str, *, folder: Path | None = None, **options):
        with launch(folder, **options) as context:
            page = context.pages[0] if context.pages else context.new_page()
            page.heard = listen(page)
            page.goto(url)
            yield page

    return open_page


@pytest.fixture(scope="session")
def serve() -> Callable:
    """serve(folder, headers=…, compress=…) -> a context manager with a Site."""
    return serving


def build_book(source: Path, out: Path) -> Path:
    """Build a book; return the folder with its pages. Fails with the end of the build's log."""
    done = subprocess.run(
        [
            Path(sys.executable).with_name("jupyter-book"),
            "build",
            str(source),
            "--path-output",
            str(out),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(ROOT / ".cache")},
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    return out / "_build" / "html"


@pytest.fixture(scope="session")
def second_book(tmp_path_factory) -> Path:
    """The unrelated book of tests/fixtures/second-book, built once."""
    made = os.environ.get("LIVE_SECOND_BOOK")  # a built one, while working on the runtime
    if made:
        return Path(made)
    return build_book(
        ROOT / "tests" / "fixtures" / "second-book", tmp_path_factory.mktemp("second-book")
    )
