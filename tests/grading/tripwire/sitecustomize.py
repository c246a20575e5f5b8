"""A tripwire for every Python process that has this folder on PYTHONPATH.

It writes one line to the file $TRIPWIRE for everything through which foreign code could run: a
process started, code executed or imported from the course, a connection opened. The interpreter
reports these itself (PEP 578), so no code in it can go around the hook.
"""

import os
import sys

LOG = os.environ.get("TRIPWIRE")
COURSE = os.environ.get("TRIPWIRE_COURSE", "\0")
STARTS = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "os.fork", "pty.spawn"}
REACHES = {"socket.connect", "ctypes.dlopen"}


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event in STARTS:
        _say(event, args[0] if args else "")
    elif event == "exec":
        # `args[0]` is a code object, which knows the file that it was written in.
        name = getattr(args[0], "co_filename", "")
        if isinstance(name, str) and name.startswith(COURSE):
            _say(event, name)
    elif event == "compile":
        source, name = args[0], args[1]
        text = (
            source if isinstance(source, str) else bytes(source or b"").decode("utf-8", "replace")
        )
        if "TRIPPED" in text:
            _say(event, name)
    elif event in REACHES:
        _say(event, args)


def _say(event: str, what: object) -> None:
    line = f"{event} {what!r}\n".encode("utf-8", "replace")
    handle = os.open(str(LOG), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(handle, line)
    os.close(handle)


if LOG:
    sys.addaudithook(_watch)
