import os
from pathlib import Path

import pytest

from tests.cli.commanding import Served
from tests.cli.conftest import CommandLine

MAPPING_REFUSED = 65


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """A folder with a good file to import, and everything that is no mapping file."""
    (tmp_path / "good.csv").write_text("said_at,text\n2026-10-01,late\n", encoding="utf-8")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "latin.toml").write_bytes(b'[constants]\nsource = "Caf\xe9"\n')
    (tmp_path / "table.toml").write_text("said_at,text\n2026-10-01,late\n", encoding="utf-8")
    (tmp_path / "round.toml").symlink_to("round.toml")
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none.toml", "There is no such file."), ("none/none.toml", "There is no such file."),
        ("folder.toml", "It is a folder."), ("latin.toml", "It is not UTF-8 text."),
        ("table.toml", "It is not valid TOML: "), ("good.csv/x.toml", "It cannot be read: "),
        ("round.toml", "It cannot be read: "), ("pipe.toml", "It is not a regular file."),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_read_is_refused_in_words(
    customer_room: CommandLine, room: Path, places: Path, name: str, words: str
) -> None:
    """--mapping says what is wrong with the file and what to do, as for the file itself, and shows no usage."""
    os.mkfifo(places / "pipe.toml")
    ended = customer_room("import", room, "feedback", places / "good.csv", "--mapping", places / name)
    title, what, fix = ended.err.splitlines()[-3:]
    assert (ended.code, title) == (MAPPING_REFUSED, "The mapping file cannot be used.")
    assert what.startswith(f"{Path(name).name}: {words}")
    assert fix.startswith("What to do: ")
    assert "Usage" not in ended.err


def test_a_served_room_refuses_a_mapping_in_the_same_words(
    customer_room: CommandLine, quiet_room: Served, places: Path
) -> None:
    """Through the running room the refusal and the exit code are the same."""
    ended = customer_room(
        "import", quiet_room.folder, "feedback", places / "good.csv", "--mapping", places / "none.toml"
    )
    assert ended.code == MAPPING_REFUSED
    assert "none.toml: There is no such file." in ended.err


def test_other_paths_are_refused_in_words_too(customer_room: CommandLine, room: Path, places: Path) -> None:
    """A folder as --refused, a backup that is not there and one that is a folder get words and no usage."""
    refused = customer_room("import", room, "feedback", places / "good.csv", "--refused", places / "folder.toml")
    assert (refused.code, "exists already." in refused.err) == (65, True)
    for backup in ("none.zip", "folder.toml"):
        ended = customer_room("restore", places / backup, places / "again")
        assert (ended.code, ended.err.splitlines()[-3]) == (1, "The backup could not be restored.")
        assert backup in ended.err
    assert not (places / "again").exists()
