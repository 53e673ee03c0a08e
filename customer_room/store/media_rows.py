"""Artifacts with their versions, recordings, clips and transcripts: the rows behind the media folders."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from uuid import UUID, uuid4

from duckdb import DuckDBPyConnection

from customer_room.domain.records import Clip, StoredFile, TranscriptLine
from customer_room.store.connection import Write
from customer_room.store.reading import read_dicts
from customer_room.store.rows import Value, insert_recorded, insert_rows, record_change

_FILE_COLUMNS = ("id", "path", "sha256", "media_type", "size", "original_name", "width", "height")


@dataclass(frozen=True, slots=True)
class HungArtifact:
    """An artifact as it hangs: its newest version that is valid on the day asked for."""

    id: UUID
    stage_id: UUID
    name: str
    description: str
    valid_from: date
    file_id: UUID
    thumbnail_id: UUID
    path: str


def save_file(write: Write, file: StoredFile) -> UUID:
    """Enter a kept file, or find the row of the same bytes; returns its id."""
    row = write.cursor.execute("SELECT id FROM files WHERE path = ?", [file.path]).fetchone()
    if row is not None:
        known: UUID = row[0]
        return known
    insert_rows(write, "files", _FILE_COLUMNS, [[getattr(file, column) for column in _FILE_COLUMNS]])
    return file.id


def find_file(cursor: DuckDBPyConnection, file_id: UUID) -> StoredFile | None:
    """The file with this id, or None."""
    row = cursor.execute(f"SELECT {', '.join(_FILE_COLUMNS)} FROM files WHERE id = ?", [file_id]).fetchone()
    return None if row is None else StoredFile(*row)


def list_files(cursor: DuckDBPyConnection) -> list[StoredFile]:
    """Every file the room knows, by path."""
    rows = cursor.execute(f"SELECT {', '.join(_FILE_COLUMNS)} FROM files ORDER BY path").fetchall()
    return [StoredFile(*row) for row in rows]


def hang_artifact(
    write: Write, stage_id: UUID, touchpoint_id: UUID | None, name: str, description: str, valid_from: date,
    file: StoredFile, thumbnail: StoredFile,
) -> UUID:  # fmt: skip
    """Hang an artifact under a stage; the same name under the same stage gets a further version.

    Returns:
        The artifact's id.
    """
    row = write.cursor.execute("SELECT id FROM artifacts WHERE stage_id = ? AND name = ?", [stage_id, name]).fetchone()
    if row is None:
        values = {
            "stage_id": stage_id, "touchpoint_id": touchpoint_id, "name": name, "description": description,
            "position": _count(write, "SELECT count(*) FROM artifacts WHERE stage_id = ?", stage_id) + 1,
        }  # fmt: skip
        artifact_id = insert_recorded(write, "artifacts", values)
    else:
        artifact_id = row[0]
    version_no = _count(write, "SELECT count(*) FROM artifact_versions WHERE artifact_id = ?", artifact_id) + 1
    version: dict[str, Value] = {
        "artifact_id": artifact_id, "version_no": version_no, "valid_from": valid_from,
        "file_id": save_file(write, file), "thumbnail_id": save_file(write, thumbnail),
    }  # fmt: skip
    insert_rows(write, "artifact_versions", list(version), [list(version.values())])
    record_change(write, "artifacts", artifact_id, "add version", None, version)
    return artifact_id


def hung_artifacts(cursor: DuckDBPyConnection, on: date) -> list[HungArtifact]:
    """The artifacts of every stage in the version that was valid on a day, in the order they hang."""
    rows = cursor.execute(
        "SELECT artifacts.id, stage_id, name, description, valid_from, file_id, thumbnail_id, files.path, "
        "version_no, position FROM artifacts JOIN artifact_versions ON artifact_id = artifacts.id "
        "JOIN files ON files.id = file_id WHERE valid_from <= ?",
        [on],
    ).fetchall()
    # Chosen and sorted here: a window and an ORDER BY cost more than all else of so small a query.
    newest = {row[0]: row for row in sorted(rows, key=itemgetter(4, 8))}
    return [HungArtifact(*row[:8]) for row in sorted(newest.values(), key=itemgetter(1, 9))]


def publish_clip(
    write: Write, stage_id: UUID, touchpoint_id: UUID | None, title: str, shows: str, recorded_on: date | None,
    file: StoredFile, duration_s: float, lines: Sequence[TranscriptLine],
) -> UUID:  # fmt: skip
    """Publish a clip that is its whole recording, with its transcript; returns the clip's id."""
    file_id = save_file(write, file)
    recording = {"title": title, "recorded_on": recorded_on, "file_id": file_id, "duration_s": duration_s}
    recording_id = insert_recorded(write, "recordings", recording)
    values = {
        "recording_id": recording_id, "stage_id": stage_id, "touchpoint_id": touchpoint_id, "title": title,
        "shows": shows, "file_id": file_id, "duration_s": duration_s,
        "position": _count(write, "SELECT count(*) FROM clips WHERE stage_id = ?", stage_id) + 1,
    }  # fmt: skip
    clip_id = insert_recorded(write, "clips", values)
    insert_rows(
        write,
        "transcript_lines",
        ("clip_id", "line_no", "starts_s", "ends_s", "speaker", "spoken"),
        [(clip_id, number, line.starts, line.ends, line.speaker, line.text) for number, line in enumerate(lines, 1)],
    )
    return clip_id


def published_clips(cursor: DuckDBPyConnection) -> list[tuple[Clip, str]]:
    """Every clip with the path of its file, in the order of the stages' walls."""
    spoken = cursor.execute(
        "SELECT line_no, clip_id, starts_s, ends_s, speaker, spoken FROM transcript_lines"
    ).fetchall()
    lines: dict[UUID, list[TranscriptLine]] = defaultdict(list)
    for _, clip_id, *line in sorted(spoken, key=itemgetter(0)):
        lines[clip_id].append(TranscriptLine(*line))
    rows = read_dicts(
        cursor,
        "SELECT clips.id, clips.stage_id, clips.touchpoint_id, clips.title, clips.shows, clips.duration_s, "
        "recordings.recorded_on, clips.file_id, files.path, clips.position FROM clips "
        "JOIN recordings ON recordings.id = recording_id JOIN files ON files.id = clips.file_id",
    )
    rows.sort(key=itemgetter("stage_id", "position"))
    paths = [row.pop("path") for row in rows]
    for row in rows:
        del row["position"]
    clips = [Clip(**row, transcript=tuple(lines[row["id"]])) for row in rows]
    return list(zip(clips, paths, strict=True))


def new_file_id() -> UUID:
    """The key of a file about to be kept; it is what its address shows."""
    return uuid4()


def _count(write: Write, sql: str, row_id: UUID) -> int:
    row = write.cursor.execute(sql, [row_id]).fetchone()
    return int(row[0]) if row else 0
