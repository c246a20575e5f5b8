"""Pin every package of a fresh environment with all extras.

Usage: lock.py requirements.txt
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = (
    "# Every package of the working environment, pinned. "
    "Made by 'make lock' from the extras in pyproject.toml.\n"
)


def main() -> int:
    """Write the pins, all at once or not at all."""
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check"]
        subprocess.run(
            [*pip, "install", "--quiet", f"{ROOT}[book,lab,grading,hub,workshop,dev]"], check=True
        )
        subprocess.run([*pip, "uninstall", "--quiet", "--yes", "blameaware"], check=True)
        pins = subprocess.run([*pip, "freeze"], check=True, capture_output=True, text=True).stdout
    fresh = target.with_suffix(".new")
    fresh.write_text(HEADER + pins, encoding="utf-8")
    fresh.replace(target)
    print(f"{target}: {len(pins.splitlines())} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
