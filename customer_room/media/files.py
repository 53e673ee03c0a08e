"""Keep files by the hash of their content, whole or not at all."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from customer_room.errors import MediaError

_CHUNK = 1 << 20


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


def keep_bytes(room_folder: Path, shelf: str, ending: str, content: bytes) -> KeptFile:
    """Put bytes on a shelf (`artifacts` or `recordings`) under their hash; the same bytes are kept once.

    The file is written under a temporary name, forced to disk, and renamed, so it is never half there.

    Raises:
        MediaError: the disk is full or the folder cannot be written.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    relative = f"{shelf}/{sha256[:2]}/{sha256}{ending}"
    target = room_folder / relative
    kept = KeptFile(relative, sha256, len(content))
    if target.is_file() and target.stat().st_size == len(content):
        return kept
    partial = target.with_name(f".{uuid4().hex}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise MediaError(
            "The file could not be kept",
            f"{target}: {error.strerror}.",
            "Free some space or check the folder's permissions, then try again; the room is as it was.",
        ) from error
    return kept


def resolve_kept(room_folder: Path, relative: str) -> Path | None:
    """The file's place on disk, or None when it is gone or would lie outside the room."""
    root = room_folder.resolve()
    path = (root / relative).resolve()
    return path if path.is_relative_to(root) and path.is_file() else None


def list_kept(room_folder: Path, shelf: str) -> list[str]:
    """Paths, relative to the room folder, of every file on a shelf."""
    root = room_folder / shelf
    return sorted(path.relative_to(room_folder).as_posix() for path in root.rglob("*") if path.is_file())
