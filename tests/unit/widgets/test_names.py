"""The names that chapters import are functions, whatever has been imported before."""

import subprocess
import sys

import pytest

from blameaware import widgets


@pytest.mark.parametrize("name", widgets.__all__)
def test_a_name_is_a_function_in_a_fresh_python(name):
    code = f"from blameaware.widgets import {name}; print(callable({name}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "True\n", done.stderr
