"""Every row read is told: the summary's parts add up for each kind of file, in words and as JSON."""

import json
import re
from pathlib import Path

import pytest

from customer_room.domain.words import ImportKind
from tests.cli.conftest import CommandLine

PARTS = ("new", "changed", "known", "repeated_in_file", "skipped", "refused")
# Of each kind a file to begin with, and one that changes a row, keeps one, adds one, repeats one, refuses one and has
# a blank record; what a kind cannot do is left out.
FILES = {
    ImportKind.FEEDBACK: (
        "id,said_at,text,source\n1,2026-05-01,a,x\n2,2026-05-01,b,x\n",
        "id,said_at,text,source\n1,2026-05-01,A,x\n2,2026-05-01,b,x\n3,2026-05-01,c,x\n3,2026-05-01,c,x\n4,?,d,x\n,,,\n",
    ),
    ImportKind.RESPONSES: (
        "id,survey,answered_at,score\n1,{survey},2026-05-01,3\n2,{survey},2026-05-01,4\n",
        "id,survey,answered_at,score\n1,{survey},2026-05-01,2\n2,{survey},2026-05-01,4\n3,{survey},2026-05-01,5\n"
        "3,{survey},2026-05-01,5\n4,{survey},2026-05-01,99\n,,,\n",
    ),
    ImportKind.READINGS: (
        "kpi,period,value\n{kpi},{period[0]},1\n{kpi},{period[1]},2\n",
        "kpi,period,value\n{kpi},{period[0]},3\n{kpi},{period[1]},2\n{kpi},{period[2]},2\n{kpi},{period[2]},2\nx,2026,1\n,,\n",
    ),
    ImportKind.EXPOSURE: (
        "stage,period,customers\nI order,2026-01,1\nI order,2026-02,2\n",
        "stage,period,customers\nI order,2026-01,3\nI order,2026-02,2\nI order,2026-03,2\nI order,2026-03,2\n"
        "x,2026-01,1\n,,\n",
    ),
    ImportKind.STAGES: (
        "name,promise\nOne,a\nTwo,b\n",
        "name,promise\nOne,A\nTwo,b\nThree,c\nThree,c\n,d\n,\n",
    ),
    ImportKind.TOUCHPOINTS: (
        "name,stage,rank\nOne,I order,1\nTwo,I order,2\n",
        "name,stage,rank\nOne,I order,3\nTwo,I order,2\nThree,I order,\nThree,I order,\nFour,x,\n,,\n",
    ),
    ImportKind.KPIS: (
        "name,target\n{kpi},1\n{other},2\n",
        "name,target\n{kpi},3\n{other},2\n{other},2\nNothing,3\n,\n",
    ),
    ImportKind.TEAMS: (
        "name,stage,lead,status,since\nOne,I order,Ann,broken,2026-01-01\nTwo,I order,Bo,broken,2026-01-01\n",
        "name,stage,lead,status,since\nOne,I order,Cy,broken,2026-01-01\nTwo,I order,Bo,broken,2026-01-01\n"
        "Three,I order,,broken,2026-01-01\nThree,I order,,broken,2026-01-01\nFour,x,,broken,2026-01-01\n,,,,\n",
    ),
}
# An id that was there stays as it was; what the room has no KPI for cannot be a new one with a target only.
EXPECTED = {
    ImportKind.FEEDBACK: [1, 0, 2, 1, 1, 1],
    ImportKind.RESPONSES: [1, 0, 2, 1, 1, 1],
    ImportKind.KPIS: [0, 1, 1, 1, 1, 1],
}
PERIODS = {
    "day": ("2026-05-01", "2026-05-02", "2026-05-03"),
    "week": ("2026-W10", "2026-W11", "2026-W12"),
    "month": ("2026-01", "2026-02", "2026-03"),
    "quarter": ("2026-Q1", "2026-Q2", "2026-Q3"),
}


@pytest.mark.parametrize("kind", ImportKind)
def test_the_parts_add_up_to_the_rows_read(
    customer_room: CommandLine, room: Path, tmp_path: Path, kind: ImportKind
) -> None:
    """New, changed, there already, repeated, left out and refused rows make up the rows read, in print as in JSON."""
    names = json.loads(customer_room("names", room, "--json").out)
    survey = next(one["name"] for one in names["surveys"] if one["scale_max"] == 5)
    kpi, other = names["kpis"][:2]
    words = {"survey": survey, "kpi": kpi["name"], "other": other["name"], "period": PERIODS[kpi["cadence"]]}
    first, second = (text.format(**words) for text in FILES[kind])
    file = tmp_path / "file.csv"
    file.write_text(first, encoding="utf-8")
    assert customer_room("import", room, kind, file).code == 0
    file.write_text(second, encoding="utf-8")
    dry = customer_room("import", room, kind, file, "--dry-run")
    report = json.loads(customer_room("import", room, kind, file, "--json").out)
    known = customer_room("import", room, kind, file)
    counts = [report[f"rows_{part}"] for part in PARTS]
    assert report["rows_read"] == sum(counts) == len(second.splitlines()) - 1
    assert counts == EXPECTED.get(kind, [1, 1, 1, 1, 1, 1])
    for outcome in (dry, known):
        assert printed_sum(outcome.out) == report["rows_read"]
    assert known.out.count("left out") == 1
    assert "1  left out (1 blank)" in known.out


def printed_sum(out: str) -> int:
    """The sum of the parts that a summary prints, which must be the rows it says were read."""
    read = re.search(r"^([\d,]+) rows? read:$", out, re.MULTILINE)
    assert read
    parts = out[read.end() :].partition("Refused because")[0]
    total = sum(int(number) for number in re.findall(r"^ {4,}(\d+)  ", parts, re.MULTILINE))
    assert total == int(read[1])
    return total
