from collections.abc import Iterator
from pathlib import Path

import pytest

from customer_room.operations.room import Room
from tests.rooms import small_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room with two stages and no data."""
    with small_room(tmp_path / "room") as room:
        yield room
