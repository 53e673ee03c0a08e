import re

import click
import pytest

from customer_room import __version__
from customer_room.cli.program import program
from tests.cli.commanding import CHECKOUT
from tests.cli.conftest import CommandLine

COMMANDS = ("demo", "init", "serve", "import", "names", "check", "backup", "restore", "export")
DOCUMENT = (CHECKOUT / "docs" / "commands.md").read_text(encoding="utf-8")


def options_of(command: click.Command) -> list[str]:
    """Every option of a command, as it is typed."""
    return [name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts]


def test_the_help_lists_every_command_and_exit_code(customer_room: CommandLine) -> None:
    """`--help` names all commands and documents all exit codes."""
    outcome = customer_room("--help")
    assert outcome.code == 0
    assert sorted(program.commands) == sorted(COMMANDS)
    assert all(re.search(rf"^  {name} ", outcome.out, re.MULTILINE) for name in COMMANDS)
    assert all(re.search(rf"^ +{code} ", outcome.out, re.MULTILINE) for code in (0, 1, 2, 3, 65, 75, 130))


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_its_own_help(customer_room: CommandLine, name: str) -> None:
    """`COMMAND --help` names all options of the command and ends well."""
    outcome = customer_room(name, "--help")
    assert outcome.code == 0
    assert all(option in outcome.out for option in options_of(program.commands[name]))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_document_names_every_option(name: str) -> None:
    """docs/commands.md has a section for each command that names all its options."""
    section = DOCUMENT.split(f"## `customer-room {name}", 1)[1].split("\n## ", 1)[0]
    assert [option for option in options_of(program.commands[name]) if f"`{option}" not in section] == []


def test_the_document_names_every_exit_code() -> None:
    """docs/commands.md documents the exit codes that `--help` lists."""
    assert all(f"| {code} |" in DOCUMENT for code in (0, 1, 2, 3, 65, 75, 130))


def test_the_version_is_the_packages(customer_room: CommandLine) -> None:
    """`--version` prints the version of the installed package."""
    assert customer_room("--version").out == f"Customer Room {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["rearrange"], ["serve"], ["import", "room", "complaints", "x.csv"], ["serve", "room", "--port", "x"]]
)
def test_a_wrong_command_line_is_a_usage_error(customer_room: CommandLine, arguments: list[str]) -> None:
    """What the command line does not understand ends with 2 and says how it is used."""
    outcome = customer_room(*arguments)
    assert outcome.code == 2
    assert "Usage: customer-room" in outcome.err
