"""Rooms to command, and a room that a process of its own serves."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from customer_room.cli.program import run
from tests.cli.commanding import Outcome, Served, serving


class CommandLine:
    """`customer-room` in this process: what it returned and wrote."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Outcome:
        """Run one command."""
        self._capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        written = self._capsys.readouterr()
        return Outcome(code, written.out, written.err)


@pytest.fixture
def customer_room(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line in this process."""
    return CommandLine(capsys)


@pytest.fixture(scope="session")
def made_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A room of the mail-order template, made once; tests get copies of it."""
    folder = tmp_path_factory.mktemp("made") / "room"
    assert run(["init", str(folder), "--template", "mail-order-retail", "--timezone", "UTC"]) == 0
    return folder


@pytest.fixture
def room(made_room: Path, tmp_path: Path) -> Path:
    """A room of one's own."""
    return shutil.copytree(made_room, tmp_path / "room")


@pytest.fixture
def served(room: Path, tmp_path: Path) -> Iterator[Served]:
    """A room of one's own, served by another process until the end of the test."""
    with serving(room, tmp_path) as open_room:
        yield open_room


@pytest.fixture(scope="session")
def quiet_room(made_room: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served room for all tests that leave it as it is."""
    place = tmp_path_factory.mktemp("quiet")
    with serving(shutil.copytree(made_room, place / "room"), place) as open_room:
        yield open_room
