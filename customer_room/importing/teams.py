"""Fix teams and the history of their status: one row for each change of status."""

import json
import re
from datetime import date
from pathlib import Path

from customer_room.domain.catalogue import fold_name
from customer_room.domain.words import TeamStatus
from customer_room.importing.codes import Codes, Match
from customer_room.importing.dates import DateReading, read_dates
from customer_room.importing.few_rows import Row, few_rows, refuse_cell, write_few
from customer_room.importing.given import Given
from customer_room.importing.lookups import stage_fix
from customer_room.importing.refusals import room_names
from customer_room.importing.staged import Staged

_MEMBER = re.compile(r"(?P<person>[^()]+?)\s*(?:\((?P<silo>[^()]*)\))?")
_COLUMNS = {
    **dict.fromkeys(("code", "name"), "VARCHAR"),
    **dict.fromkeys(("stage_id", "touchpoint_id"), "UUID"),
    **dict.fromkeys(("sponsor", "lead", "members", "problem", "promise"), "VARCHAR"),
    "due_on": "DATE",
    "status": "VARCHAR",
    "since": "DATE",
    **dict.fromkeys(("reason", "confirmed_by"), "VARCHAR"),
}


def stage_teams(given: Given, target: Path) -> Staged:
    """Validate the records as statuses of fix teams and write those that pass to `target`, in the file's order.

    `members` become JSON: [{"person", "silo_id", "silo_name"}]; a silo the room does not know has no id.
    """
    since, due = read_dates(given, "since"), read_dates(given, "due")
    rows = few_rows(given, extra=[_day(since), _day(due)])
    codes = Codes(given, given.request.catalogue.teams, "team", rows)
    understood = [(row, _understand(given, row, codes)) for row in rows]
    _refuse_contradictions(given, understood)
    kept = [values for row, values in understood if not row.is_refused]
    statuses = list(dict.fromkeys(kept))
    staged = write_few(given, _COLUMNS, statuses, len(kept) - len(statuses), target, day="since")
    return staged.described(f"dates {since.label}")


def _refuse_contradictions(given: Given, understood: list[tuple[Row, tuple[object, ...]]]) -> None:
    """Refuse all rows of a status that has two reasons, or two people who said it: neither is known to be right."""
    said: dict[tuple[object, ...], set[tuple[object, ...]]] = {}
    names = list(_COLUMNS)
    keys = [names.index(name) for name in ("code", "status", "since")]
    details = [names.index(name) for name in ("reason", "confirmed_by")]
    for row, values in understood:
        if not row.is_refused:
            said.setdefault(tuple(values[place] for place in keys), set()).add(
                tuple(values[place] for place in details)
            )
    for row, values in understood:
        if not row.is_refused and len(said[tuple(values[place] for place in keys)]) > 1:
            reason = "one status since one day has two different reasons, or was confirmed by two people"
            refuse_cell(given, row, "reason", reason, "Keep the right row, or give the other its own day.")


def _day(reading: DateReading) -> str:
    return f"CAST(coalesce({reading.local}, {reading.utc or 'NULL'}) AS DATE)"


def _understand(given: Given, row: Row, codes: Codes) -> tuple[object, ...]:
    catalogue = given.request.catalogue
    texts = {name: text or "" for name, text in row.texts.items()}
    stage = catalogue.stages.get(fold_name(texts.get("stage", "")))
    if stage is None:
        refuse_cell(given, row, "stage", "the room has no such stage", stage_fix(given))
    touchpoint = catalogue.touchpoints.get(fold_name(texts.get("touchpoint", "")))
    if texts.get("touchpoint") and touchpoint is None:
        fix = f"The room's touchpoints: {room_names(catalogue, catalogue.touchpoints)}."
        refuse_cell(given, row, "touchpoint", "the room has no such touchpoint", fix)
    status = fold_name(texts.get("status", ""))
    if status not in set(TeamStatus):
        refuse_cell(given, row, "status", "the word is no status", f"Use one of {', '.join(TeamStatus)}.")
    since, due = _dates(given, row)
    match = codes.match(row) or Match("", "")
    return (
        match.code,
        match.name,
        stage and str(stage),
        touchpoint and str(touchpoint),
        texts.get("sponsor", ""),
        texts.get("lead", ""),
        _members(given, row),
        texts.get("problem", ""),
        texts.get("promise", ""),
        due,
        status,
        since,
        texts.get("reason", ""),
        texts.get("by", ""),
    )


def _dates(given: Given, row: Row) -> tuple[object, object]:
    since, due = row.extra
    if not isinstance(since, date):
        reason = "not a date" if row.texts.get("since") else "since is blank"
        refuse_cell(given, row, "since", reason, "Write the day the status began, such as 2026-10-05.")
    elif since > given.request.today or since.year < 1990:
        refuse_cell(given, row, "since", "the date is in the future or before 1990", "Mend the date.")
    if row.texts.get("due") and not (isinstance(due, date) and 1990 <= due.year < 2200):
        refuse_cell(given, row, "due", "not a date", "Write the day, such as 2027-03-31, or leave it blank.")
    return since, due


def _members(given: Given, row: Row) -> str:
    """“Ann Lee (warehouse); Bo Ek (service)” as JSON."""
    silos = given.request.catalogue.silos
    members = []
    for part in (row.texts.get("members") or "").split(";"):
        match = _MEMBER.fullmatch(part.strip())
        if match:
            silo = (match["silo"] or "").strip()
            known = silos.get(fold_name(silo)) if silo else None
            members.append({"person": match["person"], "silo_id": known and str(known), "silo_name": silo})
        elif part.strip():
            fix = "Write “Ann Lee (warehouse); Bo Ek (service)”."
            refuse_cell(given, row, "members", "not a list of people with their silos", fix)
    return json.dumps(members, ensure_ascii=False)
