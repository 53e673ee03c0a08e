import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from customer_room.domain.records import Kpi
from customer_room.domain.words import ImportKind
from customer_room.errors import ImportRefusedError, WriteRefusedError
from customer_room.operations.backup import back_up, restore
from customer_room.operations.bringing_in import ImportSummary
from customer_room.operations.check import check_room
from customer_room.operations.room import Room, opened
from customer_room.store.connection import Write
from customer_room.store.structure import Structure, change_kpi, read_structure
from customer_room.store.teams import read_teams
from tests.operations.samples import TESTER, quiet
from tests.rooms import TODAY, bring, small_room
from tests.store.samples import count

KPI_HEADER = "code,name,touchpoint,unit,direction,target,layer,orientation,cadence,decimals,owner,pair\n"
TEAM = "name,stage,touchpoint,sponsor,lead,members,problem,promise,due,status,since\n"
TEAM += "One day,I wait,Delivery day,Chief,Ann,Ann (Warehouse),Late,On the day,2027-01-31,broken,2026-02-01\n"


@pytest.fixture
def empty_room(tmp_path: Path) -> Iterator[Room]:
    """A small open room without data."""
    with small_room(tmp_path / "room") as opened:
        yield opened


def structure(room: Room) -> Structure:
    """What the room is made of."""
    with room.store.snapshot() as cursor:
        return read_structure(cursor)


def kpi(room: Room, code: str) -> Kpi:
    """The KPI of a code."""
    return next(one for one in structure(room).kpis if one.code == code)


def counts(summary: ImportSummary) -> tuple[int, int, int]:
    """How many rows were new, changed, and there already."""
    assert summary.counts is not None
    return summary.counts.new, summary.counts.changed, summary.counts.known


def changes(room: Room, noun: str) -> list[Any]:
    """Action, before and after of the changes of a noun, the latest last."""
    query = 'SELECT "action", before_json, after_json FROM changes WHERE noun = ? ORDER BY rowid'
    return room.store.read().execute(query, [noun]).fetchall()


def test_a_target_is_set_and_recorded(empty_room: Room) -> None:
    """A row that names a KPI and a target sets that and nothing else, with before and after in the record."""
    before = kpi(empty_room, "basket-cost")
    summary = bring(empty_room, ImportKind.KPIS, "name,target\ncost of an ORDER,4.5\nOn the day,96\n")
    after = kpi(empty_room, "basket-cost")
    assert counts(summary) == (0, 2, 0)
    assert (after.target, after.unit, after.cadence, after.touchpoint_id) == (
        4.5, before.unit, before.cadence, before.touchpoint_id,
    )  # fmt: skip
    action, was, became = changes(empty_room, "kpis")[-2]
    assert (action, json.loads(was)["target"], json.loads(became)["target"]) == ("change", None, 4.5)


def test_a_new_kpi_hangs_at_its_touchpoint(empty_room: Room) -> None:
    """A KPI that the room lacks is added, with its pair; the same file again changes nothing."""
    row = ",Phone wait,Checkout,minutes,down,2,process,customer,week,1,Service,Cost of an order\n"
    assert counts(bring(empty_room, ImportKind.KPIS, KPI_HEADER + row)) == (1, 0, 0)
    added = kpi(empty_room, "phone-wait")
    assert (added.unit, added.target, added.cadence, added.decimals, added.owner) == (
        "minutes", 2.0, "week", 1, "Service",
    )  # fmt: skip
    assert added.pair_id == kpi(empty_room, "basket-cost").id
    assert counts(bring(empty_room, ImportKind.KPIS, KPI_HEADER + row)) == (0, 0, 1)
    assert check_room(empty_room, quiet).findings == ()


def test_a_blank_cell_clears_a_target_and_nothing_a_kpi_needs(empty_room: Room) -> None:
    """A blank target, owner or pair is none; a blank unit or direction leaves what is there."""
    bring(empty_room, ImportKind.KPIS, "name,owner,pair\nOn the day,Ann,Cost of an order\n")
    summary = bring(empty_room, ImportKind.KPIS, "name,unit,direction,target,owner,pair\nOn the day,,,,,\n")
    after = kpi(empty_room, "on-time")
    assert counts(summary) == (0, 1, 0)
    assert (after.target, after.owner, after.pair_id) == (None, "", None)
    assert (after.unit, after.good_direction, after.cadence) == ("%", "up", "month")


def test_the_cadence_of_a_measured_kpi_stays(empty_room: Room) -> None:
    """A change of cadence is refused with its reason once there are readings, and taken before."""
    assert counts(bring(empty_room, ImportKind.KPIS, "name,cadence\nCost of an order,week\n")) == (0, 1, 0)
    bring(empty_room, ImportKind.READINGS, "kpi,period,value\nOn the day,2026-09,91\n")
    with pytest.raises(ImportRefusedError, match="readings of another cadence"):
        bring(empty_room, ImportKind.KPIS, "name,cadence\nOn the day,week\n")
    assert kpi(empty_room, "on-time").cadence == "month"


