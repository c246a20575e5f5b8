"""Writing files whole or not at all."""

import os
import tempfile
from pathlib import Path

from blameaware.errors import UserError


def write(path: Path, content: str | bytes) -> None:
    """Write a file through a fresh one beside it. Raises UserError when it cannot be written."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, fresh = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(fresh).chmod(0o644)
            Path(fresh).replace(path)
        except BaseException:
            Path(fresh).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UserError(
            f"{path}: cannot be written: {error.strerror}; choose another --out"
        ) from error
