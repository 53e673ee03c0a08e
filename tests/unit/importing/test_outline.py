import json
from datetime import date

import pytest

from customer_room.errors import ImportRefusedError
from tests.unit.importing.importer import Importer, assert_counts_add_up, known, reasons, staged_rows

TEAMS = "name,stage,members,due,status,since,reason,by\n"


def test_stages_in_the_files_order(importer: Importer) -> None:
    """Stages get a code from their name and a position from their place in the file."""
    rows = importer.rows("name,promise\nI browse,You find it\nI order,\n", "stages")
    assert rows == [
        {"code": "i-browse", "name": "I browse", "position": 1, "promise": "You find it", "headline_kpi_id": None},
        {"code": "i-order", "name": "I order", "position": 2, "promise": "", "headline_kpi_id": None},
    ]


def test_wrong_stages_are_refused(importer: Importer) -> None:
    """A blank name, a code that is none, a wrong position and a code used twice are refused by row."""
    content = "code,name,position\n,,1\nI Order,I order,2\na,A,zero\nb,B,4\nb,C,5\nd,D,6\nd,D,6\n"
    staged = importer.stage(content, "stages")
    assert {row["code"] for row in staged_rows(staged)} == {"b", "d"}
    assert (staged.rows_refused, staged.duplicates_in_file) == (4, 1)
    assert_counts_add_up(staged)


def test_known_name_keeps_its_code(importer: Importer) -> None:
    """A touchpoint named as the room knows it keeps the room's code."""
    row = importer.rows("name,stage,silos\nReturns-Form,I order,WH; Finance\n", "touchpoints")[0]
    assert (row["code"], row["stage_id"]) == ("returns-form", known("order"))
    assert (row["silo_codes"], row["silo_names"]) == ("warehouse;finance", "WH;Finance")


def test_new_silos_are_said(importer: Importer) -> None:
    """A silo the room does not know is new, and reported."""
    staged = importer.stage("name,stage,rank,silos\nHelp line,i-order,1,Finance; Service\n", "touchpoints")
    assert staged.notes == ("New silos: Finance.",)


def test_unknown_stage_of_a_touchpoint(importer: Importer) -> None:
    """A touchpoint needs a stage of the room, and a rank is a whole number."""
    staged = importer.stage("name,stage,rank\nA,nowhere,1\nB,i-order,first\n", "touchpoints")
    assert staged.rows_refused == 2


def test_team_history(importer: Importer) -> None:
    """Each status of a team is a row; members become JSON with the silos the room knows."""
    rows = importer.rows(
        TEAMS
        + "Returns,i-return,Ann Lee (warehouse); Bo Ek (Legal); Cy,2027-03-31,broken,2026-01-10,complaints,Sponsor\n"
        + "Returns,i-return,Ann Lee (warehouse),2027-03-31,Reliable,2026-09-01,three good months,Sponsor\n",
        "teams",
    )
    assert [(row["code"], row["status"], row["since"]) for row in rows] == [
        ("returns", "broken", date(2026, 1, 10)),
        ("returns", "reliable", date(2026, 9, 1)),
    ]
    assert rows[0]["due_on"] == date(2027, 3, 31)
    assert json.loads(rows[0]["members"]) == [
        {"person": "Ann Lee", "silo_id": str(known("warehouse")), "silo_name": "warehouse"},
        {"person": "Bo Ek", "silo_id": None, "silo_name": "Legal"},
        {"person": "Cy", "silo_id": None, "silo_name": ""},
    ]


@pytest.mark.parametrize(
    "row",
    [
        "T,nowhere,,,broken,2026-01-10,,",
        "T,i-return,,,fixed,2026-01-10,,",
        "T,i-return,,,broken,,,",
        "T,i-return,,,broken,2027-01-10,,",
        "T,i-return,,soon,broken,2026-01-10,,",
        "T,i-return,(x) y (z),,broken,2026-01-10,,",
        ",i-return,,,broken,2026-01-10,,",
    ],
)
def test_wrong_team_rows_are_refused(importer: Importer, row: str) -> None:
    """Unknown stages and words, missing or future dates and unreadable members refuse the row."""
    staged = importer.stage(TEAMS + row + "\n", "teams")
    assert (staged.rows_staged, staged.rows_refused) == (0, 1)


def test_one_status_with_two_reasons_is_refused(importer: Importer) -> None:
    """Two reasons for one status of a team since one day refuse both rows; equal rows are one."""
    first = "T,i-return,,,broken,2026-01-10,late,Ann\n"
    staged = importer.stage(
        TEAMS + first + first.replace("late", "lost") + "U,i-return,,,broken,2026-01-10,x,\n" * 2, "teams"
    )
    assert [row["code"] for row in staged_rows(staged)] == ["u"]
    assert (staged.rows_refused, staged.duplicates_in_file) == (2, 1)
    assert "two different reasons" in staged.problems[0][0]


def test_data_in_place_of_stages_is_refused(importer: Importer) -> None:
    """Ten thousand stages are another file by mistake."""
    with pytest.raises(ImportRefusedError, match="at most 10,000"):
        importer.stage("name\n" + "".join(f"row {number}\n" for number in range(10_001)), "stages")


def test_reasons_of_a_blank_name(importer: Importer) -> None:
    """A stage without a name is refused for that."""
    assert reasons(importer.stage("code,name\nx,\n", "stages")) == {"name is blank": 1}