def test_the_store_keeps_the_cadence_too(empty_room: Room) -> None:
    """Readings that came while a file was read make the change of cadence be refused all the same."""
    bring(empty_room, ImportKind.READINGS, "kpi,period,value\nOn the day,2026-09,91\n")
    weekly = replace(kpi(empty_room, "on-time"), cadence="week")
    with pytest.raises(WriteRefusedError, match="readings of another cadence"):
        empty_room.store.transact(TESTER, lambda write: change_kpi(write, weekly))
    assert kpi(empty_room, "on-time").cadence == "month"


def test_stages_keep_what_a_file_does_not_say(empty_room: Room) -> None:
    """Without columns for them promises and positions stay; a blank cell clears a promise, and not a position."""
    summary = bring(empty_room, ImportKind.STAGES, "code,name\nwait,I wait for it\norder,I order\n,I return\n")
    assert counts(summary) == (1, 1, 1)
    assert [(one.code, one.position, one.promise) for one in structure(empty_room).stages] == [
        ("order", 1, "Three minutes."), ("wait", 2, "The day we named."), ("i-return", 3, ""),
    ]  # fmt: skip
    bring(empty_room, ImportKind.STAGES, "name,position,promise\nI order,,\nI return,9,Free.\n")
    assert [(one.position, one.promise) for one in structure(empty_room).stages] == [
        (1, ""), (2, "The day we named."), (9, "Free."),
    ]  # fmt: skip


def headlines(room: Room) -> dict[str, str]:
    """The KPI that each stage is to be known by, as codes."""
    kpis = {one.id: one.code for one in structure(room).kpis}
    stages = {stage.id: stage.code for stage in structure(room).stages}
    return {stages[stage]: kpis[chosen] for stage, chosen in structure(room).headline_kpi_ids.items()}


def test_a_headline_is_chosen_kept_and_taken_back(empty_room: Room) -> None:
    """A stage takes its KPI from a file, keeps it where the file has no such column, and loses it by a blank cell."""
    chosen = bring(empty_room, ImportKind.STAGES, "code,name,headline_kpi\nwait,I wait,on the DAY\n")
    assert (counts(chosen), chosen.staged.sample[0]["headline_kpi"]) == ((0, 1, 0), "On the day")
    assert headlines(empty_room) == {"wait": "on-time"}
    action, was, became = changes(empty_room, "stages")[-1]
    assert (action, json.loads(was)["headline_kpi_id"]) == ("change", None)
    assert json.loads(became)["headline_kpi_id"] == str(kpi(empty_room, "on-time").id)
    bring(empty_room, ImportKind.STAGES, "code,name\nwait,I am waiting\n")
    assert headlines(empty_room) == {"wait": "on-time"}
    again = bring(empty_room, ImportKind.STAGES, "code,name,headline_kpi\nwait,I am waiting,on-time\n")
    assert counts(again) == (0, 0, 1)
    bring(empty_room, ImportKind.STAGES, "code,name,headline_kpi\nwait,I am waiting,\n")
    assert headlines(empty_room) == {}


@pytest.mark.parametrize(
    ("row", "reason", "fix"),
    [
        ("wait,I wait,basket-cost", "the KPI belongs to another stage", "The stage's KPIs: “On the day”."),
        ("wait,I wait,nps", "the room has no such KPI", "The stage's KPIs: “On the day”."),
        ("new,I go,on-time", "the KPI belongs to another stage", "The stage's KPIs: none."),
    ],
)
def test_a_headline_is_a_kpi_of_its_stage(empty_room: Room, row: str, reason: str, fix: str) -> None:
    """Another stage's KPI, an unknown one, and any for a stage that is new are refused with the stage's own."""
    with pytest.raises(ImportRefusedError) as refused:
        bring(empty_room, ImportKind.STAGES, f"code,name,headline_kpi\n{row}\n")
    assert reason in refused.value.what
    assert fix in refused.value.fix
    assert headlines(empty_room) == {}


def test_touchpoints_keep_what_a_file_does_not_say(empty_room: Room) -> None:
    """Without columns for them rank and silos stay; blank cells clear them."""
    before = {point.code: point for point in structure(empty_room).touchpoints}
    assert counts(bring(empty_room, ImportKind.TOUCHPOINTS, "name,stage\nCheckout,I order\n")) == (0, 0, 1)
    assert {point.code: point for point in structure(empty_room).touchpoints} == before
    bring(empty_room, ImportKind.TOUCHPOINTS, "name,stage,rank,silos\ncheckout,order,,\n")
    after = next(point for point in structure(empty_room).touchpoints if point.code == "checkout")
    assert (after.rank, after.silo_ids) == (None, ())


