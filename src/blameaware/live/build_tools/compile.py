# mypy: ignore-errors
"""Runs inside Pyodide after preload.py: compiles all that was imported, lean.

Python that starts with these files compiles nothing itself. Its memory then has none of what
compiling leaves behind, and what it has is smaller.
"""

import ast
import importlib.util
import marshal
import shutil
import sys
import types
import zipfile
from pathlib import Path

from pyodide.ffi import to_js

STDLIB = "/lib/python314.zip"
COPY = "/lib/lean.zip"
UNCHECKED = 1  # flag of a .pyc file: never compared with its source


def live_compile():
    """Return to JavaScript [the standard library's archive with .pyc files, [[path, bytes], …]].

    The paths are those of .pyc files of the packages.
    """
    shutil.copyfile(STDLIB, COPY)
    site = []
    with zipfile.ZipFile(COPY, "a") as archive:
        for path in sorted(_sources()):
            if path.startswith(f"{STDLIB}/"):
                name = path.removeprefix(f"{STDLIB}/")
                archive.writestr(f"{name}c", _compiled(archive.read(name), path))
            else:
                data = Path(path).read_bytes()
                site.append([importlib.util.cache_from_source(path), _compiled(data, path)])
    return to_js([Path(COPY).read_bytes(), site])


def _sources() -> set:
    specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
    origins = {str(spec.origin) for spec in specs if spec is not None}
    return {origin for origin in origins if origin.endswith(".py")}


def _compiled(data, path) -> bytes:
    head = importlib.util.MAGIC_NUMBER + UNCHECKED.to_bytes(4, "little") + bytes(8)
    return head + marshal.dumps(_lean(data, path))


def _lean(data, path):
    """Compile a module without what nobody reads in a page: docstrings, and places of errors.

    An error of such a module names the line where its function begins. In the cells of a page, and
    in Python that was started without the snapshot, all lines are there.
    """
    tree = ast.parse(data)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            said = getattr(first, "value", None) if isinstance(first, ast.Expr) else None
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                node.body = node.body[1:] or [ast.copy_location(ast.Pass(), first)]
    return _one_line(compile(tree, path, "exec", dont_inherit=True))


def _one_line(code):
    """Return code, and all code in it, of which every instruction is on its first line.

    The form of the table: https://github.com/python/cpython/blob/3.14/InternalDocs/code_objects.md
    """
    consts = tuple(_one_line(c) if isinstance(c, types.CodeType) else c for c in code.co_consts)
    left = len(code.co_code) // 2
    table = bytearray()
    while left:
        units = min(left, 8)
        table += bytes((0x80 | 13 << 3 | units - 1, 0))  # no columns, the same line
        left -= units
    return code.replace(co_consts=consts, co_linetable=bytes(table))


live_compile  # the value of this script
