import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from customer_room.errors import RoomBusyError, RoomError, RoomNotFoundError, StoreError
from customer_room.operations.check import check_room
from customer_room.operations.create import create_room
from customer_room.operations.plan import list_templates, read_template
from customer_room.operations.room import Room, open_room, opened
from customer_room.settings import RoomSettings, settings_toml
from customer_room.store.structure import read_structure
from tests.operations.samples import CHECKOUT, TESTER, quiet, tree
from tests.store.samples import count

SETTINGS = settings_toml(RoomSettings(name="Test"))


@pytest.mark.parametrize("code", [template.code for template in list_templates()])
def test_a_room_is_made_from_every_template(code: str, tmp_path: Path) -> None:
    """Each template gives a room with 5 to 9 stages, 10 to 20 touchpoints and nothing for the check to find."""
    create_room(tmp_path / "room", read_template(code), SETTINGS, TESTER)
    with opened(tmp_path / "room") as room:
        with room.store.snapshot() as cursor:
            structure = read_structure(cursor)
        assert check_room(room, quiet).findings == ()
    plan = read_template(code)
    assert [stage.code for stage in structure.stages] == [stage["code"] for stage in plan["stages"]]
    assert 5 <= len(structure.stages) <= 9
    assert 10 <= len(structure.touchpoints) <= 20
    assert all(point.silo_ids for point in structure.touchpoints)
    assert len(structure.kpis) == len(plan["kpis"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["room"]


def test_an_unknown_template_names_those_there_are() -> None:
    """A template's name that is wrong is answered with the right ones."""
    with pytest.raises(RoomError, match="mail-order-retail"):
        read_template("../../etc/passwd")


@pytest.mark.parametrize(
    ("plan", "settings", "error"),
    [
        ({"stages": [{"code": "a", "name": "A"}, {"code": "b"}]}, SETTINGS, KeyError),
        ({}, '[room]\nlocale = "xx-YY"', RoomError),
        ({}, "[room", RoomError),
    ],
)
def test_a_room_that_cannot_be_made_leaves_nothing(
    plan: dict[str, object], settings: str, error: type[Exception], tmp_path: Path
) -> None:
    """A plan or settings that break half-way leave no folder, and an empty folder that was there stays empty."""
    (tmp_path / "there").mkdir()
    for folder in (tmp_path / "new" / "room", tmp_path / "there"):
        with pytest.raises(error):
            create_room(folder, plan, settings, TESTER)
    assert tree(tmp_path) == {}
    assert list((tmp_path / "there").iterdir()) == []


def test_nothing_that_is_there_is_overwritten(room: Room) -> None:
    """A room is not made over another, nor over a file."""
    before = tree(room.folder / "artifacts")
    for folder in (room.folder, room.folder / "room.toml"):
        with pytest.raises(RoomError, match="not empty"):
            create_room(folder, {}, SETTINGS, TESTER)
    assert tree(room.folder / "artifacts") == before


@pytest.mark.parametrize(
    ("missing", "error", "words"),
    [
        ("room.toml", RoomNotFoundError, "not a room"),
        ("data/room.duckdb", RoomNotFoundError, "missing"),
        ("data", RoomNotFoundError, "missing"),
    ],
)
def test_a_half_copied_room_is_named_and_left_alone(
    missing: str, error: type[RoomError], words: str, room: Room
) -> None:
    """A room whose settings or file did not come along is refused in words, and nothing is made in their place."""
    room.store.close()
    path = room.folder / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    before = tree(room.folder)
    with pytest.raises(error, match=words):
        open_room(room.folder)
    assert tree(room.folder) == before


def test_a_file_copied_without_its_log_is_refused(room: Room) -> None:
    """A DuckDB file that came along without what it held never becomes an empty room."""
    room.store.close()
    path = room.folder / "data" / "room.duckdb"
    path.write_bytes(b"")
    with pytest.raises(StoreError, match="copied by half"):
        open_room(room.folder)
    assert path.read_bytes() == b""


def test_a_room_without_its_media_opens_and_names_them(room: Room) -> None:
    """Missing pictures and clips do not keep the room shut; the check names each with its place and its name."""
    names = sorted(name for shelf in ("artifacts", "recordings") for name in tree(room.folder / shelf))
    room.store.close()
    for shelf in ("artifacts", "recordings"):
        shutil.rmtree(room.folder / shelf)
    with opened(room.folder) as again:
        findings = check_room(again, quiet).findings
    assert len(findings) == len(names) == 3
    assert all("missing" in finding.what and "backup" in finding.fix for finding in findings)
    assert any("slip.png" in finding.what for finding in findings)


def test_what_a_killed_command_left_behind_goes_when_the_room_is_opened(room: Room, tmp_path: Path) -> None:
    """Exchange files, what is half written and a dead server's word are cleared; a link is cut, not followed."""
    room.store.close()
    treasure = tmp_path / "treasure"
    treasure.mkdir()
    (treasure / "kept.txt").write_text("kept")
    exchange = room.folder / "data" / "exchange"
    (exchange / "import-1").mkdir()
    (exchange / "import-1" / "staged.parquet").write_bytes(b"half")
    (exchange / "link").symlink_to(treasure)
    shelf = next((room.folder / "recordings").iterdir())
    partials = [shelf / ".0123.partial", room.folder / "data" / ".server.json-01234567.partial"]
    partials += [room.folder / "backups" / ".room.zip-01234567.partial", room.folder / "data" / "server.json"]
    own = [room.folder / "backups" / "room.zip", room.folder / "backups" / "mine.partial"]
    own[0].parent.mkdir()
    for path in (*partials, *own):
        path.write_bytes(b"half")
    with opened(room.folder) as again:
        assert list(exchange.iterdir()) == []
        assert check_room(again, quiet).findings == ()
    assert tree(treasure) == {"kept.txt": b"kept"}
    assert [path for path in (*partials, *own) if path.exists()] == own


def test_a_room_opened_twice_is_busy(room: Room) -> None:
    """A room that is open is refused to a second opening, and stays usable in the first."""
    with pytest.raises(RoomBusyError, match="another program"):
        open_room(room.folder)
    assert count(room.store, "feedback") == 20


_AS_ANOTHER_USER = """
import os, sys
from pathlib import Path
from customer_room.errors import RoomError
from customer_room.operations.room import open_room
open_room(Path(sys.argv[2])).store.close()  # loads what another user may not be able to read
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    open_room(Path(sys.argv[1]))
except RoomError as error:
    print(error.title)
"""


@pytest.fixture
def open_to_all(room: Room) -> Iterator[Path]:
    """A copy of a closed room where every user may go; pytest's own folders are for one user only."""
    room.store.close()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "room"
        shutil.copytree(room.folder, folder)
        shutil.copytree(room.folder, folder.with_name("spare"))
        for path in (Path(temporary), folder, *folder.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        yield folder


def _seen_by_another_user(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _AS_ANOTHER_USER, folder, folder.with_name("spare")],
        cwd=CHECKOUT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX's")
@pytest.mark.parametrize("place", [".", "data", "data/room.duckdb"])
def test_a_read_only_room_is_refused_in_words(place: str, open_to_all: Path) -> None:
    """A user without write access to the room, its data or its file reads so, and nothing is written."""
    locked = open_to_all / place
    before = tree(open_to_all)
    locked.chmod(0o555 if locked.is_dir() else 0o444)
    title = _seen_by_another_user(open_to_all)
    locked.chmod(0o777)
    assert title == "The room folder is read-only"
    assert tree(open_to_all) == before


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX's")
def test_a_room_that_may_be_written_is_opened_by_another_user(open_to_all: Path) -> None:
    """The refusal of read-only rooms does not hit a user who may write."""
    assert _seen_by_another_user(open_to_all) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX's")
def test_a_file_of_the_room_that_may_not_be_read_is_refused_in_words(open_to_all: Path) -> None:
    """A file or a folder that this user may not even look at is refused in words."""
    for place in ("data/room.duckdb", "data"):
        locked = open_to_all / place
        locked.chmod(0o000)
        assert _seen_by_another_user(open_to_all)
        locked.chmod(0o777)
