"""How far a long run is, on one line of the terminal."""

import sys

WIDTH = 30


def bar(done: int, of: int) -> None:
    """Draw a bar on standard error; the last call ends the line."""
    filled = WIDTH * done // of if of else WIDTH
    end = "\n" if done >= of else ""
    sys.stderr.write(f"\r{'█' * filled}{'░' * (WIDTH - filled)} {done} of {of}{end}")
    sys.stderr.flush()
