"""Writes the demo room's tables: the same bytes on every run."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from . import feedback, plan_files, responses, story, teams


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A UTF-8 CSV file with a header and Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def write_parquet(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str | int]], numbers: set[str]) -> None:
    """A Parquet file of text columns, with those in `numbers` as integers; an empty text becomes null."""
    arrays = [
        pa.array(
            [row[place] if row[place] != "" else None for row in rows], pa.int32() if name in numbers else pa.string()
        )
        for place, name in enumerate(columns)
    ]
    table = pa.Table.from_arrays(arrays, names=list(columns))
    pq.write_table(table, path, compression="zstd", compression_level=15, row_group_size=50_000)


def write_tables(folder: Path) -> None:
    """All tabular files of the demo room into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.toml").write_text(plan_files.plan_toml(), encoding="utf-8", newline="\n")
    (folder / "room.toml").write_text(plan_files.room_toml(), encoding="utf-8", newline="\n")
    write_parquet(folder / "feedback.parquet", feedback.COLUMNS, feedback.rows(), set())
    write_parquet(folder / "responses.parquet", responses.COLUMNS, responses.rows(), {"score"})
    write_csv(folder / "readings.csv", ("kpi", "period", "value", "n"), story.readings())
    passed = [
        (stage, story.period(month), customers)
        for stage, counts in story.exposure().items()
        for month, customers in enumerate(counts)
    ]
    write_csv(folder / "exposure.csv", ("stage", "period", "customers"), passed)
    write_csv(folder / "teams.csv", teams.COLUMNS, teams.rows())
