"""The first rows as they were understood, under our column names and with the room's names, for a person to read."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from customer_room.domain.periods import Grain, Period
from customer_room.domain.words import ImportKind
from customer_room.importing.columns import COLUMNS
from customer_room.importing.engine import count, select
from customer_room.importing.given import Given

SAMPLE_ROWS = 5
SAMPLE_CHARACTERS = 160
LARGE_ROWS = 50_000
_OUR_NAMES = {
    "external_id": "id", "body": "text", "stage_id": "stage", "touchpoint_id": "touchpoint",
    "category_name": "category", "customer_ref": "customer", "survey_id": "survey", "kpi_id": "kpi",
    "period_start": "period", "silo_names": "silos", "due_on": "due", "confirmed_by": "by",
    "headline_kpi_id": "headline_kpi",
}  # fmt: skip
_OWN_KEYS = {"id", "said_on", "answered_on", "category_id", "silo_codes", "grain"}
# What these leave out stays as it is in the room, so only what the file brings is shown.
_PARTIAL = {ImportKind.STAGES, ImportKind.TOUCHPOINTS, ImportKind.KPIS, ImportKind.TEAMS}


def sample_of(given: Given, columns: Mapping[str, str], source: str, passes: str) -> tuple[dict[str, str], ...]:
    """The first rows of the source that pass; `columns` are the staging file's with their SQL."""
    shown = {name: expression for name, expression in columns.items() if name not in _OWN_KEYS}
    if "period_start" in shown:
        shown["grain"] = "period_grain"
    selected = f"{source} WHERE {passes}"
    if count(given.engine, "kept") > LARGE_ROWS:  # sorting the whole file for five rows would show in its time
        selected += f" LIMIT {SAMPLE_ROWS}"
    numbered = f"({select(shown, selected, keep='record')})"
    first = f"ORDER BY record LIMIT {SAMPLE_ROWS}"
    rows = given.engine.execute(select(["* EXCLUDE record"], numbered, first)).fetchall()
    return tuple(_shown(given, dict(zip(shown, row, strict=True))) for row in rows)


def _shown(given: Given, row: Mapping[str, object]) -> dict[str, str]:
    kind, grain = given.request.kind, row.get("grain")
    texts = {_OUR_NAMES.get(name, name): _text(given, name, value, grain) for name, value in row.items()}
    wanted = [name for name in COLUMNS[kind] if kind not in _PARTIAL or name == "code" or given.has(name)]
    return {name: texts[name] for name in wanted if texts.get(name)}


def _text(given: Given, name: str, value: object, grain: object) -> str:
    if value is None:
        return ""
    if isinstance(value, UUID):
        label = given.request.catalogue.labels.get(value)
        return label.name if label else str(value)
    if isinstance(value, datetime):
        return _local(value, given.request.settings.zone)
    if isinstance(value, date):
        return value.isoformat() if grain is None else Period(value, Grain(str(grain))).key
    if isinstance(value, float):
        return f"{value:.15g}"
    if name == "members":
        return "; ".join(f"{one['person']} ({one['silo_name']})".removesuffix(" ()") for one in json.loads(str(value)))
    text = str(value).replace(";", "; ") if name == "silo_names" else str(value)
    return text[:SAMPLE_CHARACTERS]


def _local(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    return local.date().isoformat() if local.time() == time() else local.isoformat(" ", "seconds")
