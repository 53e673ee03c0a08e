"""Find what is inconsistent inside the room's file; the file has no keys of its own to prevent it."""

from dataclasses import dataclass
from enum import StrEnum

from duckdb import DuckDBPyConnection

from customer_room.domain.periods import Grain
from customer_room.domain.words import (
    Audience,
    Cause,
    Channel,
    GoodDirection,
    Layer,
    Nature,
    Orientation,
    SurveyMethod,
    TeamStatus,
)
from customer_room.store.references import REFERENCES
from customer_room.store.rollups import ROLLUP_TABLES, count_wrong_cells

_UNIQUE = {
    "stages": ("id", "code"), "silos": ("id", "code"), "touchpoints": ("id", "code"), "categories": ("id", "code"),
    "kpis": ("id", "code"), "surveys": ("id", "code"), "teams": ("id", "code"), "feedback": ("id",),
    "responses": ("id",), "files": ("id", "path"), "artifacts": ("id",), "recordings": ("id",), "clips": ("id",),
    "imports": ("id",), "changes": ("id",), "readings": ("kpi_id, period_start",),
    "exposure": ("stage_id, period_start, grain",), "artifact_versions": ("artifact_id, version_no",),
    "transcript_lines": ("clip_id, line_no",), "touchpoint_silos": ("touchpoint_id, silo_id",),
    "team_statuses": ("team_id, status, since", "team_id, step_no"),
}  # fmt: skip
_WORDS: tuple[tuple[str, str, type[StrEnum]], ...] = (
    ("feedback", "channel", Channel), ("feedback", "audience", Audience), ("feedback", "nature", Nature),
    ("feedback", "cause", Cause), ("categories", "cause", Cause), ("responses", "audience", Audience),
    ("team_statuses", "status", TeamStatus), ("surveys", '"method"', SurveyMethod), ("kpis", "layer", Layer),
    ("kpis", "good_direction", GoodDirection), ("kpis", "orientation", Orientation), ("kpis", "cadence", Grain),
    ("exposure", "grain", Grain),
)  # fmt: skip
# A row of these is never taken away and never changes its import, so the register must count it.
_COUNTED = ("feedback", "responses")


@dataclass(frozen=True, slots=True)
class Finding:
    """One inconsistency: what it is, and how to mend it. `mendable` says `check --mend` does it."""

    what: str
    fix: str
    mendable: bool = False


def find_inconsistencies(cursor: DuckDBPyConnection) -> list[Finding]:
    """Everything in the file that contradicts itself; empty when all is well."""
    return [
        *_repeated_keys(cursor),
        *_lost_references(cursor),
        *_unknown_words(cursor),
        *_short_imports(cursor),
        *_wrong_rollups(cursor),
        *_teams_without_status(cursor),
    ]


def _repeated_keys(cursor: DuckDBPyConnection) -> list[Finding]:
    found = []
    for table, keys in _UNIQUE.items():
        for key in keys:
            repeated = _count(
                cursor, f"SELECT count(*) FROM (SELECT {key} FROM {table} GROUP BY {key} HAVING count(*) > 1)"
            )
            if repeated:
                found.append(
                    Finding(
                        f"{table}: {repeated} value(s) of {key} stand more than once.",
                        "Restore the newest backup in which `check` finds nothing; the rows cannot be told apart.",
                    )
                )
    return found


def _lost_references(cursor: DuckDBPyConnection) -> list[Finding]:
    found = []
    for table, column, parent in REFERENCES:
        lost = _count(
            cursor,
            f"SELECT count(*) FROM {table} ANTI JOIN {parent} AS parent ON parent.id = {table}.{column} "
            f"WHERE {table}.{column} IS NOT NULL",
        )
        if lost:
            found.append(
                Finding(
                    f"{table}: {lost} row(s) name a {column} that is not in {parent}.",
                    f"Restore the newest backup in which `check` finds nothing, or import the {parent} again.",
                )
            )
    return found


def _unknown_words(cursor: DuckDBPyConnection) -> list[Finding]:
    found = []
    for table, column, words in _WORDS:
        known = [str(word.value) for word in words]
        unknown = _count(
            cursor, f"SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT unnest(?::VARCHAR[]))", known
        )
        if unknown:
            found.append(
                Finding(
                    f"{table}: {unknown} row(s) have a {column} this program does not know.",
                    "Update Customer Room if a newer one wrote them, or restore a backup.",
                )
            )
    return found


def _short_imports(cursor: DuckDBPyConnection) -> list[Finding]:
    """Where the file lost rows without an error, the register still knows how many there were."""
    found = []
    for table in _COUNTED:
        wrong = _count(
            cursor,
            f"SELECT count(*) FROM imports LEFT JOIN "
            f"(SELECT import_id, count(*) AS items FROM {table} GROUP BY import_id) ON import_id = imports.id "
            "WHERE kind = ? AND rows_new <> coalesce(items, 0)",
            table,
        )
        if wrong:
            found.append(
                Finding(
                    f"{table}: {wrong} import(s) brought another number of rows than are there.",
                    "Import these files again; rows already there are not added twice.",
                )
            )
    return found


def _wrong_rollups(cursor: DuckDBPyConnection) -> list[Finding]:
    found = [
        Finding(
            f"{rollup}: {wrong} cell(s) differ from the rows they sum up.", "Run `customer-room check --mend`.", True
        )
        for rollup in ROLLUP_TABLES
        if (wrong := count_wrong_cells(cursor, rollup))
    ]
    wrong_days = _count(
        cursor,
        "SELECT count(*) FROM (SELECT stage_id, source, min(said_on) AS first_on, max(said_on) AS latest_on "
        "FROM feedback GROUP BY ALL) AS anew FULL JOIN feedback_spans AS stored "
        "ON stored.stage_id IS NOT DISTINCT FROM anew.stage_id AND stored.source = anew.source "
        "WHERE stored.latest_on IS DISTINCT FROM anew.latest_on OR stored.first_on IS DISTINCT FROM anew.first_on",
    )
    if wrong_days:
        found.append(
            Finding(
                f"feedback_spans: {wrong_days} day(s) differ from the rows.", "Run `customer-room check --mend`.", True
            )
        )
    return found


def _teams_without_status(cursor: DuckDBPyConnection) -> list[Finding]:
    lone = _count(cursor, "SELECT count(*) FROM teams ANTI JOIN team_statuses ON team_id = teams.id")
    if not lone:
        return []
    return [Finding(f"teams: {lone} team(s) have no status.", "Import the teams again with a status and its date.")]


def _count(cursor: DuckDBPyConnection, sql: str, *values: str | list[str]) -> int:
    row = cursor.execute(sql, list(values)).fetchone()
    return int(row[0]) if row else 0
