"""Stages, silos, touchpoints, categories, KPIs and surveys: what a room is made of before any data."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from duckdb import DuckDBPyConnection

from customer_room.domain.records import Category, Kpi, Silo, Stage, Survey, Touchpoint
from customer_room.domain.words import Cause, GoodDirection, Layer, Orientation, SurveyMethod
from customer_room.errors import WriteRefusedError
from customer_room.store.connection import Write
from customer_room.store.reading import read_dicts, read_placed
from customer_room.store.references import refuse_lost_references
from customer_room.store.rows import Value, insert_recorded, insert_rows, next_position, record_change, update_recorded


@dataclass(frozen=True, slots=True)
class Structure:
    """All the structure of a room, each list in the order the wall shows it."""

    stages: tuple[Stage, ...]
    silos: tuple[Silo, ...]
    touchpoints: tuple[Touchpoint, ...]
    categories: tuple[Category, ...]
    kpis: tuple[Kpi, ...]
    surveys: tuple[Survey, ...]
    headline_kpi_ids: dict[UUID, UUID]


def read_structure(cursor: DuckDBPyConnection) -> Structure:
    """Read everything a room is made of; sorted here, as an ORDER BY would double the price of such small queries."""
    stage_rows = cursor.execute(
        "SELECT id, code, name, position, promise, version, headline_kpi_id FROM stages"
    ).fetchall()
    stage_rows.sort(key=lambda row: (row[3], row[1]))
    silos = tuple(Silo(**row) for row in read_placed(cursor, "SELECT id, code, name, position FROM silos"))
    return Structure(
        stages=tuple(Stage(*row[:6]) for row in stage_rows),
        silos=silos,
        touchpoints=_touchpoints(cursor, silos),
        categories=_categories(cursor),
        kpis=_kpis(cursor),
        surveys=_surveys(cursor),
        headline_kpi_ids={row[0]: row[6] for row in stage_rows if row[6] is not None},
    )


def _touchpoints(cursor: DuckDBPyConnection, silos: Sequence[Silo]) -> tuple[Touchpoint, ...]:
    order = {silo.id: number for number, silo in enumerate(silos)}
    pairs = cursor.execute("SELECT touchpoint_id, silo_id FROM touchpoint_silos").fetchall()
    silo_ids: dict[UUID, list[UUID]] = {}
    for touchpoint_id, silo_id in sorted((pair for pair in pairs if pair[1] in order), key=lambda pair: order[pair[1]]):
        silo_ids.setdefault(touchpoint_id, []).append(silo_id)
    rows = read_dicts(cursor, 'SELECT id, code, stage_id, name, "rank", position, version FROM touchpoints')
    rows.sort(key=lambda row: (row["rank"] is None, row["rank"] or 0, row["position"], row["code"]))
    return tuple(Touchpoint(**row, silo_ids=tuple(silo_ids.get(row["id"], ()))) for row in rows)


def _categories(cursor: DuckDBPyConnection) -> tuple[Category, ...]:
    rows = cursor.execute("SELECT id, code, name, cause, stage_id FROM categories").fetchall()
    rows.sort(key=lambda row: (row[2], row[1]))
    return tuple(
        Category(i, code, name, Cause(cause) if cause else None, stage) for i, code, name, cause, stage in rows
    )


def _kpis(cursor: DuckDBPyConnection) -> tuple[Kpi, ...]:
    rows = read_placed(
        cursor,
        "SELECT id, code, touchpoint_id, name, unit, good_direction, target, layer, orientation, cadence, decimals, "
        "owner, pair_id, position FROM kpis",
    )
    words = {"good_direction": GoodDirection, "layer": Layer, "orientation": Orientation}
    return tuple(Kpi(**(row | {column: word(row[column]) for column, word in words.items()})) for row in rows)


def _surveys(cursor: DuckDBPyConnection) -> tuple[Survey, ...]:
    rows = read_placed(
        cursor,
        'SELECT id, code, name, "method", scale_min, scale_max, question, stage_id, touchpoint_id, position '
        "FROM surveys",
    )
    return tuple(Survey(**(row | {"method": SurveyMethod(row["method"])})) for row in rows)


def save_stage(write: Write, code: str, name: str, position: int, promise: str) -> bool | None:
    """Add the stage with this code, or bring the one there is up to date.

    Returns:
        True when it was added, False when it was changed, None when it was as given.
    """
    return _save_by_code(write, "stages", code, {"name": name, "position": position, "promise": promise})


def choose_headline(write: Write, stage_code: str, kpi_id: UUID | None) -> bool:
    """Set the KPI that a stage is known by, or None for the wall's own choice; returns whether it was another."""
    stage_id = _id_by_code(write, "stages", stage_code)
    return stage_id is not None and update_recorded(write, "stages", stage_id, {"headline_kpi_id": kpi_id})


def save_silo(write: Write, code: str, name: str) -> UUID:
    """Add a silo at the end unless its code is known; returns its id."""
    known = _id_by_code(write, "silos", code)
    if known is not None:
        return known
    return insert_recorded(write, "silos", {"code": code, "name": name, "position": next_position(write, "silos")})


