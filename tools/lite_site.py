"""Build the notebooks that run in the browser: JupyterLite, below the built book.

Usage: lite_site.py [FOLDER]      (default: _build/html/lite)
"""

from __future__ import annotations

import sys
from pathlib import Path

from lite.markdown import MarkupError
from lite.site import build

from blameaware.errors import UserError
from blameaware.live.files import LiveError, cache_folder

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Build if anything has changed. Returns 1 with one message if it cannot be built."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "_build" / "html" / "lite"
    try:
        new = build(out.resolve(), ROOT, cache_folder("", ROOT))
    except (LiveError, MarkupError, UserError, OSError) as error:
        print(f"The notebooks for the browser could not be built: {error}", file=sys.stderr)
        return 1
    print(f"The notebooks are in {out}" + ("" if new else " (nothing had changed)"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
