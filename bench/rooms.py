"""Rooms to measure: the demo company's plan and measurements, with as much feedback as asked for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import duckdb

from bench.synthetic import open_maker, stage_rows
from customer_room.domain.records import Actor
from customer_room.domain.words import ImportKind
from customer_room.operations.bundle import bundle_root
from customer_room.operations.create import create_room
from customer_room.operations.plan import read_plan
from customer_room.operations.room import Room, opened
from customer_room.settings import SETTINGS_FILE
from customer_room.store.connection import Write
from customer_room.store.feedback import add_feedback
from customer_room.store.imports import ImportCounts, ImportedFile, new_import_id, register_import
from customer_room.store.measurements import add_exposure, add_readings, add_responses
from customer_room.store.structure import Structure, read_structure

ACTOR = Actor("bench")
BATCH_ROWS = 1_000_000

Keeper = Callable[[Write, Path, UUID], ImportCounts]

_MEASUREMENTS: tuple[tuple[ImportKind, Keeper, str], ...] = (
    (
        ImportKind.RESPONSES,
        add_responses,
        "SELECT md5(id)::UUID AS id, surveys.key AS survey_id, answered_at::TIMESTAMP AS answered_at, "
        "answered_at[:10]::DATE AS answered_on, score::DOUBLE AS score, comment, customer AS customer_ref, audience, "
        "id AS external_id FROM read_parquet('{data}/responses.parquet') JOIN surveys ON surveys.code = survey",
    ),
    (
        ImportKind.READINGS,
        add_readings,
        "SELECT kpis.key AS kpi_id, (period || '-01')::DATE AS period_start, \"value\", n "
        "FROM read_csv('{data}/readings.csv', types = {{'period': 'VARCHAR'}}) JOIN kpis ON kpis.code = kpi",
    ),
    (
        ImportKind.EXPOSURE,
        add_exposure,
        "SELECT stages.key AS stage_id, (period || '-01')::DATE AS period_start, 'month' AS grain, customers "
        "FROM read_csv('{data}/exposure.csv', types = {{'period': 'VARCHAR'}}) JOIN stages ON stages.code = stage",
    ),
)


def make_room(folder: Path) -> None:
    """Make a room of the demo company's plan, without any data."""
    data = bundle_root() / "data"
    create_room(folder, read_plan(data / "plan.toml"), (data / SETTINGS_FILE).read_text(encoding="utf-8"), ACTOR)


def fill_room(folder: Path, feedback_rows: int) -> None:
    """Bring the demo company's measurements and so many rows of feedback into a room, as imports do."""
    with opened(folder) as room:
        structure = read_structure(room.store.read())
        for kind, keeper, query in _MEASUREMENTS:
            with _staged(room) as staged:
                _write_measurements(structure, query, staged)
                keep(room, kind, keeper, staged)
        maker = open_maker(structure, min(feedback_rows, BATCH_ROWS))
        for first in range(0, feedback_rows, BATCH_ROWS):
            numbers = range(first, min(first + BATCH_ROWS, feedback_rows))
            with _staged(room) as staged:
                stage_rows(maker, numbers, feedback_rows, staged)
                keep(room, ImportKind.FEEDBACK, add_feedback, staged)


def stage_arrival(room: Room, known_rows: int, new_rows: int) -> Path:
    """Lay a file of `new_rows` further rows into the room's exchange folder."""
    staged = room.exchange_dir / "arrival.parquet"
    maker = open_maker(read_structure(room.store.read()), new_rows)
    stage_rows(maker, range(known_rows, known_rows + new_rows), known_rows + new_rows, staged)
    return staged


def keep_arrival(room: Room, staged: Path) -> ImportCounts:
    """Keep the rows of such a file."""
    return keep(room, ImportKind.FEEDBACK, add_feedback, staged)


def keep(room: Room, kind: ImportKind, keeper: Keeper, staged: Path) -> ImportCounts:
    """Keep a staged file in one transaction, entered into the register as an import is."""

    def work(write: Write) -> ImportCounts:
        import_id = new_import_id()
        counts = keeper(write, staged, import_id)
        register_import(write, import_id, ImportedFile(kind, staged.name, "", counts.new, 0), counts)
        return counts

    return room.store.transact(ACTOR, work)


@contextmanager
def _staged(room: Room) -> Iterator[Path]:
    path = room.exchange_dir / "staged.parquet"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _write_measurements(structure: Structure, query: str, target: Path) -> None:
    maker = duckdb.connect(":memory:")
    for table, things in (("surveys", structure.surveys), ("kpis", structure.kpis), ("stages", structure.stages)):
        maker.execute(f"CREATE TABLE {table} (code VARCHAR, key UUID)")
        maker.executemany(f"INSERT INTO {table} VALUES (?, ?)", [[thing.code, thing.id] for thing in things])
    maker.execute(f"COPY ({query.format(data=bundle_root() / 'data')}) TO '{target}' (FORMAT parquet)")
