"""The live page's build side: what is patched, packed, marked and numbered."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard

from blameaware.live import csp, icons, kernel, node, pwa, pyodide, state, theme, wheels
from blameaware.live.files import LiveError, cache_folder, tree_digest, write
from blameaware.live.pack import compressed, pack
from blameaware.live.worker_site.livecell.ids import CellIds, source_key
from blameaware.live.worker_site.livecell.outputs import bundle, marks, merge_streams


def test_the_patch_fails_the_build_when_its_place_is_gone():
    place = "x=1;return Module.HEAP8.set(t),l}"
    assert "_restoreHeap" in pyodide.patched(place)
    for source in ("", "return Module.HEAP8.set(u),l}", place * 2):
        with pytest.raises(LiveError, match="memory patch"):
            pyodide.patched(source)


def test_another_pyodide_is_refused(tmp_path):
    with pytest.raises(LiveError, match="npm ci"):
        pyodide.core(tmp_path)
    write(tmp_path / "pyodide" / "package.json", '{"version": "0.1.0"}')
    with pytest.raises(LiveError, match=r"314\.0\.6 is needed"):
        pyodide.core(tmp_path)


NODE_MODULES = Path(__file__).parents[3] / "node_modules"


def test_pyodides_script_becomes_half_as_large_and_keeps_what_is_asked_for(tmp_path):
    files = pyodide.core(NODE_MODULES)
    for name, data in files.items():
        write(tmp_path / name, data)
    pyodide.make_lean(tmp_path, NODE_MODULES)
    lean = (tmp_path / "pyodide.asm.mjs").read_text(encoding="utf-8")
    assert len(lean) < len(files["pyodide.asm.mjs"]) / 2
    for word in ("_restoreHeap", "growMemory", "HEAP8", "ERRNO_CODES"):
        assert word in lean
    assert "emscripten_glActiveTexture:" in lean, "the WebAssembly asks for its place"
    assert "activeTexture(" not in lean, "but nothing draws"


def test_a_script_of_another_form_stops_the_build(tmp_path):
    for name, data in pyodide.core(NODE_MODULES).items():
        write(tmp_path / name, data)
    write(tmp_path / "pyodide.asm.mjs", "export default async () => ({})")
    with pytest.raises(LiveError, match="not the script we know"):
        pyodide.make_lean(tmp_path, NODE_MODULES)


def test_a_script_that_never_ends_is_said(tmp_path):
    script = write(tmp_path / "wait.mjs", "setTimeout(() => {}, 60000)")
    with pytest.raises(LiveError, match=r"wait\.mjs had not finished"):
        node.run_node(script, timeout=1)


def test_compressing_gives_the_same_bytes_and_says_how_long_they_were():
    data = bytes(range(256)) * 400
    packed = compressed(data)
    assert packed == compressed(data)
    assert zstandard.frame_content_size(packed) == len(data), "the browser asks for it"
    assert zstandard.decompress(packed) == data


SCRIPTS = """<script src="_static/searchtools.js"></script>
<script src="searchindex.js"></script> <script src="../_static/clipboard.min.js?v=a7"></script>
<script src="../_static/copybutton.js"></script> <script src="_static/togglebutton.js"></script>
<script>var togglebuttonSelector = '.toggle, .admonition.dropdown';</script>
<script src="_static/design-tabs.js"></script> <script src="_static/doctools.js"></script>"""


@pytest.mark.parametrize(
    ("body", "needed"),
    [
        ("<p>Words.</p>", set()),
        ('<div class="highlight"><pre>x</pre></div>', {"clipboard.min", "copybutton"}),
        ('<div class="admonition dropdown">x</div>', {"togglebutton"}),
        ('<div class="toggle">x</div>', {"togglebutton"}),
        ('<button class="btn dropdown-toggle">x</button>', set()),
        ('<div class="sd-tab-set">x</div>', {"design-tabs"}),
    ],
)
def test_a_page_keeps_the_scripts_that_it_has_something_for(body, needed):
    page = SCRIPTS + body
    short = theme.without(page, theme.unused(page, live_search=False))
    left = {name for name in ("searchtools", "searchindex", "clipboard.min", "copybutton",
            "togglebutton", "design-tabs", "doctools") if f"{name}.js" in short}  # fmt: skip
    assert left == {*needed, "doctools"}
    assert body in short


def test_search_while_typing_keeps_its_scripts():
    assert "searchtools.js" not in theme.unused(SCRIPTS, live_search=True)


def test_the_page_for_searching_is_left_alone(tmp_path):
    for name in ("search.html", "other.html"):
        write(tmp_path / name, SCRIPTS)
    theme.trim(tmp_path, live_search=False)
    assert (tmp_path / "search.html").read_text(encoding="utf-8") == SCRIPTS
    assert "searchtools" not in (tmp_path / "other.html").read_text(encoding="utf-8")


def test_ids_count_by_cell_and_by_run():
    ids = CellIds()
    first = ids.begin("a = 1")
    one, two = ids.uuid4().hex, ids.uuid4().hex
    other = ids.begin("b = 2")
    again = ids.begin("  a = 1\n")
    three = ids.uuid4().hex
    assert first[:16] == again[:16] == source_key("a = 1")
    assert len({first, other, again}) == 3
    assert [i[:20] for i in (one, two, three)] == [first, first, again]
    assert len({one, two, three}) == 3
    assert {len(i) for i in (one, two, three)} == {32}


def test_a_kernel_numbers_its_widgets_the_same_way_each_time(tmp_path):
    notebook = {
        "cells": [
            {
                "cell_type": "code",
                "source": "import ipywidgets\nprint(ipywidgets.Text().model_id)",
                "metadata": {},
                "outputs": [],
                "execution_count": None,
                "id": "one",
            }
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    environ = dict(os.environ)
    kernel.install(environ)
    found = set()
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--stdout", path],
            capture_output=True,
            text=True,
            check=True,
            env=environ,
        )
        found.add(json.loads(done.stdout)["cells"][0]["outputs"][0]["text"][0].strip())
    assert len(found) == 1
    assert found.pop().startswith(source_key(notebook["cells"][0]["source"]) + "0000")


def test_a_startup_file_of_the_reader_is_kept():
    environ = {"PYTHONSTARTUP": "/home/me/mine.py"}
    kernel.install(environ)
    kernel.install(environ)
    assert environ["LIVE_NEXT_STARTUP"] == "/home/me/mine.py"
    assert environ["PYTHONSTARTUP"] == str(kernel.STARTUP)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            [{"output_type": "stream", "name": "stdout", "text": "ab\n"}],
            [
                {"output_type": "stream", "name": "stdout", "text": "a"},
                {"output_type": "stream", "name": "stdout", "text": ["b\n"]},
            ],
            True,
        ),
        (
            [{"output_type": "stream", "name": "stdout", "text": "ab"}],
            [{"output_type": "stream", "name": "stderr", "text": "ab"}],
            False,
        ),
        (
            [{"output_type": "display_data", "data": {"text/html": "<b>", "text/plain": "x"}}],
            [{"output_type": "execute_result", "data": {"text/html": "<b>", "text/plain": "y"}}],
            True,
        ),
        (
            [{"output_type": "display_data", "data": {"text/plain": "x"}}],
            [{"output_type": "display_data", "data": {"text/plain": "y"}}],
            False,
        ),
        (
            [{"output_type": "error", "ename": "ValueError", "traceback": ["here"]}],
            [{"output_type": "error", "ename": "ValueError", "traceback": ["there"]}],
            True,
        ),
    ],
)
def test_marks_say_whether_outputs_look_the_same(one, other, same):
    assert (marks(one) == marks(other)) is same


def test_streams_are_joined_only_with_their_own_kind():
    pieces = [
        {"output_type": "stream", "name": name, "text": text}
        for name, text in [("stdout", "a"), ("stdout", "b"), ("stderr", "c"), ("stdout", "d")]
    ]
    assert [o["text"] for o in merge_streams(pieces)] == ["ab", "c", "d"]


def test_a_bundle_has_what_a_thing_says_of_itself():
    class Rich:
        def _repr_html_(self) -> str:
            return "<i>rich</i>"

        def _repr_png_(self) -> bytes:
            return b"\x89PNG"

        def __repr__(self) -> str:
            return "Rich()"

    data, _meta = bundle(Rich())
    assert data == {
        "text/plain": "Rich()",
        "text/html": "<i>rich</i>",
        "image/png": base64.b64encode(b"\x89PNG").decode(),
    }
    assert bundle(Rich)[0].keys() == {"text/plain"}, "a class is not displayed as its objects are"


def test_saved_state_becomes_small():
    code = "export default {};" + " " * 300
    saved = {
        "1": {
            "model_name": "AnyModel",
            "model_module": "anywidget",
            "state": {"_esm": code, "_css": "short", "nothing": None},
        },
        "2": {
            "model_name": "LayoutModel",
            "model_module": "@jupyter-widgets/base",
            "state": {"width": None, "height": "1px"},
        },
    }
    assets = state.Assets()
    made = state.small(saved, assets)
    digest = hashlib.sha256(code.encode()).hexdigest()[:32]  # as the worker computes it
    assert made["1"]["state"] == {
        "_esm": f"live-asset:{digest}",
        "_css": "short",
        "nothing": None,
    }
    assert made["2"]["state"] == {"height": "1px"}
    assert assets.files == {f"{digest}.js": code}
    assert state.digests(made) == {digest}


def test_a_pack_holds_its_files_one_after_the_other():
    made = pack({"b/c.txt": b"22", "a.txt": b"1"})
    size = int.from_bytes(made[:4], "little")
    assert json.loads(made[4 : 4 + size]) == [["a.txt", 1], ["b/c.txt", 2]]
    assert made[4 + size :] == b"122"


def test_every_wheel_is_pinned_with_a_hash():
    lines = [x for x in wheels.LOCK.read_text().splitlines() if x and not x.startswith("#")]
    assert lines
    for line in lines:
        name, _, check = line.partition(" ")
        assert "==" in name
        assert check.startswith("--hash=sha256:")
        assert len(check) == len("--hash=sha256:") + 64


def test_own_packages_are_named_when_they_are_not_found(tmp_path):
    with pytest.raises(LiveError, match="'no-such-thing-here'"):
        wheels.own("no-such-thing-here", tmp_path, tmp_path)


def test_the_policy_has_the_hash_of_every_inline_script(tmp_path):
    page = (
        "<script>alert(1 < 2)</script><script src='x.js'></script>"
        "<script type='application/json'>{}</script>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    sha = base64.b64encode(hashlib.sha256(b"alert(1 < 2)").digest()).decode()
    assert csp.inline_hashes(tmp_path) == [f"'sha256-{sha}'"]
    assert f"'wasm-unsafe-eval' 'sha256-{sha}'" in csp.policy(tmp_path)


def test_only_icons_in_use_are_left():
    entry = '"{0}":[512,512,[{1}],"f00e","M1 2"],'
    many = "".join(entry.format(f"icon-{i}", "") for i in range(1200))
    script = "var a={" + many + entry.format("house", '"home",128').rstrip(",") + "};"
    short = icons.trimmed(script, {"home", "icon-7"})
    assert '"icon-7":' in short
    assert '"house":' in short
    assert '"icon-8":' not in short
    assert icons.trimmed("var a={};", {"home"}) == "var a={};"


def test_what_is_kept_offline_leaves_out_sources_and_raw_webassembly(tmp_path):
    for name in (
        "index.html",
        "_sources/index.md",
        "_static/live/py-1/pyodide.asm.wasm",
        "_static/live/py-1/pyodide.asm.wasm.zst",
        "_static/a.js.map",
        ".buildinfo",
        "lite/index.html",
    ):
        write(tmp_path / name, name)
    assert set(pwa.files(tmp_path, ["lite/*"])) == {
        "index.html",
        "_static/live/py-1/pyodide.asm.wasm.zst",
    }


def test_the_cache_is_where_it_is_asked_to_be(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder("", tmp_path) == tmp_path / "xdg" / "blameaware-live"
    assert cache_folder(".cache/live", tmp_path) == tmp_path / ".cache" / "live"


def test_a_tree_has_another_digest_when_a_file_changes(tmp_path):
    file = write(tmp_path / "a" / "b.py", "1")
    before = tree_digest([tmp_path / "a"])
    write(tmp_path / "a" / "__pycache__" / "b.pyc", "x")
    assert tree_digest([tmp_path / "a"]) == before
    write(file, "2")
    assert tree_digest([tmp_path / "a"]) != before


def test_a_write_leaves_nothing_half_done(tmp_path):
    write(tmp_path / "x", "whole")
    with pytest.raises(TypeError):
        write(tmp_path / "x", 7)  # type: ignore[arg-type]
    assert Path(tmp_path / "x").read_text() == "whole"
    assert [p.name for p in tmp_path.iterdir()] == ["x"]
