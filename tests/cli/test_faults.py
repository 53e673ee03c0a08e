from collections.abc import Iterator

import pytest

from customer_room.cli.program import DEBUG_VARIABLE, program
from tests.cli.conftest import CommandLine


@pytest.fixture
def failing() -> Iterator[None]:
    """Two more commands: one with a fault nobody foresaw, one that is interrupted."""

    @program.command("stumble")
    def stumble() -> None:
        raise ZeroDivisionError("three\ninto nothing")

    @program.command("linger")
    def linger() -> None:
        raise KeyboardInterrupt

    yield
    del program.commands["stumble"], program.commands["linger"]


@pytest.mark.usefixtures("failing")
def test_a_fault_nobody_foresaw_is_a_sentence(customer_room: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected exception ends with 1 and a sentence that says how to see the traceback."""
    monkeypatch.delenv(DEBUG_VARIABLE, raising=False)
    outcome = customer_room("stumble")
    assert outcome.code == 1
    assert "ZeroDivisionError" in outcome.err
    assert f"{DEBUG_VARIABLE}=1" in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.usefixtures("failing")
def test_the_traceback_is_shown_when_asked_for(customer_room: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the variable set the traceback follows the sentence."""
    monkeypatch.setenv(DEBUG_VARIABLE, "1")
    assert "Traceback" in customer_room("stumble").err


@pytest.mark.usefixtures("failing")
def test_an_interrupted_command_ends_with_130(customer_room: CommandLine) -> None:
    """Ctrl-C ends a command with one word and 130."""
    outcome = customer_room("linger")
    assert (outcome.code, outcome.err.split()) == (130, ["Stopped."])
