"""Stop early, with words, where the Python at hand is too old or has no venv."""

import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.exit(
        f"This needs Python 3.11 or newer, and {sys.executable} is {sys.version.split()[0]}. "
        "Install it, or name another one: make PYTHON=python3.11 ..."
    )

try:
    import ensurepip  # noqa: F401  only to see whether it is there
    import venv  # noqa: F401  the same
except ImportError:
    sys.exit(
        "This Python has no 'venv'. On Debian and Ubuntu: apt install python3-venv. "
        "Then run the same make command again."
    )
