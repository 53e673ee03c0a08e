from uuid import UUID

import pytest

from customer_room.domain.catalogue import Catalogue, Label
from tests.unit.importing.importer import Importer, known, reasons, refused_rows

BY_NAME = {"i-order": known("order"), "i order": known("order"), "returns": known("return")}
LABELS: dict[UUID, Label] = {
    known("order"): Label("i-order", "I order"),
    known("return"): Label("returns", "I send it back"),
}
ROOM = Catalogue(stages=BY_NAME, labels=LABELS)
TWINS = Catalogue(
    touchpoints={"call": known("a"), "call-2": known("b")},
    stages=BY_NAME,
    labels={**LABELS, known("a"): Label("call", "A call"), known("b"): Label("call-2", "A call")},
)


def pairs(importer: Importer, content: str) -> list[tuple[str, str]]:
    """Codes and names of the staged stages."""
    return [(row["code"], row["name"]) for row in importer.rows(content, "stages", catalogue=ROOM)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("i-order,I buy", ("i-order", "I buy")),
        (",I  ORDER", ("i-order", "I  ORDER")),
        ("buying,I order", ("i-order", "I order")),
        ("i-order,", ("i-order", "I order")),
        (",Returns", ("returns", "I send it back")),
        ("returning,Returns", ("returning", "Returns")),
        (",I order!", ("i-order-2", "I order!")),
        ("mine,I look", ("mine", "I look")),
        (",注文する", ("stage", "注文する")),
    ],
)
def test_a_row_is_matched_by_code_else_by_name(importer: Importer, row: str, expected: tuple[str, str]) -> None:
    """The code tells which stage is meant, else the exact name; only what is neither gets a code that nothing has."""
    assert pairs(importer, f"code,name\n{row}\n") == [expected]


def test_new_codes_leave_those_of_the_file_alone(importer: Importer) -> None:
    """A code made of a name is none that a later row brings."""
    assert pairs(importer, "code,name\n,I look\ni-look,I look around\n") == [
        ("i-look-2", "I look"),
        ("i-look", "I look around"),
    ]


def test_a_code_that_is_not_taken_is_said(importer: Importer) -> None:
    """Codes never change, so another code for a known name is left out, with a word about it."""
    notes = importer.stage("code,name\nbuying,I order\n", "stages", catalogue=ROOM).notes
    assert notes == ("“I order” keeps its code i-order: codes never change, “buying” is left out.",)


def test_a_name_that_two_things_have_is_refused(importer: Importer) -> None:
    """Which of two touchpoints of one name is meant would be a guess, unless the code says it."""
    staged = importer.stage("code,name,stage\n,A call,i-order\ncall,A call,i-order\n", "touchpoints", catalogue=TWINS)
    assert reasons(staged) == {"the room has several touchpoints of that name": 1}
    assert refused_rows(staged)[0]["fix"] == "Say which by a column code: call, call-2."


def test_names_in_a_fix_are_the_rooms(importer: Importer) -> None:
    """A fix lists names as they were written, each once, at most eight and how many more."""
    keys = {f"s{number}": known(str(number)) for number in range(11)}
    names = {f"stage {number}": known(str(number)) for number in range(11)}
    labels = {known(str(number)): Label(f"s{number}", f"Stage {number}") for number in range(11)}
    room = Catalogue(stages=names | keys, labels=labels)
    staged = importer.stage("said_at,text,stage\n2026-10-01,a,x\n2026-10-01,b,s1\n", catalogue=room)
    listed = ", ".join(f"“Stage {number}”" for number in range(8))
    assert refused_rows(staged)[0]["fix"].startswith(f"The room's stages: {listed} and 3 more. ")


def test_a_fix_names_the_cadence(importer: Importer) -> None:
    """A period of another length is refused with the KPI's cadence and how such a period is written."""
    staged = importer.stage("kpi,period,value\nerrors,2026-10,1\ncalls,2026-10-05,1\non-time,2026-W40,1\n", "readings")
    fixes = [row["fix"] for row in refused_rows(staged)]
    assert fixes[0].startswith("This KPI has one value a week: write the period as 2026-W46.")
    assert fixes[1].startswith("This KPI has one value a month: write the period as 2026-10.")


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("a,I look\nb,I  LOOK\n", [("a", "I look")]),
        ("a,I buy\ni-order,I buy\n", [("a", "I buy")]),
        ("i-order,I send it back\n", []),
        ("i-order,I send it back\nreturns,I order\n", [("i-order", "I send it back"), ("returns", "I order")]),
        ("i-order,I send it back\nreturns,I look\na,I look\n", [("i-order", "I send it back"), ("returns", "I look")]),
    ],
)
def test_a_name_is_given_once(importer: Importer, content: str, kept: list[tuple[str, str]]) -> None:
    """A row that gives a stage the name of another, in the file or in the room, is refused; names may be exchanged."""
    assert pairs(importer, f"code,name\n{content}") == kept


def test_things_of_one_name_can_still_be_changed(importer: Importer) -> None:
    """Two touchpoints of a room that share a name take rows by their codes."""
    staged = importer.stage(
        "code,name,stage\ncall,A call,i-order\ncall-2,A call,i-order\n", "touchpoints", catalogue=TWINS
    )
    assert (staged.rows_staged, staged.rows_refused) == (2, 0)


def test_no_touchpoint_moves_silently(importer: Importer) -> None:
    """A new code with the name of another stage's touchpoint is refused, and a move by name is told."""
    refused = importer.stage("code,name,stage\nnew,Returns-Form,i-order\n", "touchpoints")
    assert reasons(refused) == {"a touchpoint of this name belongs to another stage": 1}
    moved = importer.stage("code,name,stage\n,Returns-Form,i-order\n", "touchpoints")
    assert any("moves from the stage" in note for note in moved.notes)
