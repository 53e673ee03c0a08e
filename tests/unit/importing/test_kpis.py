from dataclasses import replace
from uuid import UUID

import pytest

from customer_room.domain.catalogue import KnownKpi
from tests.unit.importing.importer import (
    CATALOGUE,
    Importer,
    assert_counts_add_up,
    known,
    reasons,
    refused_rows,
    staged_rows,
)

HEADER = "code,name,touchpoint,unit,direction,target,layer,orientation,cadence,decimals,owner,pair\n"
NEW = ",Wait on the phone,phone-order,minutes,down,2.5,process,customer,week,1,Service,\n"
MEASURED = replace(CATALOGUE, kpis={"on-time": KnownKpi(known("on-time"), "month", "%", has_readings=True)})


def test_a_new_kpi(importer: Importer) -> None:
    """A KPI the room does not have is staged with a code of its own and all it says."""
    row = importer.rows(HEADER + NEW, "kpis")[0]
    assert row == {
        "code": "wait-on-the-phone", "name": "Wait on the phone", "touchpoint_id": UUID(str(known("phone"))),
        "unit": "minutes", "direction": "down", "target": 2.5, "layer": "process", "orientation": "customer",
        "cadence": "week", "decimals": 1, "owner": "Service", "pair": None,
    }  # fmt: skip


def test_a_target_needs_a_name_only(importer: Importer) -> None:
    """A row that names a KPI of the room and a target says nothing else of it."""
    staged = importer.stage("name,target\nOn-Time,95 %\n", "kpis")
    row = staged_rows(staged)[0]
    assert (row["code"], row["target"]) == ("on-time", 95.0)
    assert [name for name, value in row.items() if value is not None] == ["code", "name", "target"]
    assert staged.columns == {"name", "target"}


def test_an_unknown_kpi_with_a_target_only_is_refused(importer: Importer) -> None:
    """What a new KPI lacks is named, and so are the KPIs there are."""
    staged = importer.stage("name,target\nOn tme,95\nCalls,3\n", "kpis")
    fix = refused_rows(staged)[0]["fix"]
    assert reasons(staged) == {"the room has no such KPI": 1}
    assert "“on-time”" in fix
    assert "touchpoint, unit, direction, layer, orientation, cadence" in fix


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        (NEW.replace("phone-order", "fax"), "touchpoint"),
        (NEW.replace("down", "sideways"), "direction"),
        (NEW.replace("process", "deep"), "layer"),
        (NEW.replace("customer", "nobody"), "orientation"),
        (NEW.replace("week", "yearly"), "cadence"),
        (NEW.replace("2.5", "soon"), "target"),
        (NEW.replace(",1,Service", ",9,Service"), "decimals"),
        (NEW.replace("minutes", "m" * 21), "unit"),
        (NEW.replace("Service,", "Service,Nothing"), "pair"),
        (NEW.replace("Service,", "Service,Wait on the phone"), "pair"),
        ("Not A Code" + NEW, "code"),
    ],
)
def test_wrong_cells_refuse_the_row(importer: Importer, wrong: str, column: str) -> None:
    """Unknown places and words, numbers that are none, and a pair that is not there refuse the row at that column."""
    staged = importer.stage(HEADER + wrong + "calls" + ",,,,,,,,,,,\n", "kpis")
    assert [row["column"] for row in refused_rows(staged)] == [column]
    assert_counts_add_up(staged)


def test_cadence_of_a_kpi_with_readings_stays(importer: Importer) -> None:
    """A KPI that has readings cannot get another cadence; one without can, and the same word is no change."""
    changed = "name,cadence\non-time,week\n"
    refused = importer.stage(changed, "kpis", catalogue=MEASURED)
    assert reasons(refused) == {"the KPI has readings of another cadence": 1}
    assert "month" in refused_rows(refused)[0]["fix"]
    assert importer.stage(changed, "kpis").rows_staged == 1
    assert importer.stage("name,cadence\non-time,Month\n", "kpis", catalogue=MEASURED).rows_staged == 1


def test_pairs_by_name_within_the_file(importer: Importer) -> None:
    """A pair is another KPI of the room or of the file; when its row is refused, so is the row that names it."""
    other = NEW.replace("Wait on the phone", "Calls an hour").replace("Service,", "Service,wait on the phone")
    rows = importer.rows(HEADER + NEW + other, "kpis")
    assert [row["pair"] for row in rows] == [None, "wait-on-the-phone"]
    staged = importer.stage(HEADER + NEW.replace("down", "?") + other, "kpis")
    assert reasons(staged) == {"its pair was refused": 1, "the word is no direction": 1}


def test_a_target_with_a_decimal_comma(importer: Importer) -> None:
    """The decimal sign of targets is told from the column, or by the mapping file."""
    assert importer.rows("name;target\non-time;92,5\n", "kpis")[0]["target"] == 92.5
    assert importer.rows("name;target\non-time;1.250\n", "kpis", mapping='[file]\ndecimal = ","')[0]["target"] == 1250


def test_a_kpi_twice_counts_once(importer: Importer) -> None:
    """The same row again is a duplicate; another target for the same KPI is refused."""
    staged = importer.stage("name,target\non-time,95\non-time,95\non-time,96\n", "kpis")
    assert (staged.rows_staged, staged.duplicates_in_file, staged.rows_refused) == (1, 1, 1)
    assert_counts_add_up(staged)
