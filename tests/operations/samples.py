"""What the tests of whole rooms share."""

from pathlib import Path

from customer_room.domain.records import Actor
from customer_room.operations.room import Room
from customer_room.store.export import list_tables
from tests.store.samples import one

CHECKOUT = Path(__file__).resolve().parents[2]
CALL = CHECKOUT / "recordings" / "day-nineteen.mp3"
TESTER = Actor("tester")


def quiet(step: str, share: float | None) -> None:
    """Tests need no progress."""


def fingerprint(room: Room) -> dict[str, int]:
    """For each table a number made from all its rows, whatever their order."""
    with room.store.snapshot() as cursor:
        return {
            table: int(one(cursor, f"SELECT coalesce(sum(hash({table}::VARCHAR)), 0)::HUGEINT FROM {table}"))
            for table in list_tables(cursor)
        }


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
