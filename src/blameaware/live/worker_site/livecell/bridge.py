# mypy: disable-error-code="import-not-found, no-any-return, unused-ignore, union-attr, arg-type"
"""The bridge between widgets and the page.

Messages to the page are JSON texts with a `type` and a `cell` (20 hexadecimal digits, see `ids`),
and beside them a list of buffers (bytes). Types: output, clear, comm_open, comm_msg, comm_close.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from livecell import ids as cell_ids
from livecell.outputs import Output, bundle, marks

Post = Callable[[str, list[bytes] | None], None]

# Front-end code longer than this is sent by its hash when the site has it as a file.
_SHORT = 200


class _Page:
    """All that the bridge has to remember."""

    def __init__(self) -> None:
        self.post: Post = lambda _text, _buffers: None
        self.ids: cell_ids.CellIds | None = None
        self.capture: list[Any] = []  # Output widgets that are being written to, innermost last
        self.pending_clear: set[str] = set()  # ids of outputs to clear before the next output
        self.run_outputs: list[Output] = []  # outputs of the cell that runs now
        self.assets: frozenset[str] = frozenset()
        self.digests: dict[str, str] = {}
        self.later: _Later | None = None
        self.names: dict[str, Any] = {"__name__": "__main__"}

    @property
    def cell(self) -> str:
        return self.ids.cell if self.ids else ""


PAGE = _Page()


def _send(kind: str, *, buffers: list[bytes] | None = None, **rest: Any) -> None:
    message = {"type": kind, "cell": PAGE.cell, **rest}
    PAGE.post(json.dumps(message, default=str), buffers)


def emit(output: Output) -> None:
    """Put one output where it belongs: into the innermost Output widget, or below the cell."""
    if PAGE.capture:
        widget = PAGE.capture[-1]
        kept = () if widget.model_id in PAGE.pending_clear else tuple(widget.outputs)
        PAGE.pending_clear.discard(widget.model_id)
        widget.outputs = _joined(kept, output)
        return
    PAGE.run_outputs.append(output)
    _send("output", output=output)


def _joined(outputs: tuple[Output, ...], output: Output) -> tuple[Output, ...]:
    """Add an output; pieces of one stream become one output, as nbclient writes them."""
    last = outputs[-1] if outputs else None
    if (
        last is not None
        and output["output_type"] == last["output_type"] == "stream"
        and last["name"] == output["name"]
    ):
        return (*outputs[:-1], {**last, "text": last["text"] + output["text"]})
    return (*outputs, output)


def show(thing: Any, kind: str = "display_data") -> None:
    """Display anything."""
    data, metadata = bundle(thing)
    extra = {"execution_count": None} if kind == "execute_result" else {}
    emit({"output_type": kind, "data": data, "metadata": metadata, **extra})


def clear(*, wait: bool = False) -> None:
    """Clear the innermost Output widget or the cell's outputs, now or before the next output."""
    if PAGE.capture:
        widget = PAGE.capture[-1]
        if wait:
            PAGE.pending_clear.add(widget.model_id)
        else:
            widget.outputs = ()
        return
    PAGE.run_outputs.clear()
    _send("clear", wait=wait)


class _Stream:
    """Stands in for sys.stdout and sys.stderr."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, name: str) -> None:
        self.name = name

    def write(self, text: str) -> int:
        if text:
            emit({"output_type": "stream", "name": self.name, "text": text})
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False

    def writable(self) -> bool:
        return True


def _error(error: BaseException) -> Output:
    lines = traceback.format_exception(error)
    return {
        "output_type": "error",
        "ename": type(error).__name__,
        "evalue": str(error),
        "traceback": lines,
    }


def _refer_to_assets(state: dict[str, Any]) -> None:
    """Replace front-end code that the site has as a file by a reference to that file."""
    for name in ("_esm", "_css"):
        text = state.get(name)
        if not isinstance(text, str) or len(text) < _SHORT:
            continue
        if text not in PAGE.digests:
            PAGE.digests[text] = hashlib.sha256(text.encode()).hexdigest()[:32]
        digest = PAGE.digests[text]
        if digest in PAGE.assets:
            state[name] = f"live-asset:{digest}"


def prepare(names: str = "") -> None:
    """Everything that can be done before there is a page: runs while the snapshot is made.

    `names` are modules to import and functions to call afterwards (see `preload`).
    """
    import os

    os.environ["JUPYTER_WIDGETS_ECHO"] = "0"  # one front end only: nobody to echo to
    import comm
    from comm.base_comm import BaseComm

    class PageComm(BaseComm):
        """A comm whose other end is the page."""

        def publish_msg(
            self,
            msg_type: str,
            data: Any = None,
            metadata: Any = None,
            buffers: Any = None,
            **keys: Any,
        ) -> None:
            if data and isinstance(data.get("state"), dict):
                _refer_to_assets(data["state"])
            content = {"data": data or {}, "comm_id": self.comm_id, **keys}
            raw = [bytes(buffer) for buffer in buffers or []]
            _send(msg_type, content=content, metadata=metadata or {}, buffers=raw or None)

    comm.create_comm = PageComm  # type: ignore[assignment]
    PAGE.ids = cell_ids.install(contextual=True)
    PAGE.later = _Later()
    _patch_output()
    preload(names)


def _patch_output() -> None:
    """Make the Output widget catch outputs here; in a notebook the front end does that."""
    import ipywidgets

    def enter(self: Any) -> Any:
        PAGE.capture.append(self)
        return self

    def leave(_self: Any, kind: Any, error: Any, _trace: Any) -> bool | None:
        if kind is not None:
            emit(_error(error))
        PAGE.capture.pop()
        return True if kind else None

    ipywidgets.Output.__enter__ = enter
    ipywidgets.Output.__exit__ = leave


def install(post: Post, assets: Iterable[str] = ()) -> None:
    """Connect to the page. `assets` are hashes of front-end code that the site has as files."""
    PAGE.post = post
    PAGE.assets = frozenset(assets)
    sys.stdout = _Stream("stdout")  # type: ignore[assignment]
    sys.stderr = _Stream("stderr")  # type: ignore[assignment]


def on_message(text: str, buffers: Any = None) -> None:
    """Hand a comm message of the page to its widget; errors are shown below the widget's cell."""
    import comm

    message = json.loads(text)
    message["buffers"] = [memoryview(b) for b in (buffers.to_py() if buffers else [])]
    comm_id = message["content"]["comm_id"]
    if PAGE.ids is not None:
        PAGE.ids.cell = comm_id[:20]
    try:
        getattr(comm.get_comm_manager(), message["msg_type"])(None, None, message)
    except Exception as error:
        emit(_error(error))