def test_teams_keep_what_a_file_does_not_say(empty_room: Room) -> None:
    """A new status leaves lead, members and promise; a blank due day clears it."""
    bring(empty_room, ImportKind.TEAMS, TEAM)
    before = read_teams(empty_room.store.read(), TODAY)[0]
    bring(empty_room, ImportKind.TEAMS, "name,stage,status,since,due\none day,I wait,reliable,2026-09-01,\n")
    after = read_teams(empty_room.store.read(), TODAY)[0]
    assert [step.status for step in after.history] == ["broken", "reliable"]
    assert (after.sponsor, after.lead, after.promise, after.touchpoint_id, after.due_on) == (
        "Chief", "Ann", "On the day", before.touchpoint_id, None,
    )  # fmt: skip
    assert count(empty_room.store, "team_members") == 1
    assert count(empty_room.store, "teams") == 1


def test_one_status_is_kept_once(empty_room: Room) -> None:
    """Rows of one status and day that differ in members are one status, with the last row's members."""
    again = TEAM.splitlines()[1].replace("Ann (Warehouse)", "Bo (Service)")
    bring(empty_room, ImportKind.TEAMS, f"{TEAM}{again}\n")
    assert count(empty_room.store, "team_statuses") == 1
    assert empty_room.store.read().execute("SELECT person FROM team_members").fetchall() == [("Bo",)]
    assert check_room(empty_room, quiet).findings == ()


def test_two_statuses_of_one_day_stand_as_they_were_told(empty_room: Room, tmp_path: Path) -> None:
    """The status told last is the latest one of its day, wherever its row lies in the file, also after a backup."""
    head = "name,stage,status,since,reason\nOne day,I wait,"
    bring(empty_room, ImportKind.TEAMS, f"{head}reliable,2026-02-01,\nOne day,I wait,broken,2026-02-01,\n")
    bring(empty_room, ImportKind.TEAMS, f"{head}differentiating,2026-02-01,\n")
    bring(empty_room, ImportKind.TEAMS, f"{head}reliable,2026-02-01,mended\n")

    def turn_round(write: Write) -> None:
        write.cursor.execute("CREATE TEMP TABLE turned AS SELECT * FROM team_statuses ORDER BY step_no DESC")
        write.cursor.execute("DELETE FROM team_statuses")
        write.cursor.execute("INSERT INTO team_statuses SELECT * FROM turned")

    empty_room.store.transact(TESTER, turn_round)
    told = ["reliable", "broken", "differentiating"]
    (team,) = read_teams(empty_room.store.read(), TODAY)
    assert [step.status for step in team.history] == told
    assert check_room(empty_room, quiet).findings == ()
    restore(back_up(empty_room, tmp_path / "safe.zip", quiet).path, tmp_path / "again", quiet)
    with opened(tmp_path / "again") as again:
        (team,) = read_teams(again.store.read(), TODAY)
    assert [step.status for step in team.history] == told


def test_a_corrected_reason_is_recorded(empty_room: Room) -> None:
    """A known status takes the reason of a later file, recorded with before and after."""
    head = "name,stage,status,since,reason,by\nOne day,I wait,broken,2026-02-01,"
    bring(empty_room, ImportKind.TEAMS, head + "late,Ann\n")
    assert counts(bring(empty_room, ImportKind.TEAMS, head + "late parcels,Ann\n")) == (0, 1, 0)
    assert counts(bring(empty_room, ImportKind.TEAMS, head + "late parcels,Ann\n")) == (0, 0, 1)
    bring(empty_room, ImportKind.TEAMS, "name,stage,status,since\nOne day,I wait,broken,2026-02-01\n")
    (step,) = read_teams(empty_room.store.read(), TODAY)[0].history
    assert (step.reason, step.by) == ("late parcels", "Ann")
    action, was, became = changes(empty_room, "teams")[-1]
    assert (action, json.loads(was)["reason"], json.loads(became)["reason"]) == ("status", "late", "late parcels")
    assert check_room(empty_room, quiet).findings == ()


def test_a_silo_is_found_by_its_name(empty_room: Room) -> None:
    """A silo is the room's by code or name in any case, and new ones get codes that nothing has."""
    content = "name,stage,silos\nThe box,I wait,WAREHOUSE; service!\nThe slip,I wait,物流\n"
    bring(empty_room, ImportKind.TOUCHPOINTS, content)
    assert [(silo.code, silo.name) for silo in structure(empty_room).silos] == [
        ("warehouse", "Warehouse"), ("service", "Service"), ("service-2", "service!"), ("silo", "物流"),
    ]  # fmt: skip
