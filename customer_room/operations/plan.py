"""Room plans: the TOML files that templates and the demo room are made from."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from customer_room.domain.records import Kpi, Survey
from customer_room.domain.words import Cause, GoodDirection, Layer, Orientation, SurveyMethod
from customer_room.errors import RoomError
from customer_room.operations.plan_checks import check_plan
from customer_room.store.connection import Write
from customer_room.store.structure import (
    choose_headline,
    pair_kpis,
    read_structure,
    save_category,
    save_kpi,
    save_silo,
    save_stage,
    save_survey,
    save_touchpoint,
)


@dataclass(frozen=True, slots=True)
class TemplateName:
    """A template as a list shows it."""

    code: str
    name: str
    summary: str


_LARGEST_PLAN_BYTES = 1_000_000


def list_templates() -> list[TemplateName]:
    """The industry templates that come with the program, by code."""
    found = []
    for entry in resources.files("customer_room.templates").iterdir():
        if entry.name.endswith(".toml"):
            plan = tomllib.loads(entry.read_text(encoding="utf-8"))
            found.append(TemplateName(entry.name.removesuffix(".toml"), plan["name"], plan["summary"]))
    return sorted(found, key=lambda template: template.code)


def template_text(code: str) -> str:
    """The text of a template.

    Raises:
        RoomError: there is no template of that name; the error lists those there are.
    """
    codes = [template.code for template in list_templates()]
    if code not in codes:
        raise RoomError(
            "There is no such template", f"“{code}” is not among: {', '.join(codes)}.", "Choose one of these names."
        )
    return (resources.files("customer_room.templates") / f"{code}.toml").read_text(encoding="utf-8")


def read_template(name: str) -> Mapping[str, Any]:
    """The plan of a template that comes with the program, or of a file of one's own, whose name ends in .toml.

    Raises:
        RoomError: there is no such template or file, or its plan cannot become a room.
    """
    path = Path(name)
    text = _own_text(path) if path.suffix == ".toml" else template_text(name)
    try:
        plan = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unreadable(path, f"it is not valid TOML: {error}", "Mend that line; texts stand in quotes.") from error
    check_plan(plan, name)
    return plan


def _own_text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_PLAN_BYTES:
            raise _unreadable(path, "it is larger than 1 MB", "Name a plan, not a file of data.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _unreadable(path, str(error.strerror), "Check its name and permissions.") from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "it is not UTF-8 text", "Save it as UTF-8.") from error


def _unreadable(path: Path, why: str, fix: str) -> RoomError:
    return RoomError("The plan cannot be read", f"{path}: {why}.", fix)


def read_plan(path: Path) -> Mapping[str, Any]:
    """The plan in a file of ours, such as the demo room's."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def write_plan(write: Write, plan: Mapping[str, Any]) -> None:
    """Write everything a plan names into an empty room."""
    for silo in plan.get("silos", []):
        save_silo(write, silo["code"], silo["name"])
    for position, stage in enumerate(plan.get("stages", []), 1):
        save_stage(write, stage["code"], stage["name"], position, stage.get("promise", ""))
    _write_touchpoints(write, plan)
    structure = read_structure(write.cursor)
    stage_ids = {stage.code: stage.id for stage in structure.stages}
    touchpoint_ids = {point.code: point.id for point in structure.touchpoints}
    for category in plan.get("categories", []):
        cause = Cause(category["cause"]) if "cause" in category else None
        save_category(write, category["code"], category["name"], cause, stage_ids.get(category.get("stage", "")))
    for survey in plan.get("surveys", []):
        save_survey(write, _survey(survey, stage_ids, touchpoint_ids))
    _write_kpis(write, plan, touchpoint_ids)


def _write_touchpoints(write: Write, plan: Mapping[str, Any]) -> None:
    structure = read_structure(write.cursor)
    stage_ids = {stage.code: stage.id for stage in structure.stages}
    silo_ids = {silo.code: silo.id for silo in structure.silos}
    for point in plan.get("touchpoints", []):
        silos = tuple(silo_ids[code] for code in point.get("silos", []))
        save_touchpoint(write, point["code"], stage_ids[point["stage"]], point["name"], point.get("rank"), silos)


def _write_kpis(write: Write, plan: Mapping[str, Any], touchpoint_ids: Mapping[str, UUID]) -> None:
    kpi_ids = {kpi["code"]: save_kpi(write, _kpi(kpi, touchpoint_ids)) for kpi in plan.get("kpis", [])}
    for kpi in plan.get("kpis", []):
        if "pair" in kpi:
            pair_kpis(write, kpi_ids[kpi["code"]], kpi_ids[kpi["pair"]])
    for stage in plan.get("stages", []):
        if "headline_kpi" in stage:
            choose_headline(write, stage["code"], kpi_ids[stage["headline_kpi"]])


def _kpi(kpi: Mapping[str, Any], touchpoint_ids: Mapping[str, UUID]) -> Kpi:
    return Kpi(
        id=uuid4(),
        code=kpi["code"],
        touchpoint_id=touchpoint_ids[kpi["touchpoint"]],
        name=kpi["name"],
        unit=kpi["unit"],
        good_direction=GoodDirection(kpi["direction"]),
        target=None if kpi.get("target") is None else float(kpi["target"]),
        layer=Layer(kpi["layer"]),
        orientation=Orientation(kpi["orientation"]),
        cadence=kpi["cadence"],
        decimals=kpi.get("decimals", 0),
        owner=kpi.get("owner", ""),
        pair_id=None,
    )


def _survey(survey: Mapping[str, Any], stage_ids: Mapping[str, UUID], touchpoint_ids: Mapping[str, UUID]) -> Survey:
    return Survey(
        id=uuid4(),
        code=survey["code"],
        name=survey["name"],
        method=SurveyMethod(survey["method"]),
        scale_min=survey["scale_min"],
        scale_max=survey["scale_max"],
        question=survey.get("question", ""),
        stage_id=stage_ids.get(survey.get("stage", "")),
        touchpoint_id=touchpoint_ids.get(survey.get("touchpoint", "")),
    )
