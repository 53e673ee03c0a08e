"""Back a room up into one file with a manifest of hashes, and restore it into a new folder."""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from uuid import uuid4

from customer_room import __version__
from customer_room.errors import DAMAGED_ARCHIVE, BackupError
from customer_room.media.files import list_kept
from customer_room.operations.create import building_folder, move_into_place, refuse_occupied
from customer_room.operations.nameable import escaped, is_text, refuse_unnameable
from customer_room.operations.room import MEDIA_FOLDERS, Room, make_folders
from customer_room.settings import SETTINGS_FILE

_MANIFEST = "manifest.json"
_DATABASE = "data/room.duckdb"
_MOST_MANIFEST_BYTES = 64 << 20
_CHUNK = 1 << 20

Progress = Callable[[str, float | None], None]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a manifest says of one file; `size` in bytes."""

    sha256: str
    size: int


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
    partial = path.with_name(f".{path.name}-{uuid4().hex[:8]}.partial")
    with _copied_database(room) as database:
        try:
            if path.exists():
                raise BackupError("There is a file of that name", f"{path} exists already.", "Name another file.")
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                count = _write_archive(room, database, partial, progress)
                partial.rename(path)
            finally:
                partial.unlink(missing_ok=True)
        except OSError as error:
            raise BackupError(
                "The backup could not be written", f"{path}: {error.strerror}.", "Free some space or name another file."
            ) from error
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
    _refuse_names_that_are_no_text(members)
    facts: dict[str, Facts] = {}
    with archive.open("xb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as zipped:
            for number, (name, path) in enumerate(members.items(), 1):
                progress("Backing up", number / len(members))
                facts[name] = _add(zipped, name, path)
            manifest = {
                "made_by": f"Customer Room {__version__}",
                "made_at": datetime.now(UTC).isoformat(),
                "files": {name: asdict(fact) for name, fact in facts.items()},
            }
            zipped.writestr(_MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))
        stream.flush()
        os.fsync(stream.fileno())
    return len(members)


def _refuse_names_that_are_no_text(members: Mapping[str, Path]) -> None:
    for name in members:
        if not is_text(name):
            raise BackupError(
                "The backup could not be written",
                f"{escaped(name)} has a name with bytes that are not UTF-8, which a backup cannot hold.",
                "Rename that file, or move it out of the room if `customer-room check` says that nothing shows it.",
            )


def _add(zipped: zipfile.ZipFile, name: str, path: Path) -> Facts:
    """The hash is of the very bytes that went into the archive, whatever happens to the file meanwhile."""
    entry = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    entry.compress_type = zipfile.ZIP_DEFLATED if name == _DATABASE else zipfile.ZIP_STORED
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, zipped.open(entry, "w", force_zip64=True) as sink:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            sink.write(chunk)
    return Facts(digest.hexdigest(), size)


def restore(archive: Path, folder: Path, progress: Progress) -> BackupReport:
    """Restore a backup into a new or empty folder, every hash checked before the folder appears.

    Raises:
        BackupError: it is no backup, damaged, or the folder cannot be written.
        RoomError: the folder is not empty, or has a name that is no text.
    """
    refuse_unnameable(folder)
    refuse_occupied(folder)
    building = building_folder(folder)
    try:
        building.mkdir(parents=True)
        with zipfile.ZipFile(archive) as zipped:
            files = _read_manifest(zipped, archive)
            _refuse_too_large(files, building)
            for number, (name, facts) in enumerate(files.items(), 1):
                progress("Restoring", number / len(files))
                _extract(zipped, name, facts, building, archive)
        make_folders(building)
        move_into_place(building, folder)
    except DAMAGED_ARCHIVE as error:
        raise _damaged(archive, "it is no backup, or a part of it is missing") from error
    except OSError as error:
        raise BackupError(
            "The backup could not be restored",
            f"{error.filename or folder}: {error.strerror}.",
            "Check the names, the permissions and the free space, then try again.",
        ) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return BackupReport(folder, len(files), sum(fact.size for fact in files.values()))


def _read_manifest(zipped: zipfile.ZipFile, archive: Path) -> dict[str, Facts]:
    try:
        if zipped.getinfo(_MANIFEST).file_size > _MOST_MANIFEST_BYTES:
            raise _damaged(archive, "its manifest is too large")
        files = json.loads(zipped.read(_MANIFEST))["files"]
        listed = {str(name): Facts(str(fact["sha256"]), int(fact["size"])) for name, fact in files.items()}
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        raise _damaged(archive, "its manifest is missing or unreadable") from error
    for name in listed:
        parts = PurePosixPath(name).parts
        known = name in {SETTINGS_FILE, _DATABASE} or (len(parts) > 1 and parts[0] in MEDIA_FOLDERS)
        if not known or ".." in parts or any(sign in name for sign in "\\\0:"):
            raise _damaged(archive, f"it names “{name!a}”, which is no part of a room")
    if not {SETTINGS_FILE, _DATABASE} <= listed.keys():
        raise _damaged(archive, "the room's file or its settings are not in it")
    return listed


def _refuse_too_large(files: Mapping[str, Facts], building: Path) -> None:
    needed, free = sum(fact.size for fact in files.values()), shutil.disk_usage(building).free
    if needed > free:
        raise BackupError(
            "There is not enough space",
            f"The backup takes {needed:,} bytes; {building.parent} has {free:,} left.",
            "Free some space or name a folder on another disk; nothing was restored.",
        )


def _extract(zipped: zipfile.ZipFile, name: str, facts: Facts, building: Path, archive: Path) -> None:
    target = building / name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), facts.size
    try:
        with zipped.open(name) as source, target.open("xb") as sink:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _damaged(archive, f"{name} is longer than its manifest says")
                digest.update(chunk)
                sink.write(chunk)
    except KeyError as error:
        raise _damaged(archive, f"{name} is not in it") from error
    if left or digest.hexdigest() != facts.sha256:
        raise _damaged(archive, f"{name} is not as it was backed up")


def _damaged(archive: Path, what: str) -> BackupError:
    return BackupError("This backup cannot be used", f"{archive}: {what}.", "Use another backup; nothing was restored.")
