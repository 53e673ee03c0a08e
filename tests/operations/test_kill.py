import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from customer_room.operations.check import check_room
from customer_room.operations.room import opened
from tests.operations.samples import CHECKOUT, quiet
from tests.rooms import FEEDBACK_HEADER, complaints, small_room
from tests.store.samples import count

KILLS = 6
ROWS = 40_000

_IMPORT = """
import sys
from pathlib import Path
from customer_room.domain.words import ImportKind
from customer_room.operations.bringing_in import ImportOrder, import_file
from customer_room.operations.room import opened
from tests.operations.samples import TESTER, quiet
with opened(Path(sys.argv[1])) as room:
    print("open", flush=True)
    order = ImportOrder(Path(sys.argv[2]), ImportKind.FEEDBACK, None, Path(sys.argv[2] + ".refused"), False)
    import_file(room, order, TESTER, quiet)
    print("kept", flush=True)
"""


def _import(folder: Path, file: Path) -> subprocess.Popen[str]:
    worker = subprocess.Popen(
        [sys.executable, "-c", _IMPORT, folder, file], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "open\n"
    return worker


@pytest.mark.slow
def test_a_killed_import_leaves_nothing_half_and_no_leftovers(tmp_path: Path) -> None:
    """Killed while it reads, checks or writes, an import left all or nothing, and the next opening cleans up."""
    file = tmp_path / "file.csv"
    file.write_text(FEEDBACK_HEADER + complaints("2026-10-05", "It came late", ROWS, "a"))
    with small_room(tmp_path / "unhurt"):
        pass
    began = time.monotonic()
    _import(tmp_path / "unhurt", file).communicate()
    seconds, chance, kept = time.monotonic() - began, random.Random(3), list[int]()
    for number in range(KILLS):
        folder = tmp_path / f"room{number}"
        with small_room(folder):
            pass
        worker = _import(folder, file)
        time.sleep(chance.uniform(0, seconds))
        worker.kill()
        acknowledged = "kept" in worker.communicate()[0]
        with opened(folder) as room:
            assert list(room.exchange_dir.iterdir()) == []
            assert check_room(room, quiet).findings == ()
            kept.append(count(room.store, "feedback"))
        assert kept[-1] == ROWS or (kept[-1] == 0 and not acknowledged)
    assert 0 in kept, "no kill came before the end of an import"
