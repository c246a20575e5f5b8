"""The links of a built book: dead ones inside are found, those that lead outside are listed."""

import http.server
import threading

import links
import pytest

INDEX = """
<a href="chapters/one.html#start">on</a> <a href="chapters/one.html#gone">off</a>
<a href="nowhere.html">off</a> <a href="#here">on</a> <p id="here"></p>
<a href="https://example.org/a">out</a> <a href="mailto:a@b.org">mail</a>
<a href="http://127.0.0.1:8000/">this machine</a> <img src="logo.svg"> <script src="x.js"></script>
<a href="files/">on</a> <a href="logo.svg?x=1">on</a>
"""
ONE = """<h1 id="start">One</h1> <a href="../index.html#here">back</a> <a href="../index.html">b</a>
<a href="https://example.org/a">out</a> <a href="two.html">off</a> <a href="https://e.org/?a&amp;b">"""


@pytest.fixture
def built(tmp_path):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "index.html").write_text("<p>files</p>")
    (tmp_path / "index.html").write_text(INDEX)
    (tmp_path / "chapters" / "one.html").write_text(ONE)
    (tmp_path / "logo.svg").write_text("<svg/>")
    return tmp_path


def test_links_and_anchors_that_lead_nowhere_are_named_with_their_page(built):
    assert links.dead_inside(built) == [
        "chapters/one.html: two.html",
        "index.html: chapters/one.html#gone",
        "index.html: nowhere.html",
    ]


def test_outside_links_are_listed_with_every_page_where_they_stand(built):
    found = links.outside(built)
    assert found["https://example.org/a"] == ["chapters/one.html", "index.html"]
    assert found["https://e.org/?a&b"] == ["chapters/one.html"]
    assert not any("127.0.0.1" in link or link.startswith("mailto") for link in found)
    assert "README.md" in {name for names in found.values() for name in names}
    text = links.listed(found)
    assert "https://example.org/a\n    chapters/one.html\n    index.html" in text


@pytest.mark.parametrize(
    ("answer", "told", "dead"),
    [
        ({"status": "working", "info": ""}, "1 links asked for, 0 dead", 0),
        ({"status": "broken", "info": "404 Client Error"}, "dead: 404 Client Error", 1),
        ({"status": "broken", "info": "403 Client Error"}, "turns robots away", 0),
        ({"status": "redirected", "info": "https://example.org/b"}, "redirected:", 0),
    ],
)
def test_a_dead_link_is_told_from_one_that_turns_robots_away(answer, told, dead):
    uri = "https://example.org/a"
    text, count = links.verdicts([{"uri": uri, **answer}], {uri: ["index.html"]})
    assert told in text
    assert count == dead
    assert ("in index.html" in text) is (answer["status"] != "working")


NO_HOST = 'HTTPSConnectionPool: Max retries (Caused by NameResolutionError("Failed to resolve"))'


@pytest.mark.parametrize(
    ("infos", "silent"),
    [
        ([NO_HOST, NO_HOST], True),
        ([NO_HOST, "404 Client Error: Not Found"], False),
        ([NO_HOST, ""], False),
        ([], False),
    ],
)
def test_a_machine_without_a_network_is_told_from_dead_links(infos, silent):
    answers = [
        {"uri": f"https://{number}.org", "status": "broken" if info else "working", "info": info}
        for number, info in enumerate(infos)
    ]
    assert links.nobody_answered(answers) is silent


def test_without_a_network_nothing_is_called_dead(built, monkeypatch, capsys):
    answers = [{"uri": "https://example.org/a", "status": "broken", "info": NO_HOST}]
    monkeypatch.setattr(links, "ask", lambda _links: answers)
    monkeypatch.setattr("sys.argv", ["links.py", "check", str(built)])
    assert links.main() == 2
    told = capsys.readouterr()
    assert "Is there a network?" in told.err
    assert "dead" not in told.out


class Answers(http.server.BaseHTTPRequestHandler):
    """A place in the web with one page."""

    def do_GET(self):
        self.send_response(200 if self.path == "/there" else 404)
        self.end_headers()

    def do_HEAD(self):
        self.do_GET()

    def log_message(self, *args):
        pass


def test_sphinx_asks_for_each_link():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        answers = links.ask({f"{base}/there": ["a.html"], f"{base}/gone": ["b.html"]})
    finally:
        server.shutdown()
        server.server_close()
    assert {one["uri"]: one["status"] for one in answers} == {
        f"{base}/there": "working", f"{base}/gone": "broken",
    }  # fmt: skip


def test_without_a_built_book_it_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["links.py", "list", str(tmp_path)])
    assert links.main() == 2
    assert "Run: make book" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["inside", "list"])
def test_the_exit_code_says_whether_a_link_is_dead(built, monkeypatch, capsys, what):
    monkeypatch.setattr("sys.argv", ["links.py", what, str(built)])
    assert links.main() == (1 if what == "inside" else 0)
    assert capsys.readouterr().out
