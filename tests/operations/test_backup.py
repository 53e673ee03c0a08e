import hashlib
import json
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from customer_room.errors import BackupError, RoomError
from customer_room.operations.backup import back_up, restore
from customer_room.operations.check import check_room
from customer_room.operations.room import Room, opened
from tests.operations.samples import fingerprint, quiet, tree
from tests.store.samples import FEEDBACK, count, feedback_row, keep_feedback, stage

Change = Callable[[dict[str, bytes], dict[str, Any]], None]


def test_a_backup_restores_the_very_same_room(room: Room, tmp_path: Path) -> None:
    """Tables, pictures, clips and settings come back as they were, and nothing else does."""
    (room.folder / "inbox" / "later.csv").write_text("not part of the room")
    report = back_up(room, tmp_path / "safe" / "room.zip", quiet)
    before, media = fingerprint(room), {shelf: tree(room.folder / shelf) for shelf in ("artifacts", "recordings")}
    restore(report.path, tmp_path / "again", quiet)
    with opened(tmp_path / "again") as again:
        assert fingerprint(again) == before
        assert check_room(again, quiet).findings == ()
        assert again.settings.name == room.settings.name
    assert {shelf: tree(tmp_path / "again" / shelf) for shelf in media} == media
    assert (tmp_path / "again" / "room.toml").read_bytes() == (room.folder / "room.toml").read_bytes()
    assert report.files == 2 + sum(map(len, media.values()))
    assert report.size == report.path.stat().st_size
    assert list((tmp_path / "safe").iterdir()) == [report.path]
    assert list(room.exchange_dir.glob("*.duckdb*")) == []


def test_a_backup_without_a_name_lies_in_the_room(room: Room) -> None:
    """Without a target the backup goes into the room's own folder, named by room and time."""
    assert back_up(room, None, quiet).path.parent == room.folder / "backups"


def test_a_backup_never_overwrites(room: Room, tmp_path: Path) -> None:
    """A file that is there is refused and kept."""
    (tmp_path / "room.zip").write_text("precious")
    with pytest.raises(BackupError, match="exists already"):
        back_up(room, tmp_path / "room.zip", quiet)
    assert (tmp_path / "room.zip").read_text() == "precious"


def test_a_backup_that_cannot_be_written_leaves_nothing(room: Room, tmp_path: Path) -> None:
    """A target below a file, or a medium that vanished, is refused in words without half a file."""
    (tmp_path / "file").write_text("file")
    with pytest.raises(BackupError):
        back_up(room, tmp_path / "file" / "room.zip", quiet)
    assert list(room.exchange_dir.glob("*.duckdb*")) == []


def test_a_backup_while_others_write_holds_one_moment(room: Room, tmp_path: Path) -> None:
    """Taken while rows arrive, a backup holds whole imports only, and its sums are right."""
    stop, kept = threading.Event(), list[int]()

    def write_on() -> None:
        while not stop.is_set():
            first = 1000 + 10 * len(kept)
            rows = [feedback_row(first + number) for number in range(10)]
            kept.append(keep_feedback(room.store, stage(room.store, FEEDBACK, rows)).new)

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        reports = [back_up(room, tmp_path / f"{number}.zip", quiet) for number in range(3)]
    finally:
        stop.set()
        writer.join()
    seen = []
    for number, report in enumerate(reports):
        restore(report.path, tmp_path / f"room{number}", quiet)
        with opened(tmp_path / f"room{number}") as again:
            assert check_room(again, quiet).findings == ()
            seen.append(count(again.store, "feedback"))
    assert seen == sorted(seen)
    assert all((rows - 20) % 10 == 0 and rows <= 20 + sum(kept) for rows in seen)


def test_nothing_is_restored_over_something(room: Room, tmp_path: Path) -> None:
    """A folder with something in it is refused and stays as it is."""
    report = back_up(room, tmp_path / "room.zip", quiet)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine")
    with pytest.raises(RoomError, match="not empty"):
        restore(report.path, tmp_path / "full", quiet)
    assert tree(tmp_path / "full") == {"note.txt": b"mine"}


