"""Keep files by the hash of their content, whole or not at all."""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from customer_room.errors import MediaError

SHELVES = ("artifacts", "recordings")
_CHUNK = 1 << 20
_PARTIAL = ".partial"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it lies in the room: `path` relative to the room folder, `size` in bytes."""

    path: str
    sha256: str
    size: int


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def read_bytes(path: Path) -> bytes:
    """A foreign file's bytes.

    Raises:
        MediaError: it is not there or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise MediaError(
            "The file cannot be read", f"{path}: {error.strerror}.", "Check its name and its permissions."
        ) from error


def keep_bytes(room_folder: Path, shelf: str, ending: str, content: bytes) -> KeptFile:
    """Put bytes on a shelf (one of `SHELVES`) under their hash; the same bytes are kept once.

    The file is written under a temporary name, forced to disk, and renamed, so it is never half there. A damaged
    file under that hash is replaced.

    Raises:
        MediaError: the disk is full or the folder cannot be written.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    relative = f"{shelf}/{sha256[:2]}/{sha256}{ending}"
    target = room_folder / relative
    partial = target.with_name(f".{uuid4().hex}{_PARTIAL}")
    try:
        if target.is_file() and hash_file(target) == sha256:
            return KeptFile(relative, sha256, len(content))
        target.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        if partial.parent.is_dir():
            partial.unlink(missing_ok=True)
        raise MediaError(
            "The file could not be kept",
            f"{target}: {error.strerror}.",
            "Free some space or check the folder's permissions, then try again; the room is as it was.",
        ) from error
    return KeptFile(relative, sha256, len(content))


def _sync_folder(folder: Path) -> None:
    """A rename outlives a power cut once its folder is on the disk; Windows has no such call."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def resolve_kept(room_folder: Path, relative: str) -> Path | None:
    """The file's place on disk, or None when it is gone or would lie outside the room's shelves."""
    return _resolve_all(room_folder, [relative]).get(relative)


def kept_among(room_folder: Path, relatives: Iterable[str]) -> frozenset[str]:
    """Those of the paths at which `resolve_kept` finds a file; it is asked of all together, which is cheaper."""
    return frozenset(_resolve_all(room_folder, relatives))


def _resolve_all(room_folder: Path, relatives: Iterable[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    with suppress(OSError, RuntimeError, ValueError):
        shelves = [(room_folder / shelf).resolve() for shelf in SHELVES]
        for relative in relatives:
            with suppress(OSError, RuntimeError, ValueError):
                path = (room_folder / relative).resolve()
                if any(path.is_relative_to(shelf) for shelf in shelves) and path.is_file():
                    found[relative] = path
    return found


def list_kept(room_folder: Path, shelf: str) -> list[str]:
    """Paths, relative to the room folder, of every file on a shelf; a link that leads off the shelves is none."""
    found = (path.relative_to(room_folder).as_posix() for path in (room_folder / shelf).rglob("*"))
    return sorted(name for name in found if not name.endswith(_PARTIAL) and resolve_kept(room_folder, name) is not None)


def remove_partials(room_folder: Path) -> None:
    """Remove what a killed program left half written; nobody else may be at work in the room.

    Raises:
        OSError: a leftover cannot be removed.
    """
    for shelf in SHELVES:
        for leftover in (room_folder / shelf).glob(f"*/.*{_PARTIAL}"):
            leftover.unlink(missing_ok=True)
