"""Build the course strictly, and show what is going on.

Sphinx reads, and so executes, only the pages that changed. When anything that their cells compute
with has changed, all pages are read again, so that none shows yesterday's answer.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READ_PAGES = ROOT / "_build" / ".doctrees"
SEEN = ROOT / "_build" / ".computed-with"
COMPUTED_WITH = ("src/blameaware", "requirements.txt")


def fingerprint() -> str:
    """Return a hash over every file that the chapters' cells compute with."""
    digest = hashlib.sha256()
    for name in COMPUTED_WITH:
        start = ROOT / name
        files = [start] if start.is_file() else sorted(start.rglob("*"))
        for path in files:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(ROOT)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def main() -> int:
    """Run Jupyter Book with warnings as errors; return its exit code."""
    now = fingerprint()
    if not SEEN.is_file() or SEEN.read_text(encoding="utf-8") != now:
        shutil.rmtree(READ_PAGES, ignore_errors=True)
    check = [sys.executable, "-m", "blameaware.cli", "bank", "check", "--no-engine"]
    if subprocess.run(check, check=False, cwd=ROOT).returncode:
        return 1  # the list of what to mend in the bank has been printed
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    command = [str(jupyter_book), "build", str(ROOT), "-W", "-n", "--keep-going"]
    code = subprocess.run(command, check=False, cwd=ROOT).returncode
    if code == 0:
        SEEN.write_text(now, encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
