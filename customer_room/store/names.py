"""The names a room goes by, for matching a foreign file's words."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from duckdb import DuckDBPyConnection

from customer_room.domain.catalogue import Catalogue, KnownKpi, KnownSurvey, Label, fold_name
from customer_room.store.structure import read_structure

T = TypeVar("T")


def read_catalogue(cursor: DuckDBPyConnection) -> Catalogue:
    """Every code and unshared name of the room's structure."""
    room = read_structure(cursor)
    teams = cursor.execute("SELECT id, code, name FROM teams ORDER BY position, code").fetchall()
    measured = {row[0] for row in cursor.execute("SELECT DISTINCT kpi_id FROM readings").fetchall()}
    nouns = (room.stages, room.touchpoints, room.categories, room.silos, room.surveys, room.kpis)
    stages = {point.id: point.stage_id for point in room.touchpoints}
    kpis = [
        (one.code, one.name, KnownKpi(one.id, one.cadence, one.unit, one.id in measured, stages.get(one.touchpoint_id)))
        for one in room.kpis
    ]
    labels = {item.id: Label(item.code, item.name) for noun in nouns for item in noun}
    return Catalogue(
        stages=_by_code_and_name((stage.code, stage.name, stage.id) for stage in room.stages),
        touchpoints=_by_code_and_name((point.code, point.name, point.id) for point in room.touchpoints),
        touchpoint_stages=stages,
        categories=_by_code_and_name((item.code, item.name, item.id) for item in room.categories),
        category_stages={item.id: item.stage_id for item in room.categories if item.stage_id},
        silos=_by_code_and_name((silo.code, silo.name, silo.id) for silo in room.silos),
        surveys=_by_code_and_name(
            (item.code, item.name, KnownSurvey(item.id, item.scale_min, item.scale_max)) for item in room.surveys
        ),
        kpis=_by_code_and_name(kpis),
        teams=_by_code_and_name((code, name, key) for key, code, name in teams),
        labels=labels | {key: Label(code, name) for key, code, name in teams},
    )


def _by_code_and_name(items: Iterable[tuple[str, str, T]]) -> Mapping[str, T]:
    """Codes are unique and win; a name two things share would have to be guessed, so it is left out."""
    listed = list(items)
    names = [fold_name(name) for _, name, _ in listed]
    found = {name: value for name, (_, _, value) in zip(names, listed, strict=True) if names.count(name) == 1}
    return found | {fold_name(code): value for code, _, value in listed}
