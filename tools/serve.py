"""Serve the built course on this machine only.

Usage: serve.py --port 8000 FOLDER      serve FOLDER until Ctrl-C
       serve.py --port 8000 --check     only see whether the port is free
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import http.server
import shutil
import socket
import sys
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import SupportsRead, SupportsWrite

HOST = "127.0.0.1"
HIGHEST_PORT = 65535
SMALLEST_TO_COMPRESS = 1024  # bytes; below, the header costs more than it saves
COMPRESSIBLE = (".html", ".js", ".mjs", ".css", ".json", ".svg", ".wasm", ".txt", ".xml")


@lru_cache(maxsize=512)
def compressed(path: Path, changed: float) -> bytes:  # noqa: ARG001  a changed file is another entry
    """Return the bytes of `path`, gzipped; kept in memory until the file changes."""
    return gzip.compress(path.read_bytes(), 6)


def is_worth_it(path: Path) -> bool:
    """Tell whether `path` is a file large enough to compress."""
    return path.is_file() and path.stat().st_size >= SMALLEST_TO_COMPRESS


class CourseHandler(http.server.SimpleHTTPRequestHandler):
    """Static files with the types that browsers insist on, compressed, and quiet."""

    extensions_map = {  # noqa: RUF012  the base class declares it so
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".svg": "image/svg+xml",
    }
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the compressed file where the browser takes one."""
        path = Path(self.translate_path(self.path))
        takes_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        wants_all = "Range" not in self.headers
        if takes_gzip and wants_all and path.suffix in COMPRESSIBLE and is_worth_it(path):
            self.send_compressed(path)
        else:
            super().do_GET()

    def send_compressed(self, path: Path) -> None:
        """Send one file, gzipped."""
        body = compressed(path, path.stat().st_mtime)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", self.date_time_string(int(path.stat().st_mtime)))
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(body)

    def copyfile(self, source: SupportsRead[Any], outputfile: SupportsWrite[Any]) -> None:
        """Send a file; a browser that leaves in the middle is no error."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            shutil.copyfileobj(source, outputfile)

    def end_headers(self) -> None:
        """Ask the browser to check for news: the course may be rebuilt while it is open."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        """Say nothing of each request."""


def port_is_free(port: int) -> bool:
    """Tell whether nobody listens on `port` of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def serve(folder: Path, port: int) -> None:
    """Serve `folder` until the user stops it."""
    handler = partial(CourseHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer((HOST, port), handler) as server:
        print(f"The course is at http://{HOST}:{server.server_address[1]}/ (stop with Ctrl-C)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\nStopped.")


def main() -> int:
    """Check the port, then serve. Returns 1 if the port is taken or there is nothing to serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("_build/html"))
    args = parser.parse_args()
    if not 0 <= args.port <= HIGHEST_PORT:
        print(
            f"{args.port} is no port: it has to be between 0 and {HIGHEST_PORT}.", file=sys.stderr
        )
        return 1
    if not port_is_free(args.port):
        print(
            f"Port {args.port} is taken. Choose another: make serve PORT={args.port + 1}",
            file=sys.stderr,
        )
        return 1
    if args.check:
        return 0
    if not (args.folder / "index.html").is_file():
        print(f"Nothing to serve in {args.folder}: run make book first.", file=sys.stderr)
        return 1
    serve(args.folder, args.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
