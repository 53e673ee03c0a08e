"""Check a room: the file against itself, and the file against the media folders."""

from collections.abc import Callable
from dataclasses import dataclass

from customer_room.domain.records import Actor, StoredFile
from customer_room.media.files import hash_file, list_kept, resolve_kept
from customer_room.operations.room import MEDIA_FOLDERS, Room
from customer_room.store.connection import Write
from customer_room.store.integrity import Finding, find_inconsistencies
from customer_room.store.media_rows import list_files
from customer_room.store.rollups import ROLLUP_TABLES, count_wrong_cells, rebuild_rollups
from customer_room.store.rows import WHOLE_ROOM, record_change


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found, and how many files were read through."""

    findings: tuple[Finding, ...]
    files_checked: int


def check_room(room: Room, progress: Callable[[str, float | None], None]) -> CheckReport:
    """Find every inconsistency between the file and the folders; nothing is changed."""
    progress("Checking the room's file", None)
    with room.store.snapshot() as cursor:
        findings = find_inconsistencies(cursor)
        files = list_files(cursor)
    for number, file in enumerate(files, 1):
        progress("Reading artifacts and recordings", number / len(files))
        findings += _file_findings(room, file)
    findings += _strangers(room, {file.path for file in files})
    return CheckReport(tuple(findings), len(files))


def mend_room(room: Room, actor: Actor) -> None:
    """Make the rollups anew and record it; everything else needs a person's decision."""

    def work(write: Write) -> None:
        wrong = {rollup: count_wrong_cells(write.cursor, rollup) for rollup in ROLLUP_TABLES}
        rebuild_rollups(write.cursor)
        record_change(write, "rollups", WHOLE_ROOM, "mend", {"wrong_cells": wrong}, None)

    room.store.transact(actor, work)


def _file_findings(room: Room, file: StoredFile) -> list[Finding]:
    path = resolve_kept(room.folder, file.path)
    if path is None:
        return [
            Finding(
                f"{file.path} (“{file.original_name}”) is missing.",
                f"Put the file back from a backup, as {file.path}; the wall shows it as missing until then.",
            )
        ]
    try:
        sha256 = hash_file(path)
    except OSError as error:
        return [Finding(f"{file.path} cannot be read: {error.strerror}.", "Check the file's permissions.")]
    if sha256 != file.sha256:
        return [
            Finding(
                f"{file.path} (“{file.original_name}”) is not the file that was hung; its content has changed.",
                "Put the file back from a backup.",
            )
        ]
    return []


def _strangers(room: Room, known: set[str]) -> list[Finding]:
    return [
        Finding(
            f"{path} lies in the folder, but nothing in the room shows it.", "Move it out of the room, or delete it."
        )
        for shelf in MEDIA_FOLDERS
        for path in list_kept(room.folder, shelf)
        if path not in known
    ]
