"""The command line's table of commands and its manners."""

import subprocess
import sys
from importlib import import_module

import pytest

from blameaware import __version__, cli
from blameaware.errors import UserError


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_every_command_has_what_the_table_promises(name):
    module = import_module(cli.COMMANDS[name].module)
    assert callable(module.configure)
    assert callable(module.run)


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])
    assert ended.value.code == 0
    assert cli.COMMANDS[name].summary in " ".join(capsys.readouterr().out.split())


def test_version(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"blameaware {__version__}\n"


def test_no_command_is_a_usage_error(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([])
    assert ended.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


def test_a_mistake_of_the_user_is_one_message_without_a_traceback(monkeypatch, capsys):
    class Refusing:
        @staticmethod
        def configure(parser):
            del parser

        @staticmethod
        def run(args):
            del args
            raise UserError("notes.md, line 3: not text. Save it as UTF-8.")

    monkeypatch.setattr(cli, "import_module", lambda name: Refusing)  # noqa: ARG005
    assert cli.main(["check"]) == 2
    assert capsys.readouterr().err == "blameaware: notes.md, line 3: not text. Save it as UTF-8.\n"


def test_a_reader_that_goes_away_is_no_error():
    command = f"{sys.executable} -m blameaware.cli --help | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602  a pipe is the point
    assert "Traceback" not in done.stderr
