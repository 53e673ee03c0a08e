from pathlib import Path

import pytest

from tests.unit.importing.importer import Importer


@pytest.fixture
def importer(tmp_path: Path) -> Importer:
    """Imports files that the test writes."""
    return Importer(tmp_path)
