import os
import sys
from pathlib import Path

import pytest

from tests.cli.commanding import run_process
from tests.cli.conftest import CommandLine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have only names of text")

NO_TEXT = os.fsdecode(b"caf\xe9")
COMMANDS = (
    ("check",), ("names",), ("backup",), ("export", "out"), ("import", "feedback", "good.csv"),
    ("serve", "--no-open", "--port", "0"),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_room_in_a_folder_without_a_name_of_text_is_refused(
    room: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Every command on a room below such a folder names that folder, with its bytes spelled out, and a way out."""
    (tmp_path / "good.csv").write_text("said_at,text\n2026-10-01,late\n", encoding="utf-8")
    (tmp_path / NO_TEXT).mkdir()
    room.rename(tmp_path / NO_TEXT / "room")
    name, *options = command
    ended = run_process(tmp_path, name, f"{NO_TEXT}/room", *options)
    assert ended.code == 1
    assert f"{tmp_path}/caf\\xe9 holds bytes that are not UTF-8" in ended.err
    assert "What to do: Rename that folder" in ended.err
    assert "unexpected" not in ended.err


def test_no_room_is_made_where_none_can_be_opened(room: Path, tmp_path: Path) -> None:
    """`init`, `restore` and `demo` refuse such a folder before anything is made there."""
    assert run_process(tmp_path, "backup", room, "safe.zip").code == 0
    wanted = f"{NO_TEXT}/new"
    for command in (
        ("init", wanted, "--template", "insurance"), ("restore", "safe.zip", wanted),
        ("demo", "--folder", wanted, "--no-open"),
    ):  # fmt: skip
        ended = run_process(tmp_path, *command)
        assert ended.code == 1
        assert "caf\\xe9 holds bytes that are not UTF-8" in ended.err
    assert not (tmp_path / NO_TEXT).exists()


def test_results_outside_the_room_may_have_any_name(room: Path, tmp_path: Path) -> None:
    """A backup, an export and an imported file need no name of text, and their names are shown as far as they are."""
    file = tmp_path / NO_TEXT / f"{NO_TEXT}.csv"
    file.parent.mkdir()
    file.write_text("said_at,text\n2026-10-01,late\nsoon,x\n", encoding="utf-8")
    assert run_process(tmp_path, "backup", room, f"{NO_TEXT}/safe.zip").code == 0
    assert run_process(tmp_path, "export", room, f"{NO_TEXT}/out").code == 0
    assert run_process(tmp_path, "import", room, "feedback", file, "--json").code == 3


def test_a_file_in_the_room_without_a_name_of_text_is_named(
    customer_room: CommandLine, room: Path, tmp_path: Path
) -> None:
    """A backup, which cannot hold such a name, says which file it is and leaves nothing half."""
    (room / "artifacts" / f"{NO_TEXT}.png").write_bytes(b"x")
    ended = customer_room("backup", room, tmp_path / "safe.zip")
    assert ended.code == 1
    assert "artifacts/caf\\xe9.png has a name with bytes that are not UTF-8" in ended.err
    assert list(tmp_path.glob("*safe*")) == []


def test_options_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """What would stand in room.toml must be text."""
    ended = run_process(tmp_path, "init", "new", "--template", "insurance", "--company", NO_TEXT)
    assert ended.code == 1
    assert "company is “caf\ufffd”, which holds bytes that are no text." in ended.err
    assert not (tmp_path / "new").exists()
