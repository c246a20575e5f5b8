"""The notebooks for the browser: plain Markdown, packages that are all there, a trimmed site."""

import hashlib
import json
import zipfile
from pathlib import Path
from types import SimpleNamespace

import lite_link
import nbformat
import pytest
from lite import notebooks, packages, site
from lite.markdown import MarkupError, Sources, plain

ROOT = Path(__file__).resolve().parents[3]
LABELS = {"dekker2014field": "Dekker 2014", "cook1998": "Cook 1998"}
SVG = '<svg class="x"><title id="a">A ladder</title><desc id="b">Four [steps]\nup.</desc></svg>'


def sources():
    return Sources(LABELS, {"ladder": SVG})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain *text*.", "Plain *text*."),
        ("As Dekker says {cite}`dekker2014field`.", "As Dekker says (Dekker 2014)."),
        ("Both {cite}`dekker2014field, cook1998`", "Both (Dekker 2014; Cook 1998)"),
        ("See [Asking](05-asking.md).", "See [Asking](05-asking.ipynb)."),
        ("See [the limits](../book/limits.md#x).", "See *the limits* (in the book)."),
        ("See [Etsy](https://etsy.com/a.md).", "See [Etsy](https://etsy.com/a.md)."),
        (
            ":::{admonition} On Monday\n:class: tip\nTell one.\n\nListen.\n:::",
            "> **On Monday**\n>\n> Tell one.\n>\n> Listen.\n",
        ),
        (
            ":::{dropdown} Our answer\nThe first {cite}`cook1998`.\n:::",
            "<details>\n<summary>Our answer</summary>\n\nThe first (Cook 1998).\n\n</details>\n",
        ),
        (
            "```{list-table}\n:header-rows: 1\n\n* - A\n  - B\n* - one\n    more\n  - a|b\n```",
            "| A | B |\n| --- | --- |\n| one more | a\\|b |",
        ),
        (
            "```{raw} html\n:file: ../book/assets/diagrams/ladder.svg\n```",
            "![A ladder: Four (steps) up.](diagrams/ladder.svg)",
        ),
        ("```python\nx = 1\n```", "```python\nx = 1\n```"),
    ],
)
def test_each_form_has_its_plain_form(text, shown):
    assert plain(text, sources()) == shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (":::{tabs}\nx\n:::", "{tabs}"),
        ("{ref}`x`", "{ref}"),
        ("{cite}`nobody1900`", "nobody1900"),
        (":::{admonition} Open\nnever closed", "never closed"),
        ("```{raw} html\n:file: ../../etc/passwd\n```", "book/assets/diagrams"),
        ("```{raw} html\n<b>x</b>\n```", "book/assets/diagrams"),
    ],
)
def test_what_has_no_plain_form_is_named(text, told):
    with pytest.raises(MarkupError, match="^.*" + told.replace("{", r"\{")):
        plain(text, sources())


def test_what_was_cited_is_kept_once_and_in_order():
    found = sources()
    plain("{cite}`cook1998` {cite}`dekker2014field,cook1998`", found)
    assert found.cited == ["cook1998", "dekker2014field"]


@pytest.fixture(scope="module")
def chapters():
    return notebooks.chapters(ROOT)


def test_every_chapter_is_a_notebook_without_markup_of_the_book(chapters):
    names = {f"{path.stem}.ipynb" for path in (ROOT / "chapters").glob("*.md")}
    assert {name for name in chapters if name.endswith(".ipynb")} == names
    for name in names:
        book = nbformat.reads(chapters[name], as_version=4)
        nbformat.validate(book)
        text = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
        assert "Run → Run All Cells" in book.cells[0].source
        for trace in ("{cite}", ":::", "```{", "](../"):
            assert trace not in text, (name, trace)
        assert all(cell.outputs == [] for cell in book.cells if cell.cell_type == "code")


