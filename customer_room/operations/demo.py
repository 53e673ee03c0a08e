"""Make the demo room: the invented company's content, brought in the way a facilitator's files are."""

import csv
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from customer_room.domain.records import Actor
from customer_room.domain.words import ImportKind
from customer_room.errors import RoomError
from customer_room.operations.bringing_in import ImportOrder, import_file
from customer_room.operations.bundle import bundle_root
from customer_room.operations.create import building_folder, create_room, move_into_place, refuse_occupied
from customer_room.operations.hang import (
    ArtifactToHang,
    ClipToPublish,
    keep_artifact,
    keep_clip,
    write_artifact,
    write_clip,
)
from customer_room.operations.nameable import refuse_unnameable
from customer_room.operations.plan import read_plan
from customer_room.operations.room import Room, opened
from customer_room.settings import SETTINGS_FILE
from customer_room.store.connection import Write
from customer_room.store.structure import read_structure

_ACTOR = Actor("demo")
_FILES = (
    (ImportKind.FEEDBACK, "feedback.parquet"),
    (ImportKind.RESPONSES, "responses.parquet"),
    (ImportKind.READINGS, "readings.csv"),
    (ImportKind.EXPOSURE, "exposure.csv"),
    (ImportKind.TEAMS, "teams.csv"),
)

Progress = Callable[[str, float | None], None]


def make_demo_room(folder: Path, progress: Progress) -> None:
    """Make the demo room in a new or empty folder; it appears there whole, and its content's source is not touched.

    Raises:
        RoomError: the folder cannot be used.
    """
    refuse_unnameable(folder)
    refuse_occupied(folder)
    building = building_folder(folder)
    try:
        _build(building, progress)
        move_into_place(building, folder)
    except OSError as error:
        raise RoomError(
            "The demo room could not be made", f"{folder}: {error.strerror}.", "Choose a folder you may write to."
        ) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _build(folder: Path, progress: Progress) -> None:
    root = bundle_root()
    settings_text = (root / "data" / SETTINGS_FILE).read_text(encoding="utf-8")
    create_room(folder, read_plan(root / "data" / "plan.toml"), settings_text, _ACTOR)
    with opened(folder) as room:
        for kind, name in _FILES:
            progress(f"Bringing in {kind.value}", None)
            order = ImportOrder(root / "data" / name, kind, None, folder / "inbox" / f"{name}.refused.csv", False)
            import_file(room, order, _ACTOR, _quiet)
        _hang_all(room, root, progress)


def _quiet(step: str, share: float | None) -> None:
    """The demo's own progress says enough."""


def _hang_all(room: Room, root: Path, progress: Progress) -> None:
    with room.store.snapshot() as cursor:
        structure = read_structure(cursor)
    stages = {stage.code: stage.id for stage in structure.stages}
    touchpoints = {point.code: point.id for point in structure.touchpoints}
    artifact_rows, clip_rows = _table(root / "data" / "artifacts.csv"), _table(root / "data" / "clips.csv")
    artifacts = []
    for number, row in enumerate(artifact_rows, 1):
        progress("Hanging artifacts", number / len(artifact_rows))
        artifacts.append(keep_artifact(room, _artifact(row, root, stages, touchpoints)))
    clips = []
    for number, row in enumerate(clip_rows, 1):
        progress("Laying out clips", number / len(clip_rows))
        clips.append(keep_clip(room, _clip(row, root, stages, touchpoints)))

    def work(write: Write) -> None:
        for artifact in artifacts:
            write_artifact(write, artifact)
        for clip in clips:
            write_clip(write, clip)

    room.store.transact(_ACTOR, work)


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _artifact(
    row: Mapping[str, str], root: Path, stages: Mapping[str, UUID], touchpoints: Mapping[str, UUID]
) -> ArtifactToHang:
    return ArtifactToHang(
        path=root / "artifacts" / row["file"],
        stage_id=stages[row["stage"]],
        touchpoint_id=touchpoints.get(row["touchpoint"]),
        name=row["name"],
        description=row["description"],
        valid_from=date.fromisoformat(row["valid_from"]),
    )


def _clip(
    row: Mapping[str, str], root: Path, stages: Mapping[str, UUID], touchpoints: Mapping[str, UUID]
) -> ClipToPublish:
    return ClipToPublish(
        path=root / "recordings" / row["file"],
        transcript_path=root / "recordings" / row["transcript"],
        stage_id=stages[row["stage"]],
        touchpoint_id=touchpoints.get(row["touchpoint"]),
        title=row["title"],
        shows=row["shows"],
        recorded_on=date.fromisoformat(row["recorded_on"]),
    )
