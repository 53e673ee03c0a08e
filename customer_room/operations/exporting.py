"""Export a room: every table as Parquet and CSV, and the media with them."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from customer_room.errors import RoomError
from customer_room.media.files import list_kept
from customer_room.operations.create import building_folder, move_into_place, refuse_occupied
from customer_room.operations.room import MEDIA_FOLDERS, Room
from customer_room.settings import SETTINGS_FILE
from customer_room.store.export import list_tables, write_table


@dataclass(frozen=True, slots=True)
class ExportReport:
    """A finished export: rows by table, and how many media files went with them."""

    folder: Path
    rows: dict[str, int]
    media_files: int


def export_room(room: Room, folder: Path, progress: Callable[[str, float | None], None]) -> ExportReport:
    """Write the room into a new or empty folder, as it is at one moment.

    Raises:
        RoomError: the folder is not empty or cannot be written; nothing half is left there.
    """
    refuse_occupied(folder)
    staging = room.exchange_dir / f"export-{uuid4().hex}"
    building = building_folder(folder)
    try:
        staging.mkdir()
        building.mkdir(parents=True)
        rows = {}
        with room.store.snapshot() as cursor:
            tables = list_tables(cursor)
            for number, table in enumerate(tables, 1):
                progress("Exporting tables", number / len(tables))
                rows[table] = write_table(cursor, table, staging)
        shutil.copytree(staging, building / "tables")
        media = [name for shelf in MEDIA_FOLDERS for name in list_kept(room.folder, shelf)]
        for name in (SETTINGS_FILE, *media):
            (building / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(room.folder / name, building / name)
        move_into_place(building, folder)
    except OSError as error:
        raise RoomError(
            "The export could not be written", f"{folder}: {error.strerror}.", "Free some space or name another folder."
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        shutil.rmtree(building, ignore_errors=True)
    return ExportReport(folder, rows, len(media))
