"""A page on this machine that shows widgets with the Python of this process behind them.

For authors (`blameaware bank preview ID`) and for the tests of the front end. The page speaks the
same messages as Jupyter does: `update` for changed traits, `custom` for the rest.
"""

import json
import threading
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from blameaware.errors import UserError
from blameaware.widgets.card import Card
from blameaware.widgets.cards import exercise

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Preview</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="preview.css"></head>
<body><main><h1>Preview</h1><div id="cards"></div></main>
<script type="module" src="preview.js"></script></body></html>
"""
# What the course's pages may do at the strictest: no inline script, no eval, nothing from outside.
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
    "style-src 'self' 'unsafe-inline'"
)
FRONT = Path(__file__).parent / "front"


class PageComm:
    """Stands between a widget and the page: what Python sends waits here to be fetched."""

    target_name = "jupyter.widget"

    def __init__(self, comm_id: str, out: list[dict[str, Any]]) -> None:
        """Collect the messages of one widget in `out`."""
        self.comm_id, self._out = comm_id, out
        self._receive: Callable[[dict[str, Any]], None] = lambda _message: None

    def on_msg(self, receive: Callable[[dict[str, Any]], None]) -> None:
        """Remember who takes the page's messages."""
        self._receive = receive

    def on_close(self, _closed: object) -> None:
        """Take note of nothing: a page is closed by leaving it."""

    def close(self, *_args: object, **_more: object) -> None:
        """Do nothing; see `on_close`."""

    def send(self, data: Mapping[str, Any], *_args: object, **_more: object) -> None:
        """Keep a message for the page."""
        self._out.append({"id": self.comm_id, **json.loads(json.dumps(data, default=str))})

    def receive(self, data: Mapping[str, Any]) -> None:
        """Give a message of the page to the widget."""
        self._receive({"content": {"data": dict(data)}, "buffers": []})


class Bridge:
    """Some widgets, and the messages between them and one page."""

    def __init__(self, cards: Sequence[Card]) -> None:
        """Show `cards`, in this order."""
        self.out: list[dict[str, Any]] = []
        self.cards = {f"w{number}": card for number, card in enumerate(cards)}
        self.comms = {name: PageComm(name, self.out) for name in self.cards}
        self._lock = threading.Lock()
        for name, card in self.cards.items():
            card.comm = self.comms[name]

    def state(self) -> list[dict[str, Any]]:
        """Return what the page needs to draw every card."""
        return [
            {"id": name, "view": card.view, "answer": card.answer, "feedback": card.feedback}
            for name, card in self.cards.items()
        ]

    def take(self, message: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Give one message of the page to its widget; return what Python has to say."""
        with self._lock:
            self.comms[str(message["id"])].receive(message["data"])
            told, self.out[:] = list(self.out), []
        return told


class PreviewServer(ThreadingHTTPServer):
    """Serves one page with a bridge behind it, on this machine only."""

    daemon_threads = True

    def __init__(self, cards: Sequence[Card], port: int = 0) -> None:
        """Listen on `port` of the loopback address; 0 takes a free one."""
        self.bridge = Bridge(cards)
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer

    def do_GET(self) -> None:
        """Answer the page, its script and styles, the state, and each widget's module."""
        path = self.path.partition("?")[0]
        cards = self.server.bridge.cards
        if path == "/":
            self._answer(PAGE, "text/html")
        elif path in ("/preview.js", "/preview.css"):
            kind = "text/javascript" if path.endswith("js") else "text/css"
            self._answer((FRONT / path[1:]).read_text(encoding="utf-8"), kind)
        elif path == "/state":
            self._answer(json.dumps(self.server.bridge.state()), "application/json")
        elif path.startswith("/module/") and path[8:-3] in cards:
            self._answer(cards[path[8:-3]]._esm, "text/javascript")
        elif path.startswith("/style/") and path[7:-4] in cards:
            self._answer(cards[path[7:-4]]._css, "text/css")
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Take a message of the page."""
        size = int(self.headers.get("Content-Length", "0"))
        message = json.loads(self.rfile.read(size))
        self._answer(json.dumps(self.server.bridge.take(message)), "application/json")

    def _answer(self, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Keep quiet: the author looks at the page."""


def serve(item_id: str, *, port: int = 0, browser: bool = True) -> int:
    """Show an item until the author stops it with Ctrl+C. Returns the exit code.

    Raises UserError when the port cannot be used.
    """
    try:
        made = PreviewServer([exercise(item_id)], port)
    except (OSError, OverflowError) as error:
        raise UserError(
            f"port {port} cannot be used ({error}); leave --port out to take a free one"
        ) from error
    with made as server:
        print(f"{item_id}: {server.url} (stop with Ctrl+C)", flush=True)  # noqa: T201  the result
        if browser:
            webbrowser.open(server.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0
