"""What the browser tests of the workshop pack share: the pack, made once."""

from pathlib import Path

import pytest

from blameaware.workshop import pack

ROOT = Path(__file__).resolve().parents[3]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def made_pack(tmp_path_factory):
    """The pack's pages in <site>/pack, and what was made."""
    site = tmp_path_factory.mktemp("workshop-site")
    made = pack.build(ROOT, site / "pack")
    (site / "pack" / "index.html").write_text(pack.index(made, with_pdf=False), encoding="utf-8")
    return site, made


@pytest.fixture(scope="session")
def pack_url(made_pack, serve):
    """The address of the served pack, with a slash at its end."""
    with serve(made_pack[0]) as site:
        yield f"{site.url}pack/"


@pytest.fixture
def audit():
    """audit(page, context) fails with what axe-core finds."""

    def run(page, context=None):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "(c) => axe.run(c || document, {resultTypes: ['violations']})", context
        )
        told = [
            f"{v['id']}: {node['target']} {node['failureSummary']}"
            for v in found["violations"]
            for node in v["nodes"]
        ]
        assert not told, "\n".join(told)

    return run
