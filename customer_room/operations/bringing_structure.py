"""Keep staged stages, touchpoints and fix teams, row by row, each change recorded."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow.parquet as pq

from customer_room.domain.catalogue import fold_name
from customer_room.domain.naming import unique_code
from customer_room.domain.records import StatusChange
from customer_room.domain.words import TeamStatus
from customer_room.store.connection import Write
from customer_room.store.imports import ImportCounts
from customer_room.store.structure import read_structure, save_silo, save_stage, save_touchpoint
from customer_room.store.teams import TeamProfile, save_team

Row = Mapping[str, Any]


def add_stages(write: Write, staged: Path, import_id: UUID) -> ImportCounts:
    """Add or update stages by code; a stage without a position goes to the end."""
    known = {stage.code: stage.position for stage in read_structure(write.cursor).stages}
    last = max(known.values(), default=0)
    counts = []
    for row in _rows(staged):
        position = row["position"] if row["position"] is not None else known.get(row["code"])
        if position is None:
            last += 1
            position = last
        counts.append(save_stage(write, row["code"], row["name"], position, row["promise"] or ""))
    return _counted(counts)


def add_touchpoints(write: Write, staged: Path, import_id: UUID) -> ImportCounts:
    """Add or update touchpoints by code; silos the room lacks are added."""
    silo_id = _silo_finder(write)

    def save(row: Row) -> bool | None:
        silos = tuple(dict.fromkeys(silo_id(name) for name in (row["silo_names"] or "").split(";") if name.strip()))
        return save_touchpoint(write, row["code"], _uuid(row["stage_id"]), row["name"], row["rank"], silos)

    return _counted(save(row) for row in _rows(staged))


def add_teams(write: Write, staged: Path, import_id: UUID) -> ImportCounts:
    """Add or update fix teams by code; each row is a status change, and the last row's other columns win."""
    silo_id = _silo_finder(write)
    rows = sorted(_rows(staged), key=lambda row: str(row["code"]))
    counts = []
    for code, group in groupby(rows, key=lambda row: str(row["code"])):
        steps = sorted(group, key=lambda row: row["since"])
        history = [
            StatusChange(TeamStatus(row["status"]), row["since"], row["reason"] or "", row["confirmed_by"] or "")
            for row in steps
        ]
        saved = save_team(write, _profile(code, steps[-1], silo_id), history)
        counts += [saved] * len(steps)
    return _counted(counts)


def _profile(code: str, row: Row, silo_id: Callable[[str], UUID]) -> TeamProfile:
    members = tuple(
        (member["person"], silo_id(member["silo_name"]) if member.get("silo_name") else None)
        for member in json.loads(row["members"] or "[]")
    )
    touchpoint = row["touchpoint_id"]
    due_on: date | None = row["due_on"]
    return TeamProfile(
        code, row["name"], _uuid(row["stage_id"]), None if touchpoint is None else _uuid(touchpoint),
        row["sponsor"] or "", row["lead"] or "", row["problem"] or "", row["promise"] or "", due_on, members,
    )  # fmt: skip


def _silo_finder(write: Write) -> Callable[[str], UUID]:
    silos = read_structure(write.cursor).silos
    by_name = {fold_name(name): silo.id for silo in silos for name in (silo.name, silo.code)}
    codes = {silo.code for silo in silos}

    def silo_id(name: str) -> UUID:
        if fold_name(name) not in by_name:
            code = unique_code(name, codes)
            codes.add(code)
            by_name[fold_name(name)] = save_silo(write, code, name.strip())
        return by_name[fold_name(name)]

    return silo_id


def _rows(staged: Path) -> list[Row]:
    return list(pq.read_table(staged).to_pylist())


def _uuid(value: object) -> UUID:
    return UUID(bytes=value) if isinstance(value, bytes) else UUID(str(value))


def _counted(saved: Iterable[bool | None]) -> ImportCounts:
    answers = list(saved)
    return ImportCounts(new=answers.count(True), changed=answers.count(False), known=answers.count(None))
