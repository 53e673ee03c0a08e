"""Keep staged KPIs, row by row, each change recorded."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from customer_room.domain.records import Kpi
from customer_room.domain.words import GoodDirection, Layer, Orientation
from customer_room.operations.bringing_structure import Row, as_uuid, counted, staged_rows
from customer_room.store.connection import Write
from customer_room.store.imports import ImportCounts
from customer_room.store.structure import change_kpi, pair_kpis, read_structure, save_kpi

_CLEARABLE: dict[str, Any] = {"target": None, "owner": ""}


def add_kpis(write: Write, staged: Path, columns: Collection[str]) -> ImportCounts:
    """Add KPIs, or bring those of the same code up to date.

    A column that the file does not have stays as it is, and so does a blank cell, unless target, owner or pair.

    Raises:
        WriteRefusedError: a KPI that has readings would get another cadence.
    """
    known = {kpi.code: kpi for kpi in read_structure(write.cursor).kpis}
    rows = staged_rows(staged)
    saved = [_save(write, row, known.get(row["code"]), columns) for row in rows]
    ids = {kpi.code: kpi.id for kpi in read_structure(write.cursor).kpis}
    if "pair" in columns:
        paired = [pair_kpis(write, ids[row["code"]], ids[row["pair"]] if row["pair"] else None) for row in rows]
        saved = [False if one is None and other else one for one, other in zip(saved, paired, strict=True)]
    return counted(saved)


def _save(write: Write, row: Row, known: Kpi | None, columns: Collection[str]) -> bool | None:
    if known is None:
        save_kpi(write, _new(row))
        return True
    cleared = {name: blank for name, blank in _CLEARABLE.items() if name in columns and row[name] is None}
    return False if change_kpi(write, replace(known, **_said(row), **cleared)) else None


def _said(row: Row) -> dict[str, Any]:
    """What a row says of a KPI, by the names of the record."""
    readers: Mapping[str, tuple[str, Any]] = {
        "name": ("name", str), "touchpoint_id": ("touchpoint_id", as_uuid), "unit": ("unit", str),
        "direction": ("good_direction", GoodDirection), "target": ("target", float), "layer": ("layer", Layer),
        "orientation": ("orientation", Orientation), "cadence": ("cadence", str), "decimals": ("decimals", int),
        "owner": ("owner", str),
    }  # fmt: skip
    return {field: read(row[name]) for name, (field, read) in readers.items() if row[name] is not None}


def _new(row: Row) -> Kpi:
    blanks: dict[str, Any] = {"target": None, "decimals": 0, "owner": ""}
    return Kpi(id=uuid4(), code=row["code"], pair_id=None, **(blanks | _said(row)))
