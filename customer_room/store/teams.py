"""Fix teams, their members and the history of their status."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from uuid import UUID

from duckdb import DuckDBPyConnection

from customer_room.domain.records import FixTeam, StatusChange
from customer_room.domain.words import TeamStatus
from customer_room.store.connection import Write
from customer_room.store.reading import read_placed
from customer_room.store.references import refuse_lost_references
from customer_room.store.rows import Value, insert_recorded, insert_rows, next_position, record_change, update_recorded


@dataclass(frozen=True, slots=True)
class TeamProfile:
    """Everything of a fix team but its history; `members` are (person, silo id or None), or None to leave them."""

    code: str
    name: str
    stage_id: UUID
    touchpoint_id: UUID | None
    sponsor: str
    lead: str
    problem: str
    promise: str
    due_on: date | None
    members: tuple[tuple[str, UUID | None], ...] | None


def save_team(write: Write, profile: TeamProfile, history: Sequence[StatusChange]) -> bool | None:
    """Add the team with this code, or bring the one there up to date; statuses already known take its reasons.

    Returns:
        True when it was added, False when it was changed, None when it was as given.
    """
    values: dict[str, Value] = {
        "name": profile.name, "stage_id": profile.stage_id, "touchpoint_id": profile.touchpoint_id,
        "sponsor": profile.sponsor, "lead": profile.lead, "problem": profile.problem, "promise": profile.promise,
        "due_on": profile.due_on,
    }  # fmt: skip
    row = write.cursor.execute("SELECT id FROM teams WHERE code = ?", [profile.code]).fetchone()
    if row is None:
        team_id = insert_recorded(
            write, "teams", {"code": profile.code, **values, "position": next_position(write, "teams")}
        )
        changed = False
    else:
        team_id = row[0]
        changed = update_recorded(write, "teams", team_id, values)
    joined = profile.members is not None and _set_members(write, team_id, profile.members)
    moved = _add_statuses(write, team_id, history)
    if row is None:
        return True
    return False if changed or joined or moved else None


def _set_members(write: Write, team_id: UUID, members: Sequence[tuple[str, UUID | None]]) -> bool:
    before = write.cursor.execute("SELECT person, silo_id FROM team_members WHERE team_id = ?", [team_id]).fetchall()
    if set(before) == set(members):
        return False
    for _, silo_id in members:
        refuse_lost_references(write.cursor, "team_members", {"silo_id": silo_id})
    write.cursor.execute("DELETE FROM team_members WHERE team_id = ?", [team_id])
    insert_rows(write, "team_members", ("team_id", "person", "silo_id"), [(team_id, *member) for member in members])
    record_change(write, "teams", team_id, "members", {"members": before}, {"members": list(members)})
    return True


def _add_statuses(write: Write, team_id: UUID, history: Sequence[StatusChange]) -> bool:
    """Add the steps that are new, and correct what is said of those there; a step is known by status and day."""
    rows = write.cursor.execute(
        "SELECT status, since, reason, confirmed_by FROM team_statuses WHERE team_id = ?", [team_id]
    ).fetchall()
    known = {(status, since): {"reason": reason, "confirmed_by": by} for status, since, reason, by in rows}
    changed = False
    for step in history:
        key = (step.status.value, step.since)
        said = {"reason": step.reason, "confirmed_by": step.by}
        if key not in known:
            row: dict[str, Value] = {"status": step.status, "since": step.since, **said}
            values = (team_id, len(known) + 1, *row.values())
            insert_rows(write, "team_statuses", ("team_id", "step_no", *row), [values])
            record_change(write, "teams", team_id, "status", None, row)
        elif known[key] != said:
            _correct_status(write, team_id, step, known[key])
        changed = changed or known.get(key) != said
        known[key] = said
    return changed


def _correct_status(write: Write, team_id: UUID, step: StatusChange, before: Mapping[str, Value]) -> None:
    write.cursor.execute(
        "UPDATE team_statuses SET reason = ?, confirmed_by = ? WHERE team_id = ? AND status = ? AND since = ?",
        [step.reason, step.by, team_id, step.status, step.since],
    )
    key: dict[str, Value] = {"status": step.status, "since": step.since}
    after: dict[str, Value] = {"reason": step.reason, "confirmed_by": step.by}
    record_change(write, "teams", team_id, "status", {**key, **before}, {**key, **after})


def read_teams(cursor: DuckDBPyConnection, on: date) -> list[FixTeam]:
    """The teams that had a status by a day, in order, with their history up to it; of one day's, as it was told."""
    history: dict[UUID, list[StatusChange]] = defaultdict(list)
    steps = cursor.execute(
        "SELECT team_id, status, since, reason, confirmed_by, step_no FROM team_statuses WHERE since <= ?", [on]
    ).fetchall()
    for team_id, status, since, reason, by, _ in sorted(steps, key=itemgetter(2, 5)):
        history[team_id].append(StatusChange(TeamStatus(status), since, reason, by))
    rows = read_placed(
        cursor,
        'SELECT id, code, name, stage_id, touchpoint_id, sponsor, "lead", problem, promise, due_on, position '
        "FROM teams",
    )
    return [FixTeam(**row, history=tuple(history[row["id"]])) for row in rows if history[row["id"]]]


def read_members(cursor: DuckDBPyConnection) -> dict[UUID, list[tuple[str, str]]]:
    """Each team's members as (person, the name of their silo or nothing), in the order of the silos."""
    members: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for team_id, person, silo in cursor.execute(
        "SELECT team_id, person, coalesce(silos.name, '') FROM team_members "
        "LEFT JOIN silos ON silos.id = team_members.silo_id ORDER BY silos.position NULLS LAST, silos.code, person"
    ).fetchall():
        members[team_id].append((person, silo))
    return members
