"""What files may name: the stages, touchpoints, silos, categories, surveys and KPIs of a room."""

from collections.abc import Mapping
from dataclasses import dataclass

from customer_room.operations.room import Room
from customer_room.store.structure import Structure, read_structure

Named = Mapping[str, str | int | float | None]


@dataclass(frozen=True, slots=True)
class RoomNames:
    """The things of a room by noun, in the room's order: each with its code, its name and what a file must heed.

    A stage has its `headline_kpi` where one was chosen, a touchpoint its `stage` and `rank`, a survey its `scale_min`
    and `scale_max`, a KPI its `touchpoint`, `unit`, `cadence` and `target`; what is named there is named by its code.
    """

    stages: tuple[Named, ...]
    touchpoints: tuple[Named, ...]
    silos: tuple[Named, ...]
    categories: tuple[Named, ...]
    surveys: tuple[Named, ...]
    kpis: tuple[Named, ...]


def names_of(room: Room) -> RoomNames:
    """All that files may name."""
    with room.store.snapshot() as cursor:
        structure = read_structure(cursor)
    stages = {stage.id: stage.code for stage in structure.stages}
    kpis = {kpi.id: kpi.code for kpi in structure.kpis}
    headlines = {stage_id: kpis.get(kpi_id) for stage_id, kpi_id in structure.headline_kpi_ids.items()}
    return RoomNames(
        stages=tuple(
            {"code": stage.code, "name": stage.name, "headline_kpi": headlines.get(stage.id)}
            for stage in structure.stages
        ),
        touchpoints=tuple(
            {"code": point.code, "name": point.name, "stage": stages[point.stage_id], "rank": point.rank}
            for point in structure.touchpoints
        ),
        silos=tuple({"code": silo.code, "name": silo.name} for silo in structure.silos),
        categories=tuple(
            {"code": item.code, "name": item.name, "stage": stages[item.stage_id] if item.stage_id else None}
            for item in structure.categories
        ),
        surveys=tuple(
            {"code": one.code, "name": one.name, "scale_min": one.scale_min, "scale_max": one.scale_max}
            for one in structure.surveys
        ),
        kpis=_kpis(structure),
    )


def _kpis(structure: Structure) -> tuple[Named, ...]:
    points = {point.id: point.code for point in structure.touchpoints}
    return tuple(
        {
            "code": kpi.code, "name": kpi.name, "touchpoint": points[kpi.touchpoint_id], "unit": kpi.unit,
            "cadence": kpi.cadence, "target": kpi.target,
        }
        for kpi in structure.kpis
    )  # fmt: skip
