"""A Python that every user of this machine may run, with the packages of this one."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[3] / "src"


@cache
def python_for_all(*modules: str) -> str:
    """Return its path; empty where other users cannot run one that has these modules."""
    words = f"import {', '.join(modules)}"
    for path in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        if not Path(path).exists():
            continue
        done = subprocess.run(
            ["runuser", "-u", "nobody", "--", path, "-c", words],
            capture_output=True,
            check=False,
            env=packages(),
            cwd="/",
        )
        if done.returncode == 0:
            return path
    return ""


def packages() -> dict[str, str]:
    """Return the environment in which that Python finds our packages and Jupyter its parts."""
    here = [path for path in sys.path if "site-packages" in path]
    jupyter = Path(sys.prefix)
    return {
        "PYTHONPATH": os.pathsep.join([str(SOURCE), *here]),
        "PATH": os.environ["PATH"],
        "JUPYTER_PATH": str(jupyter / "share" / "jupyter"),
        "JUPYTER_CONFIG_PATH": str(jupyter / "etc" / "jupyter"),
        "JUPYTERLAB_DIR": str(jupyter / "share" / "jupyter" / "lab"),
    }
