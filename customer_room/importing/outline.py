"""Stages and touchpoints: the room's outline, a few rows each."""

import re
from pathlib import Path
from uuid import UUID

from customer_room.domain.catalogue import fold_name, id_of
from customer_room.domain.naming import unique_code
from customer_room.importing.codes import Codes
from customer_room.importing.few_rows import Row, few_rows, refuse_cell, write_once
from customer_room.importing.given import Given
from customer_room.importing.lookups import stage_fix
from customer_room.importing.refusals import listed, room_names, shown
from customer_room.importing.staged import Staged

_STAGES = {"code": "VARCHAR", "name": "VARCHAR", "position": "INTEGER", "promise": "VARCHAR"}
_STAGES |= {"headline_kpi_id": "UUID"}
_TOUCHPOINTS = {"code": "VARCHAR", "name": "VARCHAR", "stage_id": "UUID", "rank": "INTEGER"}
_TOUCHPOINTS |= {"silo_codes": "VARCHAR", "silo_names": "VARCHAR"}


def whole_number(given: Given, row: Row, column: str) -> int | None:
    """A row's whole number from 1 to 9999; None when it is blank, or refused."""
    text = row.texts.get(column)
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{1,4}", text) and int(text) > 0:
        return int(text)
    refuse_cell(given, row, column, "not a whole number from 1 to 9999", "Write 1 for the first.")
    return None


def stage_stages(given: Given, target: Path) -> Staged:
    """Validate the records as stages and write those that pass to `target`; new ones follow in the file's order."""
    rows = few_rows(given)
    codes = Codes(given, given.request.catalogue.stages, "stage", rows)
    matches = codes.matches(rows)
    understood = []
    for place, (row, match) in enumerate(matches, start=1):
        position = whole_number(given, row, "position") if given.has("position") else place
        headline = _headline(given, row, match.id)
        understood.append((row, (match.code, match.name, position, row.texts.get("promise") or "", headline)))
    return write_once(given, _STAGES, understood, target)


def _headline(given: Given, row: Row, stage_id: UUID | None) -> str | None:
    """The id of the KPI that a stage is to be known by, one of its own; None when the cell is blank, or refused."""
    text, kpis = row.texts.get("headline_kpi"), given.request.catalogue.kpis
    if text is None:
        return None
    kpi = kpis.get(fold_name(text))
    if kpi and stage_id and kpi.stage_id == stage_id:
        return str(kpi.id)
    own = {name: one for name, one in kpis.items() if stage_id and one.stage_id == stage_id}
    reason = "the KPI belongs to another stage" if kpi else "the room has no such KPI"
    fix = f"The stage's KPIs: {room_names(given.request.catalogue, own)}. Blank leaves the choice to the wall."
    refuse_cell(given, row, "headline_kpi", reason, fix)
    return None


def stage_touchpoints(given: Given, target: Path) -> Staged:
    """Validate the records as touchpoints and write those that pass to `target`."""
    catalogue = given.request.catalogue
    rows = few_rows(given)
    codes, silos = Codes(given, catalogue.touchpoints, "touchpoint", rows), _Silos(given)
    understood = []
    for row, match in codes.matches(rows):
        stage = catalogue.stages.get(fold_name(row.texts.get("stage") or ""))
        if stage is None:
            refuse_cell(given, row, "stage", "the room has no such stage", stage_fix(given))
        rank = whole_number(given, row, "rank")
        names = [name.strip() for name in (row.texts.get("silos") or "").split(";") if name.strip()]
        silo_codes = ";".join(map(silos.code_of, names))
        before = catalogue.touchpoint_stages.get(match.id) if match.id else None
        if match.id and row.texts.get("code") not in {None, match.code} and before != stage:
            reason = "a touchpoint of this name belongs to another stage"
            refuse_cell(
                given, row, "name", reason, f"To move it use its code, {match.code}; a new one needs its own name."
            )
        elif stage and before and before != stage:
            given.notes.append(_moved(given, match.name, before, stage))
        understood.append((row, (match.code, match.name, stage and str(stage), rank, silo_codes, ";".join(names))))
    if silos.new:
        given.notes.append(f"New silos: {listed(silos.new.values())}.")
    return write_once(given, _TOUCHPOINTS, understood, target)


def _moved(given: Given, name: str, before: UUID, after: UUID) -> str:
    catalogue = given.request.catalogue
    names = {key: label.name for key, label in catalogue.labels_of(catalogue.stages).items()}
    return f"“{shown(name)}” moves from the stage “{names[before]}” to “{names[after]}”."


class _Silos:
    """The silos that touchpoints name: the room's by code or name, and new ones with a code of their own."""

    def __init__(self, given: Given) -> None:
        self._known = given.request.catalogue.silos
        self._labels = given.request.catalogue.labels_of(self._known)
        self._codes: dict[str, str] = {}
        self.new: dict[str, str] = {}

    def code_of(self, name: str) -> str:
        """The code of a silo of that name."""
        folded = fold_name(name)
        if folded in self._known:
            return self._labels[id_of(self._known[folded])].code
        if folded not in self._codes:
            taken = {label.code for label in self._labels.values()} | set(self._codes.values())
            self._codes[folded] = unique_code(name, taken, "silo")
            self.new[folded] = name
        return self._codes[folded]
