"""One import of a CSV file in a process of its own: `python -m bench.one_import FILE FOLDER [--steps]`."""

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

from bench.clock import cost_of
from bench.memory import peak_megabytes
from bench.rooms import ACTOR, keep, make_room
from customer_room.domain.words import ImportKind
from customer_room.importing import ImportRequest, stage_file
from customer_room.operations.bringing_in import ImportOrder, import_file
from customer_room.operations.room import Room, opened
from customer_room.store.connection import Write
from customer_room.store.feedback import add_feedback
from customer_room.store.imports import ImportCounts
from customer_room.store.names import read_catalogue

if TYPE_CHECKING:
    from uuid import UUID

    from duckdb import DuckDBPyConnection

_STEPS = {
    "which rows are new": ("SEMI JOIN feedback",),
    "inserting": ("INSERT INTO feedback (",),
    "rollups": ("MERGE INTO", "feedback_spans"),
}


class _Stopwatch:
    """Seconds by step; as a cursor it puts each statement down to the step it belongs to."""

    def __init__(self, cursor: "DuckDBPyConnection | None" = None) -> None:
        self.seconds: dict[str, float] = {}
        self._cursor = cursor
        self._since = perf_counter()

    def lap(self, step: str) -> None:
        """Put the time since the last lap down to a step."""
        now = perf_counter()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self._since
        self._since = now

    def execute(self, sql: str, *values: Any) -> Any:
        """Run a statement as the cursor would."""
        self._since = perf_counter()
        result = cast("DuckDBPyConnection", self._cursor).execute(sql, *values)
        self.lap(next((step for step, marks in _STEPS.items() if any(mark in sql for mark in marks)), "checking keys"))
        return result

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


def main(file: Path, folder: Path, *, in_steps: bool) -> None:
    """Import the file into a new room, and print what that took."""
    make_room(folder / "room")
    steps: Mapping[str, float] = {}
    with opened(folder / "room") as room:
        if in_steps:
            steps = _import_in_steps(room, file)
            cost = None
        else:
            order = ImportOrder(file, ImportKind.FEEDBACK, None, folder / "refused.csv", dry_run=False)
            cost = cost_of(lambda: import_file(room, order, ACTOR, lambda stage, share: None))
    seconds, cpu = (cost.seconds, cost.cpu) if cost else (sum(steps.values()), 0.0)
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": peak_megabytes(), "steps": steps}))


def _import_in_steps(room: Room, file: Path) -> dict[str, float]:
    """The same by hand, so that each step can be timed; only the look for an earlier import of the file is left out."""
    with room.store.snapshot() as cursor:
        catalogue = read_catalogue(cursor)
    work_dir = room.exchange_dir / "steps"
    work_dir.mkdir()
    request = ImportRequest(
        kind=ImportKind.FEEDBACK, path=file, file_name=file.name, mapping=None, catalogue=catalogue,
        settings=room.settings, today=room.settings.today(), work_dir=work_dir,
    )  # fmt: skip
    clock, stages = _Stopwatch(), ["opening"]

    def progress(stage: str, share: float | None) -> None:
        clock.lap(f"staging, {stages[-1]}")
        stages.append(stage)

    staged = stage_file(request, progress)
    clock.lap(f"staging, {stages[-1]}")
    watches: list[_Stopwatch] = []

    def timed(write: Write, path: Path, import_id: "UUID") -> ImportCounts:
        watches.append(_Stopwatch(write.cursor))
        return add_feedback(replace(write, cursor=cast("DuckDBPyConnection", watches[-1])), path, import_id)

    whole = cost_of(lambda: keep(room, ImportKind.FEEDBACK, timed, staged.staged_path))
    kept = {f"store, {step}": seconds for step, seconds in watches[-1].seconds.items()}
    return clock.seconds | kept | {"store, register and commit": whole.seconds - sum(kept.values())}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), in_steps="--steps" in sys.argv)
