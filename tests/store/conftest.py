from collections.abc import Iterator
from pathlib import Path

import pytest

from customer_room.store.connection import Store
from tests.disks import mounted_disk
from tests.store.replacing import LOG, add
from tests.store.samples import open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a folder of its own."""
    opened = open_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own that can be filled; the test is skipped loudly where none can be made."""
    with mounted_disk(tmp_path / "disk") as folder:
        yield folder


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A room's folder."""
    (tmp_path / "room").mkdir()
    return tmp_path / "room"


@pytest.fixture
def mine(room: Path) -> Iterator[Store]:
    """The room's open store with the silo “mine”, which only its log holds."""
    store = open_store(room)
    add(store, "mine")
    assert (room / LOG).exists()
    yield store
    store.close()
