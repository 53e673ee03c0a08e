"""The import of a CSV file with all its checks, against DuckDB's raw COPY of the same file."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import usual
from bench.rooms import make_room
from bench.sizes import Sizes
from bench.synthetic import open_maker, write_csv
from bench.table import Line, at_least
from customer_room.operations.room import opened
from customer_room.store.structure import read_structure

LEAST_SPEED = 0.5
_CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class _Trial:
    """What one process took: seconds, seconds of processor time, MB at most, and seconds by step."""

    seconds: float
    cpu: float
    peak_mb: float
    steps: dict[str, float]


def measure_import(folder: Path, sizes: Sizes, say: Callable[[str], None]) -> list[Line]:
    """Write a CSV file below `folder`, import and copy it by turns, and say what came of it."""
    say(f"writing a CSV file of {sizes.import_rows:,} rows")
    file = folder / "feedback.csv"
    make_room(folder / "words")
    with opened(folder / "words") as room:
        write_csv(open_maker(read_structure(room.store.read()), sizes.import_rows), sizes.import_rows, file)
    copies, imports = [], []
    for number in range(sizes.import_rounds):
        say(f"copying and importing it, round {number + 1} of {sizes.import_rounds}")
        copies.append(_run("raw_copy", file, folder))
        imports.append(_run("one_import", file, folder))
    say("importing it step by step")
    return [*_ratios(copies, imports, sizes), *_shares(_run("one_import", file, folder, "--steps"))]


def _run(module: str, file: Path, folder: Path, *options: str) -> _Trial:
    """One trial in a process and a folder of its own, so that neither memory nor files of another are in it."""
    with TemporaryDirectory(dir=folder) as own:
        command = [sys.executable, "-m", f"bench.{module}", str(file), own, *options]
        done = subprocess.run(command, cwd=_CHECKOUT, check=True, capture_output=True, text=True)
    return _Trial(**json.loads(done.stdout))


def _ratios(copies: Sequence[_Trial], imports: Sequence[_Trial], sizes: Sizes) -> list[Line]:
    speeds = [copy.seconds / kept.seconds for copy, kept in zip(copies, imports, strict=True)]
    cpu = [copy.cpu / kept.cpu for copy, kept in zip(copies, imports, strict=True)]
    memory = usual([kept.peak_mb for kept in imports]) / usual([copy.peak_mb for copy in copies])
    peaks = f"{usual([kept.peak_mb for kept in imports]):.0f} MB / {usual([copy.peak_mb for copy in copies]):.0f} MB"
    detail = f"{min(speeds):.2f} to {max(speeds):.2f} in {len(speeds)} rounds"
    what = f"import of {sizes.import_rows:,} CSV rows: speed / raw COPY"
    return [
        Line(what, usual(speeds), detail, at_least(usual(speeds), LEAST_SPEED)),
        Line("  by processor time", usual(cpu), f"{min(cpu):.2f} to {max(cpu):.2f}"),
        Line("  peak memory: import / raw COPY", memory, peaks),
    ]


def _shares(trial: _Trial) -> list[Line]:
    return [Line(f"  share of {step}", seconds / trial.seconds) for step, seconds in trial.steps.items()]
