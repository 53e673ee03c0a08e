"""Keep staged stages, touchpoints, KPIs and fix teams, row by row, each change recorded.

A column that a file does not have leaves what the room says; a blank cell clears it where nothing can be meant.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow.parquet as pq

from customer_room.domain.catalogue import fold_name
from customer_room.domain.naming import unique_code
from customer_room.domain.records import FixTeam, StatusChange
from customer_room.domain.words import TeamStatus
from customer_room.store.connection import Write
from customer_room.store.imports import ImportCounts
from customer_room.store.structure import choose_headline, read_structure, save_silo, save_stage, save_touchpoint
from customer_room.store.teams import TeamProfile, read_teams, save_team

Row = Mapping[str, Any]


def add_stages(write: Write, staged: Path, columns: Collection[str]) -> ImportCounts:
    """Add or update stages by code; a new stage without a position goes to the end."""
    known = {stage.code: stage for stage in read_structure(write.cursor).stages}
    last = max((stage.position for stage in known.values()), default=0)
    counts = []
    for row in staged_rows(staged):
        stage = known.get(row["code"])
        position = row["position"] if "position" in columns else None
        if position is None and stage is None:
            last += 1
        place = position or (stage.position if stage else last)
        promise = row["promise"] if "promise" in columns or stage is None else stage.promise
        saved = save_stage(write, row["code"], row["name"], place, promise or "")
        if "headline_kpi" in columns:
            kpi_id = None if row["headline_kpi_id"] is None else as_uuid(row["headline_kpi_id"])
            chosen = choose_headline(write, row["code"], kpi_id)
            saved = False if saved is None and chosen else saved
        counts.append(saved)
    return counted(counts)


def add_touchpoints(write: Write, staged: Path, columns: Collection[str]) -> ImportCounts:
    """Add or update touchpoints by code; silos the room lacks are added."""
    known = {point.code: point for point in read_structure(write.cursor).touchpoints}
    silo_id = _silo_finder(write)

    def save(row: Row) -> bool | None:
        point = known.get(row["code"])
        named = [silo_id(name) for name in (row["silo_names"] or "").split(";") if name.strip()]
        silos = tuple(dict.fromkeys(named)) if "silos" in columns or point is None else point.silo_ids
        rank = row["rank"] if "rank" in columns or point is None else point.rank
        return save_touchpoint(write, row["code"], as_uuid(row["stage_id"]), row["name"], rank, silos)

    return counted(save(row) for row in staged_rows(staged))


def add_teams(write: Write, staged: Path, columns: Collection[str]) -> ImportCounts:
    """Add or update fix teams by code; each row is a status change, and the last row's other columns win."""
    known = {team.code: team for team in read_teams(write.cursor, date.max)}
    silo_id = _silo_finder(write)
    rows = sorted(staged_rows(staged), key=lambda row: str(row["code"]))
    counts = []
    for code, group in groupby(rows, key=lambda row: str(row["code"])):
        steps = sorted(group, key=lambda row: row["since"])
        history = [_step(row) for row in steps]
        profile = _profile(code, steps[-1], silo_id)
        if code in known:
            profile = _with_the_rooms(profile, known[code], columns)
            history = _with_the_rooms_reasons(history, known[code], columns)
        counts += [save_team(write, profile, history)] * len(steps)
    return counted(counts)


def _step(row: Row) -> StatusChange:
    return StatusChange(TeamStatus(row["status"]), row["since"], row["reason"] or "", row["confirmed_by"] or "")


def _with_the_rooms_reasons(history: list[StatusChange], team: FixTeam, columns: Collection[str]) -> list[StatusChange]:
    """The steps, where what the file has no column for is as the room says it."""
    there = {(step.status, step.since): step for step in team.history}
    fields = {"reason": "reason", "by": "by"}
    missing = [field for column, field in fields.items() if column not in columns]
    return [
        replace(step, **{field: getattr(there.get((step.status, step.since), step), field) for field in missing})
        for step in history
    ]


def _profile(code: str, row: Row, silo_id: Callable[[str], UUID]) -> TeamProfile:
    members = tuple(
        (member["person"], silo_id(member["silo_name"]) if member.get("silo_name") else None)
        for member in json.loads(row["members"] or "[]")
    )
    touchpoint = row["touchpoint_id"]
    due_on: date | None = row["due_on"]
    return TeamProfile(
        code, row["name"], as_uuid(row["stage_id"]), None if touchpoint is None else as_uuid(touchpoint),
        row["sponsor"] or "", row["lead"] or "", row["problem"] or "", row["promise"] or "", due_on, members,
    )  # fmt: skip


def _with_the_rooms(profile: TeamProfile, team: FixTeam, columns: Collection[str]) -> TeamProfile:
    """A profile in which columns that the file does not have say what the room says."""
    fields = {"touchpoint": "touchpoint_id", "due": "due_on"}
    fields |= {name: name for name in ("sponsor", "lead", "problem", "promise")}
    kept = {field: getattr(team, field) for column, field in fields.items() if column not in columns}
    return replace(profile, **kept, members=profile.members if "members" in columns else None)


def _silo_finder(write: Write) -> Callable[[str], UUID]:
    silos = read_structure(write.cursor).silos
    by_name = {fold_name(name): silo.id for silo in silos for name in (silo.name, silo.code)}
    codes = {silo.code for silo in silos}

    def silo_id(name: str) -> UUID:
        if fold_name(name) not in by_name:
            code = unique_code(name, codes, "silo")
            codes.add(code)
            by_name[fold_name(name)] = save_silo(write, code, name.strip())
        return by_name[fold_name(name)]

    return silo_id


def staged_rows(staged: Path) -> list[Row]:
    """The rows of a staging file, in its order."""
    return list(pq.read_table(staged).to_pylist())


def as_uuid(value: object) -> UUID:
    """An id as the staging file holds it."""
    return UUID(bytes=value) if isinstance(value, bytes) else UUID(str(value))


def counted(saved: Iterable[bool | None]) -> ImportCounts:
    """How many rows were added (True), changed (False) or as the room had them (None)."""
    answers = list(saved)
    return ImportCounts(new=answers.count(True), changed=answers.count(False), known=answers.count(None))