def save_touchpoint(
    write: Write, code: str, stage_id: UUID, name: str, rank: int | None, silo_ids: tuple[UUID, ...]
) -> bool | None:
    """Add or update a touchpoint and its silos; the answer is that of `save_stage`."""
    known = _id_by_code(write, "touchpoints", code)
    values: dict[str, UUID | str | int | None] = {"stage_id": stage_id, "name": name, "rank": rank}
    if known is None:
        position = next_position(write, "touchpoints")
        touchpoint_id = insert_recorded(write, "touchpoints", {"code": code, **values, "position": position})
        _set_silos(write, touchpoint_id, silo_ids)
        return True
    changed = update_recorded(write, "touchpoints", known, values)
    silos_changed = _set_silos(write, known, silo_ids)
    return False if changed or silos_changed else None


def _set_silos(write: Write, touchpoint_id: UUID, silo_ids: tuple[UUID, ...]) -> bool:
    rows = write.cursor.execute(
        "SELECT silo_id FROM touchpoint_silos WHERE touchpoint_id = ?", [touchpoint_id]
    ).fetchall()
    before = {row[0] for row in rows}
    if before == set(silo_ids):
        return False
    for silo_id in silo_ids:
        refuse_lost_references(write.cursor, "touchpoint_silos", {"silo_id": silo_id})
    write.cursor.execute("DELETE FROM touchpoint_silos WHERE touchpoint_id = ?", [touchpoint_id])
    insert_rows(write, "touchpoint_silos", ("touchpoint_id", "silo_id"), [(touchpoint_id, s) for s in silo_ids])
    listed = {"silos": sorted(map(str, before))}, {"silos": sorted(map(str, silo_ids))}
    record_change(write, "touchpoints", touchpoint_id, "change", *listed)
    return True


def save_category(write: Write, code: str, name: str, cause: Cause | None, stage_id: UUID | None) -> UUID:
    """Add a category unless its code is known; returns its id."""
    known = _id_by_code(write, "categories", code)
    if known is not None:
        return known
    return insert_recorded(write, "categories", {"code": code, "name": name, "cause": cause, "stage_id": stage_id})


def save_kpi(write: Write, kpi: Kpi) -> UUID:
    """Add a KPI unless its code is known; the `id` given is ignored, and the stored one returned."""
    known = _id_by_code(write, "kpis", kpi.code)
    if known is not None:
        return known
    return insert_recorded(write, "kpis", {**_values(kpi), "position": next_position(write, "kpis")})


def change_kpi(write: Write, kpi: Kpi) -> bool:
    """Bring the KPI with this id up to date but for its code.

    Returns:
        Whether anything differed.

    Raises:
        WriteRefusedError: its readings are of another cadence.
    """
    row = write.cursor.execute("SELECT cadence FROM kpis WHERE id = ?", [kpi.id]).fetchone()
    if row is not None and row[0] != kpi.cadence and _has_readings(write, kpi.id):
        raise WriteRefusedError(
            "The KPI has readings of another cadence",
            f"{kpi.name} has readings that are each of one {row[0]}, and was to have one a {kpi.cadence}.",
            "Leave its cadence, or add a KPI of another name.",
        )
    values = _values(kpi)
    return update_recorded(write, "kpis", kpi.id, {name: values[name] for name in values if name != "code"})


def _has_readings(write: Write, kpi_id: UUID) -> bool:
    return write.cursor.execute("SELECT 1 FROM readings WHERE kpi_id = ? LIMIT 1", [kpi_id]).fetchone() is not None


def _values(kpi: Kpi) -> dict[str, Value]:
    return {
        "code": kpi.code, "touchpoint_id": kpi.touchpoint_id, "name": kpi.name, "unit": kpi.unit,
        "good_direction": kpi.good_direction, "target": kpi.target, "layer": kpi.layer,
        "orientation": kpi.orientation, "cadence": kpi.cadence, "decimals": kpi.decimals, "owner": kpi.owner,
        "pair_id": kpi.pair_id,
    }  # fmt: skip


def pair_kpis(write: Write, kpi_id: UUID, pair_id: UUID | None) -> bool:
    """Set the customer-oriented or company-oriented counterpart of a KPI; returns whether it was another."""
    return update_recorded(write, "kpis", kpi_id, {"pair_id": pair_id})


def save_survey(write: Write, survey: Survey) -> UUID:
    """Add a survey unless its code is known; the `id` given is ignored, and the stored one returned."""
    known = _id_by_code(write, "surveys", survey.code)
    if known is not None:
        return known
    values: dict[str, Value] = {
        "code": survey.code, "name": survey.name, "method": survey.method, "scale_min": survey.scale_min,
        "scale_max": survey.scale_max, "question": survey.question, "stage_id": survey.stage_id,
        "touchpoint_id": survey.touchpoint_id, "position": next_position(write, "surveys"),
    }  # fmt: skip
    return insert_recorded(write, "surveys", values)


def _save_by_code(write: Write, table: str, code: str, values: dict[str, str | int | UUID | None]) -> bool | None:
    known = _id_by_code(write, table, code)
    if known is None:
        insert_recorded(write, table, {"code": code, **values})
        return True
    return False if update_recorded(write, table, known, values) else None


def _id_by_code(write: Write, table: str, code: str) -> UUID | None:
    row = write.cursor.execute(f'SELECT id FROM "{table}" WHERE code = ?', [code]).fetchone()
    return None if row is None else row[0]
