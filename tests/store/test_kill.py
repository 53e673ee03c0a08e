import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from customer_room.errors import RoomBusyError
from customer_room.store.connection import Store
from customer_room.store.integrity import find_inconsistencies
from tests.store.samples import FEEDBACK, count, feedback_row, keep_feedback, open_store, stage, stage_many

CHECKOUT = Path(__file__).resolve().parents[2]
KILLS = 12
ROWS = 200_000


def _start(folder: Path, staged: Path) -> subprocess.Popen[str]:
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.store.worker", folder, staged],
        cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert _said(worker) == "open"
    return worker


def _said(worker: subprocess.Popen[str]) -> str:
    assert worker.stdout is not None
    return worker.stdout.readline().strip()


def _end(worker: subprocess.Popen[str]) -> str:
    """Kill the worker outright; what it had still said."""
    worker.kill()
    return worker.communicate()[0]


@pytest.mark.slow
def test_a_kill_during_an_import_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    """Killed anywhere in a large import, the room reopens with all of the file or nothing, and its sums are right."""
    store = open_store(tmp_path)
    keep_feedback(store, stage(store, FEEDBACK, [feedback_row(number) for number in range(10)]))
    staged = stage_many(store, ROWS)
    store.close()
    kept_seconds = _seconds_of_one_import(tmp_path, staged)
    chance, outcomes = random.Random(7), []
    for attempt in range(KILLS):
        folder = tmp_path / f"attempt{attempt}"
        shutil.copytree(tmp_path / "exchange", folder / "exchange")
        shutil.copyfile(tmp_path / "room.duckdb", folder / "room.duckdb")
        worker = _start(folder, folder / "exchange" / staged.name)
        time.sleep(chance.uniform(0, 1.1 * kept_seconds))
        acknowledged = "kept" in _end(worker)
        rows = _rows_after(folder)
        assert rows in (10, 10 + ROWS)
        assert rows > 10 or not acknowledged, "an acknowledged import is never lost"
        outcomes.append((rows > 10, acknowledged))
        shutil.rmtree(folder)
    assert any(not kept for kept, _ in outcomes), "no kill came before the end of an import"


def _seconds_of_one_import(tmp_path: Path, staged: Path) -> float:
    folder = tmp_path / "unhurt"
    shutil.copytree(tmp_path / "exchange", folder / "exchange")
    worker = _start(folder, folder / "exchange" / staged.name)
    began = time.monotonic()
    assert _said(worker) == f"kept {ROWS}"
    seconds = time.monotonic() - began
    _end(worker)
    assert _rows_after(folder) == ROWS
    return seconds


def _rows_after(folder: Path) -> int:
    store = open_store(folder)
    with store.snapshot() as cursor:
        assert find_inconsistencies(cursor) == []
    rows = count(store, "feedback")
    store.close()
    return rows


def test_a_room_held_by_another_process_is_busy(tmp_path: Path) -> None:
    """While another process has the room open it cannot be opened, and once that one is gone it can."""
    store = open_store(tmp_path)
    staged = stage(store, FEEDBACK, [feedback_row(0)])
    store.close()
    worker = _start(tmp_path, staged)
    assert _said(worker) == "kept 1"
    with pytest.raises(RoomBusyError) as refused:
        open_store(tmp_path)
    assert refused.value.exit_code == 75
    worker.communicate("go\n")
    again: Store = open_store(tmp_path)
    assert count(again, "feedback") == 1
    again.close()
