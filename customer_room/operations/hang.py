"""Hang artifacts and publish clips: the file first, then its row, so that no row ever lacks its file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from customer_room.domain.records import StoredFile, TranscriptLine
from customer_room.errors import MediaError
from customer_room.media.files import keep_bytes, read_bytes
from customer_room.media.pictures import look_at_picture
from customer_room.media.sound import measure_mp3, read_transcript
from customer_room.operations.room import Room
from customer_room.store.connection import Write
from customer_room.store.media_rows import hang_artifact, new_file_id, publish_clip

# A transcript's last line may be rounded up.
_TRANSCRIPT_OVERHANG_S = 1.0


@dataclass(frozen=True, slots=True)
class ArtifactToHang:
    """A picture's file and what the wall says of it."""

    path: Path
    stage_id: UUID
    touchpoint_id: UUID | None
    name: str
    description: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class ClipToPublish:
    """A finished MP3, its WebVTT transcript, and what the wall says of it."""

    path: Path
    transcript_path: Path
    stage_id: UUID
    touchpoint_id: UUID | None
    title: str
    shows: str
    recorded_on: date | None


@dataclass(frozen=True, slots=True)
class KeptArtifact:
    """An artifact whose files are on disk and whose row is not yet written."""

    wanted: ArtifactToHang
    file: StoredFile
    thumbnail: StoredFile


@dataclass(frozen=True, slots=True)
class KeptClip:
    """A clip whose file is on disk and whose row is not yet written."""

    wanted: ClipToPublish
    file: StoredFile
    duration_s: float
    lines: tuple[TranscriptLine, ...]


def keep_artifact(room: Room, wanted: ArtifactToHang) -> KeptArtifact:
    """Put a picture and its thumbnail on the shelf.

    Raises:
        MediaError: it is no picture, or cannot be kept.
    """
    content = read_bytes(wanted.path)
    picture = look_at_picture(content, wanted.path.name)
    kept = keep_bytes(room.folder, "artifacts", picture.ending, content)
    small = keep_bytes(room.folder, "artifacts", ".jpg", picture.thumbnail)
    file = StoredFile(
        new_file_id(), kept.path, kept.sha256, picture.media_type, kept.size, wanted.path.name,
        picture.width, picture.height,
    )  # fmt: skip
    thumbnail = StoredFile(
        new_file_id(), small.path, small.sha256, "image/jpeg", small.size, wanted.path.name, *picture.thumbnail_size
    )
    return KeptArtifact(wanted, file, thumbnail)


def keep_clip(room: Room, wanted: ClipToPublish) -> KeptClip:
    """Put a clip on the shelf, measured, with its transcript read.

    Raises:
        MediaError: it is no MP3, its transcript cannot be read or is longer than it, or it cannot be kept.
    """
    lines = tuple(read_transcript(wanted.transcript_path))
    duration_s = measure_mp3(wanted.path)
    if lines[-1].ends > duration_s + _TRANSCRIPT_OVERHANG_S:
        raise MediaError(
            "The clip and its transcript do not belong together",
            f"{wanted.transcript_path.name} goes on until {lines[-1].ends:.1f} s; {wanted.path.name} ends at "
            f"{duration_s:.1f} s, so it may have been cut off.",
            "Export the clip again, or take the transcript of this very clip.",
        )
    kept = keep_bytes(room.folder, "recordings", ".mp3", read_bytes(wanted.path))
    file = StoredFile(new_file_id(), kept.path, kept.sha256, "audio/mpeg", kept.size, wanted.path.name, None, None)
    return KeptClip(wanted, file, duration_s, lines)


def write_artifact(write: Write, kept: KeptArtifact) -> None:
    """Write the row of an artifact whose files are kept."""
    wanted = kept.wanted
    hang_artifact(
        write, wanted.stage_id, wanted.touchpoint_id, wanted.name, wanted.description, wanted.valid_from,
        kept.file, kept.thumbnail,
    )  # fmt: skip


def write_clip(write: Write, kept: KeptClip) -> None:
    """Write the rows of a clip whose file is kept."""
    wanted = kept.wanted
    publish_clip(
        write, wanted.stage_id, wanted.touchpoint_id, wanted.title, wanted.shows, wanted.recorded_on,
        kept.file, kept.duration_s, kept.lines,
    )  # fmt: skip
