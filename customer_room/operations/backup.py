"""Back a room up into one file with a manifest of hashes, and restore it into a new folder."""

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from uuid import uuid4

from customer_room import __version__
from customer_room.errors import BackupError
from customer_room.media.files import hash_file, list_kept
from customer_room.operations.create import building_folder, move_into_place, refuse_occupied
from customer_room.operations.room import MEDIA_FOLDERS, Room, make_folders
from customer_room.settings import SETTINGS_FILE

_MANIFEST = "manifest.json"
_DATABASE = "data/room.duckdb"
_MOST_MANIFEST_BYTES = 64 << 20
_CHUNK = 1 << 20

Progress = Callable[[str, float | None], None]


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A finished backup or restore: where, how many files, how many bytes."""

    path: Path
    files: int
    size: int


def back_up(room: Room, target: Path | None, progress: Progress) -> BackupReport:
    """Write the whole room, consistent at one moment, into one zip file that never overwrites another.

    Raises:
        BackupError: it could not be written; no half file is left.
    """
    path = target or room.folder / "backups" / f"{room.folder.name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.zip"
    if path.exists():
        raise BackupError("There is a file of that name", f"{path} exists already.", "Name another file.")
    partial = path.with_name(f".{path.name}-{uuid4().hex[:8]}.partial")
    with _copied_database(room) as database:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            count = _write_archive(room, database, partial, progress)
            partial.rename(path)
        except OSError as error:
            raise BackupError(
                "The backup could not be written", f"{path}: {error.strerror}.", "Free some space or name another file."
            ) from error
        finally:
            partial.unlink(missing_ok=True)
    return BackupReport(path, count, path.stat().st_size)


@contextmanager
def _copied_database(room: Room) -> Iterator[Path]:
    copy = room.exchange_dir / f"backup-{uuid4().hex}.duckdb"
    try:
        room.store.copy_to(copy)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _write_archive(room: Room, database: Path, archive: Path, progress: Progress) -> int:
    members = {SETTINGS_FILE: room.folder / SETTINGS_FILE, _DATABASE: database}
    members |= {name: room.folder / name for shelf in MEDIA_FOLDERS for name in list_kept(room.folder, shelf)}
    hashes: dict[str, dict[str, str | int]] = {}
    with zipfile.ZipFile(archive, "x", zipfile.ZIP_STORED, allowZip64=True) as zipped:
        for number, (name, path) in enumerate(members.items(), 1):
            progress("Backing up", number / len(members))
            hashes[name] = {"sha256": hash_file(path), "size": path.stat().st_size}
            compression = zipfile.ZIP_DEFLATED if name == _DATABASE else zipfile.ZIP_STORED
            zipped.write(path, name, compress_type=compression)
        manifest = {
            "made_by": f"Customer Room {__version__}",
            "made_at": datetime.now(UTC).isoformat(),
            "files": hashes,
        }
        zipped.writestr(_MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
    return len(members)


def restore(archive: Path, folder: Path, progress: Progress) -> BackupReport:
    """Restore a backup into a new or empty folder, every hash checked before the folder appears.

    Raises:
        BackupError: it is no backup, damaged, or the folder cannot be written.
        RoomError: the folder is not empty.
    """
    refuse_occupied(folder)
    building = building_folder(folder)
    try:
        building.mkdir(parents=True)
        with zipfile.ZipFile(archive) as zipped:
            files = _read_manifest(zipped, archive)
            for number, (name, facts) in enumerate(files.items(), 1):
                progress("Restoring", number / len(files))
                _extract(zipped, name, facts, building, archive)
        make_folders(building)
        move_into_place(building, folder)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise _damaged(archive, "it is no backup, or a part of it is missing") from error
    except OSError as error:
        raise BackupError(
            "The backup could not be restored",
            f"{error.filename or folder}: {error.strerror}.",
            "Check the names, the permissions and the free space, then try again.",
        ) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return BackupReport(folder, len(files), sum(int(facts["size"]) for facts in files.values()))


def _read_manifest(zipped: zipfile.ZipFile, archive: Path) -> dict[str, dict[str, str | int]]:
    try:
        if zipped.getinfo(_MANIFEST).file_size > _MOST_MANIFEST_BYTES:
            raise _damaged(archive, "its manifest is too large")
        files = json.loads(zipped.read(_MANIFEST))["files"]
        listed: dict[str, dict[str, str | int]] = {
            str(name): {"sha256": str(f["sha256"]), "size": int(f["size"])} for name, f in files.items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(archive, "its manifest is missing or unreadable") from error
    for name in listed:
        parts = PurePosixPath(name).parts
        known = name in {SETTINGS_FILE, _DATABASE} or (len(parts) > 1 and parts[0] in MEDIA_FOLDERS)
        if not known or ".." in parts or "\\" in name or name.startswith("/"):
            raise _damaged(archive, f"it names “{name}”, which is no part of a room")
    if not {SETTINGS_FILE, _DATABASE} <= listed.keys():
        raise _damaged(archive, "the room's file or its settings are not in it")
    return listed


def _extract(zipped: zipfile.ZipFile, name: str, facts: dict[str, str | int], building: Path, archive: Path) -> None:
    target = building / name
    target.parent.mkdir(parents=True, exist_ok=True)
    left = int(facts["size"])
    try:
        with zipped.open(name) as source, target.open("xb") as sink:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _damaged(archive, f"{name} is longer than its manifest says")
                sink.write(chunk)
    except KeyError as error:
        raise _damaged(archive, f"{name} is not in it") from error
    if left or hash_file(target) != facts["sha256"]:
        raise _damaged(archive, f"{name} is not as it was backed up")


def _damaged(archive: Path, what: str) -> BackupError:
    return BackupError("This backup cannot be used", f"{archive}: {what}.", "Use another backup; nothing was restored.")
