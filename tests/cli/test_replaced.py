"""A room whose file or folder is exchanged while it is served."""

import shutil
from pathlib import Path

from tests.cli.commanding import Served, run_process
from tests.cli.conftest import CommandLine
from tests.cli.test_live import FEEDBACK, Wall, bring, come, complaints

FILE = Path("data") / "room.duckdb"


def restored(customer_room: CommandLine, served: Served, tmp_path: Path) -> Path:
    """A folder with the served room as it is now, by way of a backup."""
    assert customer_room("backup", served.folder, tmp_path / "safe.zip").code == 0
    assert customer_room("restore", tmp_path / "safe.zip", tmp_path / "restored").code == 0
    return tmp_path / "restored"


def kept(customer_room: CommandLine, folder: Path, out: Path) -> list[str]:
    """Which complaints a room has, as its export says."""
    assert customer_room("export", folder, out).code == 0
    header, *rows = (out / "tables" / "feedback.csv").read_text(encoding="utf-8").splitlines()
    column = header.split(",").index("external_id")
    return sorted(row.split(",")[column] for row in rows)


def wait_for(wall: Wall, *, trouble: bool) -> None:
    """Listen, without asking, until the wall is told that the room cannot be read, or that it can."""
    while ("trouble" in wall.hear()) != trouble:
        pass


def wait_for_complaints(wall: Wall, count: str) -> None:
    """Listen, without asking, until the wall is told of so many complaints."""
    while True:
        said = wall.hear()
        if "wall" in said and complaints(said) == [count]:
            return


def test_a_restored_folder_put_in_the_place_of_a_served_room(
    customer_room: CommandLine, served: Served, tmp_path: Path
) -> None:
    """Open walls show the restored room, imports through the server are kept in it, and the old folder is whole."""
    bring(served, tmp_path, "before")
    backup = restored(customer_room, served, tmp_path)
    bring(served, tmp_path, "after")
    presence = served.presence
    with come(served) as line:
        wall = Wall(line)
        assert complaints(wall.ask()) == ["2"]
        served.folder.rename(tmp_path / "old")
        wait_for(wall, trouble=True)
        backup.rename(served.folder)
        wait_for_complaints(wall, "1")
        assert served.presence == presence
        bring(served, tmp_path, "later")
        wait_for_complaints(wall, "2")
    assert customer_room("check", served.folder).code == 0
    assert kept(customer_room, served.folder, tmp_path / "new-rows") == ["before", "later"]
    assert customer_room("check", tmp_path / "old").code == 0
    assert kept(customer_room, tmp_path / "old", tmp_path / "old-rows") == ["after", "before"]


def test_a_restored_file_put_in_the_place_of_a_served_one(
    customer_room: CommandLine, served: Served, tmp_path: Path
) -> None:
    """An import that comes first after the exchange is in the restored file when the server has ended."""
    bring(served, tmp_path, "before")
    backup = restored(customer_room, served, tmp_path)
    bring(served, tmp_path, "after")
    (backup / FILE).replace(served.folder / FILE)
    bring(served, tmp_path, "later")
    assert kept(customer_room, served.folder, tmp_path / "rows") == ["before", "later"]
    served.process.terminate()
    served.process.wait()
    assert kept(customer_room, served.folder, tmp_path / "rows-afterwards") == ["before", "later"]


def test_a_served_room_without_its_file_refuses_in_words_until_it_is_back(
    customer_room: CommandLine, served: Served, tmp_path: Path
) -> None:
    """Walls and commands are told in words of a file that is no room; a good one put there heals both."""
    bring(served, tmp_path, "before")
    backup = restored(customer_room, served, tmp_path)
    with come(served) as line:
        wall = Wall(line)
        assert complaints(wall.ask()) == ["1"]
        shutil.move(served.folder / FILE, tmp_path / "aside.duckdb")
        wait_for(wall, trouble=True)
        (served.folder / FILE).write_text("Dear customer room, this is a letter.\n" * 500)
        file = tmp_path / "later.csv"
        file.write_text(FEEDBACK.format(id="later"), encoding="utf-8")
        for arguments in (("import", served.folder, "feedback", file), ("check", served.folder)):
            refused = run_process(tmp_path, *arguments)
            assert refused.code == 1
            assert "damaged" in refused.err
            assert "What to do: " in refused.err
        (backup / FILE).replace(served.folder / FILE)
        wait_for(wall, trouble=False)
        bring(served, tmp_path, "later")
        wait_for_complaints(wall, "2")
