import json
import zipfile
from pathlib import Path

import pytest

from customer_room.operations.room import opened
from tests.cli.conftest import CommandLine


def lose_a_rollup(room: Path) -> None:
    """Put a cell into a rollup that no row accounts for."""
    with opened(room) as open_room:
        cursor = open_room.store.read()
        stage = cursor.execute("SELECT id FROM stages LIMIT 1").fetchone()
        assert stage is not None
        cursor.execute("INSERT INTO feedback_spans VALUES (?, 'ghost', '2026-05-01', '2026-05-01')", stage)


def test_a_whole_room_is_found_whole(customer_room: CommandLine, room: Path) -> None:
    """`check` of a room without faults ends with 0 and says so."""
    outcome = customer_room("check", room)
    assert outcome.code == 0
    assert outcome.out.startswith("Everything fits together")


def test_what_check_finds_comes_with_a_fix(customer_room: CommandLine, room: Path) -> None:
    """A stray file ends `check` with 1, is named, and is followed by what to do."""
    (room / "artifacts" / "stray.png").write_bytes(b"?")
    outcome = customer_room("check", room)
    assert outcome.code == 1
    assert "1 thing found" in outcome.out
    assert "artifacts/stray.png" in outcome.out
    assert "What to do: " in outcome.out


def test_check_writes_json(customer_room: CommandLine, room: Path) -> None:
    """--json writes the findings as pairs of what and fix."""
    (room / "artifacts" / "stray.png").write_bytes(b"?")
    outcome = customer_room("check", room, "--json")
    report = json.loads(outcome.out)
    assert outcome.code == 1
    assert [len(finding) for finding in report["findings"]] == [2]
    assert report["mended"] is False


def test_mend_makes_the_rollups_anew(customer_room: CommandLine, room: Path) -> None:
    """`check` finds a wrong rollup, and `check --mend` leaves nothing to find."""
    lose_a_rollup(room)
    assert customer_room("check", room).code == 1
    outcome = customer_room("check", room, "--mend")
    assert (outcome.code, outcome.out.splitlines()[0]) == (0, "The rollups were made anew.")
    assert customer_room("check", room).code == 0


def test_a_backup_restores_to_the_same_room(customer_room: CommandLine, room: Path, tmp_path: Path) -> None:
    """What `backup` writes, `restore` makes a room of that `check` finds whole."""
    outcome = customer_room("backup", room, tmp_path / "safe.zip")
    assert (outcome.code, str(tmp_path / "safe.zip") in outcome.out) == (0, True)
    assert customer_room("restore", tmp_path / "safe.zip", tmp_path / "again").code == 0
    assert (tmp_path / "again" / "room.toml").read_bytes() == (room / "room.toml").read_bytes()
    assert customer_room("check", tmp_path / "again").code == 0


def test_a_backup_without_a_name_goes_into_the_room(customer_room: CommandLine, room: Path) -> None:
    """`backup FOLDER` puts the file into the room's own folder and prints where."""
    outcome = customer_room("backup", room)
    (made,) = (room / "backups").glob("*.zip")
    assert outcome.code == 0
    assert str(made) in outcome.out


def test_a_backup_overwrites_nothing(customer_room: CommandLine, room: Path, tmp_path: Path) -> None:
    """A file of that name is left alone."""
    (tmp_path / "safe.zip").write_text("mine", encoding="utf-8")
    assert customer_room("backup", room, tmp_path / "safe.zip").code == 1
    assert (tmp_path / "safe.zip").read_text(encoding="utf-8") == "mine"


def test_a_damaged_backup_restores_nothing(customer_room: CommandLine, room: Path, tmp_path: Path) -> None:
    """A backup whose content was changed is refused, and no folder appears."""
    customer_room("backup", room, tmp_path / "safe.zip")
    with zipfile.ZipFile(tmp_path / "safe.zip") as whole, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in whole.namelist():
            bad.writestr(name, whole.read(name) + (b"#" if name == "room.toml" else b""))
    outcome = customer_room("restore", tmp_path / "bad.zip", tmp_path / "again")
    assert outcome.code == 1
    assert "room.toml" in outcome.err
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("command", ["restore", "export"])
def test_a_folder_with_something_in_it_is_left_alone(
    customer_room: CommandLine, room: Path, tmp_path: Path, command: str
) -> None:
    """`restore` and `export` refuse a folder that holds something."""
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("mine", encoding="utf-8")
    customer_room("backup", room, tmp_path / "safe.zip")
    outcome = customer_room(command, tmp_path / "safe.zip" if command == "restore" else room, taken)
    assert outcome.code == 1
    assert [path.name for path in taken.iterdir()] == ["letter.txt"]


def test_an_export_holds_every_table_twice(customer_room: CommandLine, room: Path, tmp_path: Path) -> None:
    """`export` writes each table as Parquet and as CSV, and prints its rows."""
    outcome = customer_room("export", room, tmp_path / "out")
    tables = {path.stem for path in (tmp_path / "out" / "tables").glob("*.parquet")}
    assert outcome.code == 0
    assert {path.stem for path in (tmp_path / "out" / "tables").glob("*.csv")} == tables
    assert {"stages", "feedback", "changes"} <= tables
    assert all(f"  {table}\n" in outcome.out for table in tables)
