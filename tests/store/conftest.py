from collections.abc import Iterator
from pathlib import Path

import pytest

from customer_room.store.connection import Store
from tests.disks import mounted_disk
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