def test_images_of_a_chapter_are_beside_it_and_in_plain_letters(chapters):
    for name, text in chapters.items():
        if name.endswith(".svg"):
            assert text.isascii(), name
        for cell in json.loads(text)["cells"] if name.endswith(".ipynb") else []:
            for part in "".join(cell["source"]).split("](diagrams/")[1:]:
                assert f"diagrams/{part.partition(')')[0]}" in chapters


def test_assignments_keep_their_released_cells():
    made = notebooks.assignments(ROOT)
    for path in (ROOT / "exercises").glob("*/*.ipynb"):
        before = nbformat.read(path, as_version=4).cells
        after = nbformat.reads(made[path.name], as_version=4).cells
        kept = [(c.source, c.metadata.get("nbgrader")) for c in after]
        assert [(c.source, c.metadata.get("nbgrader")) for c in before] == [
            kept[0],
            *kept[2:-1],
        ]
        assert f'my_answers(assignment="{path.stem}")' in after[-1].source


def wheel(path, **files):
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("x-1.0.dist-info/METADATA", "Name: The_X.pkg\nVersion: 1.0\n")
        for name, text in files.items():
            out.writestr(name.replace("__", "/"), text)
    return path.read_bytes()


def test_a_wheel_becomes_an_entry_with_its_own_hash(tmp_path):
    data = wheel(tmp_path / "x-1.0-py3-none-any.whl", **{"x__a.py": "1"})
    entry = packages._entry("x-1.0-py3-none-any.whl", data)
    assert (entry["name"], entry["version"], entry["imports"]) == ("the-x-pkg", "1.0", ["x"])
    assert entry["sha256"] == hashlib.sha256(data).hexdigest()


def test_our_own_wheel_is_trimmed_and_the_same_every_time(tmp_path):
    data = wheel(tmp_path / "x.whl", blameaware__workshop__pack="1", blameaware__widgets__card="2")
    once = packages.trimmed(data)
    (tmp_path / "trimmed.whl").write_bytes(once)
    with zipfile.ZipFile(tmp_path / "trimmed.whl") as made:
        names = made.namelist()
    assert names == ["x-1.0.dist-info/METADATA", "blameaware/widgets/card"]
    assert packages.trimmed(data) == once


def test_every_pinned_wheel_has_a_hash():
    lines = packages.LOCK.read_text().splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert pins
    assert all("==" in line and "--hash=sha256:" in line for line in pins)


def test_trimming_removes_only_what_no_browser_asks_for(tmp_path):
    for name in (
        "build/1.js",
        "build/1.js.map",
        "build/fa-solid-900.svg",
        "build/fa-solid-900.woff2",
        "doc/a.html",
        "files/chapters/a.svg",
        "rspack.config.js",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    site.trim(tmp_path)
    left = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert left == ["build/1.js", "build/fa-solid-900.woff2", "files/chapters/a.svg"]


def test_settings_name_no_other_host_and_forbid_asking_one():
    text = json.dumps(site._settings(["blameaware"]))
    assert "://" not in text
    assert '"disablePyPIFallback": true' in text


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ("chapters/04-rewriting", "../lite/notebooks/index.html?path=chapters/04-rewriting.ipynb"),
        (
            "book/assignments/capstone",
            "../../lite/notebooks/index.html?path=assignments/capstone.ipynb",
        ),
    ],
)
def test_a_page_with_a_notebook_leads_to_it_under_its_heading(page, target):
    app = SimpleNamespace(config=SimpleNamespace(language="en"))
    context = {"body": "<h1>A</h1><p>b</p><h1>C</h1>"}
    lite_link.add(app, page, "page.html", context, object())
    assert context["body"].startswith(f'<h1>A</h1><p class="ba-notebook"><a href="{target}">')
    assert context["body"].count("Open the whole notebook") == 1


@pytest.mark.parametrize(
    ("page", "language"), [("book/glossary", "en"), ("chapters/04-rewriting", "es")]
)
def test_other_pages_stay_as_they_are(page, language):
    app = SimpleNamespace(config=SimpleNamespace(language=language))
    context = {"body": "<h1>A</h1>"}
    lite_link.add(app, page, "page.html", context, object())
    assert context["body"] == "<h1>A</h1>"
