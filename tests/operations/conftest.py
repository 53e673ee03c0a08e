import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from customer_room.domain.records import Actor
from customer_room.operations.hang import (
    ArtifactToHang,
    ClipToPublish,
    keep_artifact,
    keep_clip,
    write_artifact,
    write_clip,
)
from customer_room.operations.room import Room
from customer_room.store.connection import Write
from customer_room.store.structure import read_structure
from tests.disks import mounted_disk
from tests.operations.samples import CALL, TESTER
from tests.rooms import small_room
from tests.store.samples import FEEDBACK, feedback_row, keep_feedback, stage


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A small open room with feedback, an artifact and a clip."""
    with small_room(tmp_path / "room") as opened:
        hang_and_publish(opened)
        rows = [feedback_row(number, body=f"=SUM({number})") for number in range(20)]
        keep_feedback(opened.store, stage(opened.store, FEEDBACK, rows))
        yield opened


def hang_and_publish(room: Room) -> None:
    """Hang a drawn slip and publish a demo call."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, "PNG")
    slip = room.folder / "inbox" / "slip.png"
    slip.write_bytes(buffer.getvalue())
    with room.store.snapshot() as cursor:
        stage_id = read_structure(cursor).stages[0].id
    artifact = keep_artifact(room, ArtifactToHang(slip, stage_id, None, "Slip", "In the box", date(2026, 1, 1)))
    clip = keep_clip(
        room, ClipToPublish(CALL, CALL.with_suffix(".vtt"), stage_id, None, "Call", "Waiting", date(2026, 10, 1))
    )

    def work(write: Write) -> None:
        write_artifact(write, artifact)
        write_clip(write, clip)

    room.store.transact(Actor(TESTER.name), work)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own that can be filled; the test is skipped loudly where none can be made."""
    with mounted_disk(tmp_path / "disk") as folder:
        yield folder