def test_a_backup_is_restored_into_an_empty_folder(room: Room, tmp_path: Path) -> None:
    """An empty folder that is there already may take the room."""
    (tmp_path / "empty").mkdir()
    restore(back_up(room, tmp_path / "room.zip", quiet).path, tmp_path / "empty", quiet)
    with opened(tmp_path / "empty") as again:
        assert count(again.store, "feedback") == 20


def _rebuild(archive: Path, target: Path, change: Change) -> None:
    """Write an archive anew with other files and another manifest, as somebody with a zip program could."""
    with zipfile.ZipFile(archive) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(files, manifest)
    with zipfile.ZipFile(target, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
        if manifest:
            zipped.writestr("manifest.json", manifest if isinstance(manifest, str) else json.dumps(manifest))


def _list(files: dict[str, bytes], manifest: dict[str, Any], name: str, content: bytes) -> None:
    files[name] = content
    manifest["files"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def _edit_settings(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    files["room.toml"] += b"\n# edited"


def _drop_the_file(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    del files["data/room.duckdb"]


def _drop_it_from_both(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    del files["data/room.duckdb"], manifest["files"]["data/room.duckdb"]


def _drop_the_manifest(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest.clear()


def _claim_more(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["files"]["room.toml"]["size"] += 1


def _claim_less(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["files"]["room.toml"]["size"] = -1


def _claim_without_end(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["files"]["room.toml"]["size"] = float("inf")


def _claim_a_whole_disk(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["files"]["room.toml"]["size"] = 1 << 60


def _list_no_table(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["files"] = ["room.toml"]


def _placed(name: str) -> Change:
    return lambda files, manifest: _list(files, manifest, name, b"evil")


@pytest.mark.parametrize(
    "change",
    [
        _edit_settings, _drop_the_file, _drop_it_from_both, _drop_the_manifest, _claim_more, _claim_less,
        _claim_without_end, _claim_a_whole_disk, _list_no_table,
        _placed("../evil.txt"), _placed("artifacts/../../evil.txt"), _placed("/evil.txt"), _placed("evil.txt"),
        _placed("artifacts\\..\\..\\evil.txt"), _placed("data/room.duckdb.wal"), _placed("artifacts/a\0b"),
        _placed("artifacts/C:evil"), _placed("inbox/evil.csv"), _placed("artifacts"),
    ],
)  # fmt: skip
def test_an_archive_that_was_tampered_with_restores_nothing(change: Change, room: Room, tmp_path: Path) -> None:
    """Edited, incomplete, overlong and path-escaping archives are refused in words, and nothing is left behind."""
    _rebuild(back_up(room, tmp_path / "good.zip", quiet).path, tmp_path / "bad.zip", change)
    before = tree(tmp_path)
    with pytest.raises(BackupError):
        restore(tmp_path / "bad.zip", tmp_path / "again", quiet)
    assert tree(tmp_path) == before
    assert not (tmp_path / "again").exists()


def test_a_damaged_archive_restores_nothing_or_everything(room: Room, tmp_path: Path) -> None:
    """Cut short or with a byte changed anywhere, an archive is refused or gives the very same room."""
    good = back_up(room, tmp_path / "good.zip", quiet).path.read_bytes()
    before, bad = fingerprint(room), tmp_path / "bad.zip"
    for number in range(30):
        at = len(good) * number // 30
        bad.write_bytes(good[:at] if number % 3 == 0 else good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :])
        folder = tmp_path / f"again{number}"
        if _is_restored(bad, folder):
            with opened(folder) as again:
                assert fingerprint(again) == before
        else:
            assert not folder.exists()
    assert list(tmp_path.glob(".again*")) == []


def _is_restored(archive: Path, folder: Path) -> bool:
    try:
        restore(archive, folder, quiet)
    except BackupError:
        return False
    return True


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    """Empty files, text, a bare header and an empty archive are no backups."""
    (tmp_path / "bad.zip").write_bytes(content)
    with pytest.raises(BackupError):
        restore(tmp_path / "bad.zip", tmp_path / "again", quiet)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


@pytest.mark.parametrize("name", ["missing.zip", "."])
def test_an_archive_that_is_not_there_is_refused_in_words(name: str, tmp_path: Path) -> None:
    """A missing file and a folder are no backups either."""
    with pytest.raises(BackupError):
        restore(tmp_path / name, tmp_path / "again", quiet)
    assert list(tmp_path.iterdir()) == []