async def run(source: str) -> str:
    """Run one cell; return JSON {"cell": digits, "marks": [mark of each output]}."""
    from pyodide.code import eval_code_async

    assert PAGE.ids is not None  # noqa: S101 - prepare() comes first, always
    cell = PAGE.ids.begin(source)
    PAGE.run_outputs = []
    try:
        result = await eval_code_async(source, globals=PAGE.names, filename=f"<cell {cell[:8]}>")
        if result is not None:
            PAGE.names["_"] = result
            show(result, "execute_result")
    except BaseException as error:
        emit(_error(error))
    return json.dumps({"cell": cell, "marks": marks(PAGE.run_outputs)})


def preload(names: str) -> None:
    """Import modules, and call functions: "package.module package.module:function"."""
    for name in names.split():
        module, _, function = name.partition(":")
        found = importlib.import_module(module)
        if function:
            getattr(found, function)()


class _Later:
    """Fetches what the snapshot was restored without, when Python wants it.

    Two things are absent at first: the archive with the standard library (`stdlib`) and the files
    of the packages (`site`), for which there are empty files. What has been imported into the
    snapshot needs neither.
    """

    archive = "/lib/python314.zip"
    site = "/lib/python3.14/site-packages/"

    def __init__(self) -> None:
        import zipimport

        # noted while the archive is there
        self.names = frozenset(zipimport._zip_directory_cache[self.archive])  # type: ignore[attr-defined]
        self.absent: set[str] = set()
        self.fetch: Callable[[str], None] = lambda _name: None

    def begin(self, fetch: Callable[[str], None]) -> None:
        """Watch from now on; `fetch` brings one of the two at once."""
        self.fetch = fetch
        self.absent = {"stdlib", "site"}
        sys.meta_path.insert(0, self)  # type: ignore[arg-type]
        sys.addaudithook(self.watch)

    def watch(self, event: str, args: tuple[Any, ...]) -> None:
        """Before a file of a package is opened: see to it that it is there."""
        if event == "open" and "site" in self.absent:
            path = args[0]
            if isinstance(path, str) and path.startswith(self.site):
                self.need("site")

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> None:
        """Before a module is looked for; return None always, so that the others look."""
        if "stdlib" in self.absent:
            place = name.replace(".", "/")
            ends = (".pyc", ".py", "/__init__.pyc", "/__init__.py")
            if any(place + end in self.names for end in ends):
                self.need("stdlib")

    def need(self, name: str) -> None:
        """Fetch one of the two."""
        self.absent.discard(name)
        self.fetch(name)
        self.arrived(name)

    def arrived(self, name: str) -> None:
        """One of the two is there: make Python look anew."""
        import zipimport

        self.absent.discard(name)
        if name == "stdlib":
            zipimport._zip_directory_cache.pop(self.archive, None)  # type: ignore[attr-defined]
            for place in [p for p in sys.path_importer_cache if p.startswith(self.archive)]:
                del sys.path_importer_cache[place]


def resume(fetch: Callable[[str], None]) -> None:
    """Wake up from the snapshot: what was the same for everyone must not stay so."""
    import random

    random.seed()
    for finder in sys.path_importer_cache.values():
        if not hasattr(finder, "archive") and hasattr(finder, "invalidate_caches"):
            finder.invalidate_caches()
    if PAGE.later is not None:
        PAGE.later.begin(fetch)


def arrived(name: str) -> None:
    """Something has come without being asked for."""
    if PAGE.later is not None:
        PAGE.later.arrived(name)
