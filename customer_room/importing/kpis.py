"""KPIs: new ones, and new targets, owners and words for those that the room has."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from customer_room.domain.catalogue import KnownKpi, fold_name
from customer_room.domain.periods import CADENCES
from customer_room.domain.words import GoodDirection, Layer, Orientation
from customer_room.importing.codes import Codes, Match
from customer_room.importing.few_rows import Row, few_rows, refuse_cell, write_once
from customer_room.importing.given import Given
from customer_room.importing.numbers import decimal_sign, number_sql
from customer_room.importing.refusals import room_names
from customer_room.importing.staged import Staged

NEEDED = ("touchpoint", "unit", "direction", "layer", "orientation", "cadence")
"""What a KPI must have besides its name before it can be one."""
MAX_UNIT = 20
MAX_OWNER = 200
MAX_DECIMALS = 4
_COLUMNS = {
    **dict.fromkeys(("code", "name"), "VARCHAR"),
    "touchpoint_id": "UUID",
    **dict.fromkeys(("unit", "direction"), "VARCHAR"),
    "target": "DOUBLE",
    **dict.fromkeys(("layer", "orientation", "cadence"), "VARCHAR"),
    "decimals": "INTEGER",
    **dict.fromkeys(("owner", "pair"), "VARCHAR"),
}
_VOCABULARIES: dict[str, type[StrEnum]] = {"direction": GoodDirection, "layer": Layer, "orientation": Orientation}


def stage_kpis(given: Given, target: Path) -> Staged:
    """Validate the records as KPIs and write those that pass to `target`; what a row leaves blank is NULL."""
    decimal = decimal_sign(given, "target")
    rows = few_rows(given, extra=[number_sql(given, "target", decimal)])
    codes = Codes(given, given.request.catalogue.kpis, "KPI", rows)
    matches = codes.matches(rows)
    understood = [(row, _understand(given, row, match)) for row, match in matches]
    _match_pairs(given, matches)
    return write_once(given, _COLUMNS, [(row, (*values, row.texts.get("pair"))) for row, values in understood], target)


def _understand(given: Given, row: Row, match: Match) -> tuple[object, ...]:
    catalogue, texts = given.request.catalogue, row.texts
    touchpoint = catalogue.touchpoints.get(fold_name(texts.get("touchpoint") or ""))
    if texts.get("touchpoint") and touchpoint is None:
        fix = f"The room's touchpoints: {room_names(catalogue, catalogue.touchpoints)}."
        refuse_cell(given, row, "touchpoint", "the room has no such touchpoint", fix)
    words = {column: _word(given, row, column, words) for column, words in _VOCABULARIES.items()}
    cadence = _word(given, row, "cadence", CADENCES)
    known = next((kpi for kpi in catalogue.kpis.values() if kpi.id == match.id), None)
    if known is None and not row.is_refused:
        _refuse_half_a_kpi(given, row)
    _refuse_new_cadence(given, row, known, cadence)
    return (
        match.code, match.name, touchpoint and str(touchpoint), _short(given, row, "unit", MAX_UNIT),
        words["direction"], _target(given, row), words["layer"], words["orientation"], cadence, _decimals(given, row),
        _short(given, row, "owner", MAX_OWNER),
    )  # fmt: skip


def _word(given: Given, row: Row, column: str, words: Iterable[str]) -> str | None:
    text = row.texts.get(column)
    if text is None or fold_name(text) in set(words):
        return text and fold_name(text)
    fix = f"Use one of {', '.join(words)}, or map it in the mapping file under [values.{column}]."
    refuse_cell(given, row, column, f"the word is no {column}", fix)
    return None


def _refuse_half_a_kpi(given: Given, row: Row) -> None:
    missing = [column for column in NEEDED if not row.texts.get(column)]
    if missing:
        kpis = given.request.catalogue.kpis
        fix = f"The room's KPIs: {room_names(given.request.catalogue, kpis)}. A new one needs {', '.join(missing)} too."
        refuse_cell(given, row, "name", "the room has no such KPI", fix)


def _refuse_new_cadence(given: Given, row: Row, known: KnownKpi | None, cadence: str | None) -> None:
    if known is not None and known.has_readings and cadence not in (None, known.cadence):
        fix = f"Leave it at {known.cadence}, or add a KPI of another name for the new cadence."
        refuse_cell(given, row, "cadence", "the KPI has readings of another cadence", fix)


def _short(given: Given, row: Row, column: str, longest: int) -> str | None:
    text = row.texts.get(column)
    if text and len(text) > longest:
        refuse_cell(given, row, column, f"{column} is longer than {longest} characters", "Shorten it.")
    return text


def _target(given: Given, row: Row) -> float | None:
    (number,) = row.extra
    if row.texts.get("target") is not None and not isinstance(number, float):
        refuse_cell(given, row, "target", "not a number", "Write it with digits, such as 95 or 2.5, or leave it blank.")
    return number if isinstance(number, float) else None


def _decimals(given: Given, row: Row) -> int | None:
    text = row.texts.get("decimals")
    if text is None:
        return None
    if text in map(str, range(MAX_DECIMALS + 1)):
        return int(text)
    refuse_cell(given, row, "decimals", f"not a whole number from 0 to {MAX_DECIMALS}", "Write 1 for 91.2.")
    return None


def _match_pairs(given: Given, rows: list[tuple[Row, Match]]) -> None:
    """Put codes for the pairs that rows name; a row whose pair is refused is refused with it."""
    catalogue = given.request.catalogue
    labels = catalogue.labels_of(catalogue.kpis)
    codes = {word: labels[kpi.id].code for word, kpi in catalogue.kpis.items()}
    codes |= {fold_name(word): one.code for _, one in rows if one.code for word in (one.name, one.code)}
    for row, match in rows:
        wanted = row.texts.get("pair")
        found = codes.get(fold_name(wanted)) if wanted else None
        if wanted and (found is None or found == match.code):
            reason = "the room has no such KPI" if found is None else "a KPI is no pair of itself"
            refuse_cell(given, row, "pair", reason, "Name another KPI of the room or of this file.")
        row.texts = {**row.texts, "pair": found}
    _refuse_orphans(given, rows, {label.code for label in labels.values()})


def _refuse_orphans(given: Given, rows: list[tuple[Row, Match]], in_room: set[str]) -> None:
    while True:
        there = in_room | {match.code for row, match in rows if not row.is_refused}
        orphans = [row for row, _ in rows if not row.is_refused and row.texts.get("pair") not in there | {None}]
        if not orphans:
            return
        for row in orphans:
            refuse_cell(given, row, "pair", "its pair was refused", "Mend the pair's row, or leave pair blank.")
