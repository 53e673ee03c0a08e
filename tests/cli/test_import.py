import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

HEADER = "id,said_at,text,stage,category,channel,nature\n"
GOOD = HEADER + '1,2026-05-01,"Late, again",I order,Wrong item,call,complaint\n2,2026-05-02,Quick,I order,,web,praise\n'
MIXED = GOOD + "3,2026-13-02,Which day?,I order,,web,complaint\n4,2026-05-02,Lost,Nowhere,,web,complaint\n"
MIXED += "2,2026-05-02,Quick,I order,,web,praise\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A file of two rows that fit the room."""
    return written(tmp_path / "good.csv", GOOD)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A file of two rows that fit, one of them twice, and two that do not."""
    return written(tmp_path / "mixed.csv", MIXED)


def written(path: Path, text: str) -> Path:
    """A file with this text."""
    path.write_text(text, encoding="utf-8")
    return path


def counted(lines: str) -> dict[str, int]:
    """The counts of a summary, by their words."""
    parts = (line.strip().split("  ", 1) for line in lines.splitlines() if line.startswith("    "))
    return {words: int(number.replace(",", "")) for number, words in parts}


def test_a_file_without_faults_ends_with_0(customer_room: CommandLine, room: Path, good: Path) -> None:
    """Every row is taken, and nothing is written beside the file."""
    outcome = customer_room("import", room, "feedback", good)
    assert outcome.code == 0
    assert "2 rows read:" in outcome.out
    assert counted(outcome.out) == {"new in the room": 2}
    assert list(good.parent.glob("*.refused*")) == []


def test_the_same_file_again_adds_nothing(customer_room: CommandLine, room: Path, good: Path) -> None:
    """A second import says that the file was imported before and that its rows are there already."""
    customer_room("import", room, "feedback", good)
    outcome = customer_room("import", room, "feedback", good)
    assert outcome.code == 0
    assert "The very same file was imported on" in outcome.out
    assert counted(outcome.out) == {"new in the room": 0, "in the room already": 2}


def test_refused_rows_end_with_3_and_add_up(customer_room: CommandLine, room: Path, mixed: Path) -> None:
    """Valid rows are taken, refused ones are written with reason and fix, and all counts add up to the rows read."""
    outcome = customer_room("import", room, "feedback", mixed)
    summary, _, reasons = outcome.out.partition("Refused because:")
    assert outcome.code == 3
    assert "5 rows read:" in summary
    assert counted(summary) == {"new in the room": 2, "repeated in the file": 1, "refused": 2}
    assert sum(counted(reasons).values()) == 2
    with (mixed.parent / "mixed.refused.csv").open(encoding="utf-8", newline="") as stream:
        refused = list(csv.DictReader(stream))
    assert [(row["line"], row["column"], row["value"]) for row in refused] == [
        ("4", "said_at", "2026-13-02"),
        ("5", "stage", "Nowhere"),
    ]
    assert all(row["reason"] and row["fix"] for row in refused)


def test_a_file_of_refused_rows_is_never_overwritten(customer_room: CommandLine, room: Path, mixed: Path) -> None:
    """A second import numbers its file of refused rows, and --refused refuses a name that is taken."""
    first = written(mixed.with_name("mixed.refused.csv"), "mine")
    assert customer_room("import", room, "feedback", mixed).code == 3
    assert first.read_text(encoding="utf-8") == "mine"
    assert mixed.with_name("mixed.refused-2.csv").is_file()
    outcome = customer_room("import", room, "feedback", mixed, "--refused", first)
    assert outcome.code == 65
    assert first.read_text(encoding="utf-8") == "mine"


def test_refused_rows_go_where_they_are_wanted(customer_room: CommandLine, room: Path, mixed: Path) -> None:
    """--refused names the file of refused rows."""
    wanted = mixed.parent / "elsewhere.csv"
    outcome = customer_room("import", room, "feedback", mixed, "--refused", wanted)
    assert str(wanted) in outcome.out
    assert wanted.is_file()


def test_refused_rows_without_a_place_are_said_before_anything_is_taken(
    customer_room: CommandLine, room: Path, mixed: Path, tmp_path: Path
) -> None:
    """A folder for refused rows that cannot be written refuses the import as a whole."""
    assert customer_room("import", room, "feedback", mixed, "--refused", tmp_path / "none" / "r.csv").code == 65
    assert counted(customer_room("import", room, "feedback", mixed).out.partition("Refused")[0])["new in the room"] == 2


def test_a_dry_run_shows_and_takes_nothing(customer_room: CommandLine, room: Path, mixed: Path) -> None:
    """--dry-run shows counts, dates, first rows, new categories and problems; the room stays as it was."""
    mixed.write_text(mixed.read_text(encoding="utf-8").replace("Wrong item", "Quite new"), encoding="utf-8")
    outcome = customer_room("import", room, "feedback", mixed, "--dry-run")
    summary, _, _ = outcome.out.partition("Refused because:")
    assert outcome.code == 3
    assert counted(summary) == {"would be taken": 2, "repeated in the file": 1, "would be refused": 2}
    assert all(
        words in outcome.out
        for words in ("Dates from 2026-05-01 to 2026-05-02", "“Quite new”", "Late, again", "This was a dry run")
    )
    assert counted(customer_room("import", room, "feedback", mixed).out.partition("Refused")[0])["new in the room"] == 2


def test_a_dry_run_writes_no_file(customer_room: CommandLine, room: Path, mixed: Path) -> None:
    """Refused rows of a dry run are told with record, value and what to do, and written only where --refused says."""
    outcome = customer_room("import", room, "feedback", mixed, "--dry-run")
    assert list(mixed.parent.glob("*refused*")) == []
    assert "not a date: first in record 4, said_at “2026-13-02”" in outcome.out
    assert "What to do: The room's stages: “" in outcome.out
    assert "Writing" not in outcome.err
    wanted = mixed.parent / "refused.csv"
    assert str(wanted) in customer_room("import", room, "feedback", mixed, "--dry-run", "--refused", wanted).out
    assert wanted.is_file()


def test_a_dry_run_shows_rows_in_our_words(customer_room: CommandLine, room: Path, good: Path) -> None:
    """The first rows are shown under documented columns, with the room's names and no keys of the store."""
    shown = customer_room("import", room, "feedback", good, "--dry-run").out.partition("as they were understood:")[2]
    fields = [line.split()[0] for line in shown.splitlines() if line.strip()]
    assert fields == [
        "id", "said_at", "text", "stage", "category", "source", "channel", "audience", "nature",
    ]  # fmt: skip
    assert "I order" in shown


def test_a_file_of_which_nothing_is_kept_ends_with_65(customer_room: CommandLine, room: Path, tmp_path: Path) -> None:
    """When every row is refused the file is, with the most frequent reasons; its rows are written beside it."""
    file = written(tmp_path / "wrong.csv", HEADER + "1,2026-05-01,a,Nowhere,,web,complaint\n")
    outcome = customer_room("import", room, "feedback", file)
    assert (outcome.code, outcome.out) == (65, "")
    assert "No row of it could be kept: the room has no such stage (1)." in outcome.err
    assert str(tmp_path / "wrong.refused.csv") in outcome.err
    assert (tmp_path / "wrong.refused.csv").is_file()


def test_the_result_as_json_adds_up(customer_room: CommandLine, room: Path, mixed: Path) -> None:
    """--json writes one document, and only it, on standard output."""
    outcome = customer_room("import", room, "feedback", mixed, "--json")
    report = json.loads(outcome.out)
    parts = ("new", "changed", "known", "repeated_in_file", "skipped", "refused")
    assert outcome.code == 3
    assert report["rows_read"] == sum(report[f"rows_{part}"] for part in parts) == 5
    assert sorted(report["problems"]) == sorted([["not a date", 1], ["the room has no such stage", 1]])


def test_a_mapping_file_renames_columns(customer_room: CommandLine, room: Path, tmp_path: Path) -> None:
    """--mapping says what foreign columns mean."""
    file = written(tmp_path / "theirs.csv", "Datum;Kommentar\n01.05.2026;Zu spät\n")
    mapping = written(
        tmp_path / "map.toml",
        '[columns]\nsaid_at = "Datum"\ntext = "Kommentar"\n[constants]\nstage = "I order"\n'
        '[dates]\norder = "day-first"\n',
    )
    outcome = customer_room("import", room, "feedback", file, "--mapping", mapping)
    assert (outcome.code, counted(outcome.out)) == (0, {"new in the room": 1})


def test_a_mapping_file_that_means_nothing_is_refused(
    customer_room: CommandLine, room: Path, good: Path, tmp_path: Path
) -> None:
    """A wrong key in a mapping file refuses the import and names the key."""
    mapping = written(tmp_path / "map.toml", "[colums]\n")
    outcome = customer_room("import", room, "feedback", good, "--mapping", mapping)
    assert outcome.code == 65
    assert "colums" in outcome.err


def test_an_empty_file_ends_with_65(customer_room: CommandLine, room: Path, tmp_path: Path) -> None:
    """A file that cannot be understood refuses as a whole, in three lines and without a traceback."""
    outcome = customer_room("import", room, "feedback", written(tmp_path / "empty.csv", ""))
    lines = [line for line in outcome.err.splitlines() if not line.endswith("…")]
    assert outcome.code == 65
    assert outcome.out == ""
    assert len(lines) == 3
    assert "Traceback" not in outcome.err


def test_what_customers_wrote_cannot_command_the_terminal(
    customer_room: CommandLine, room: Path, tmp_path: Path
) -> None:
    """Control characters of a file are shown as replaced, and markup as it stands."""
    file = written(tmp_path / "x.csv", HEADER + "1,2026-05-01,\x1b]0;own\x07[red]hi,I order,\x1b[2Jnew,web,complaint\n")
    outcome = customer_room("import", room, "feedback", file, "--dry-run")
    assert "\x1b" not in outcome.out + outcome.err
    assert "\x07" not in outcome.out
    assert "[red]hi" in outcome.out


def test_a_folder_that_is_no_room_is_said(customer_room: CommandLine, good: Path, tmp_path: Path) -> None:
    """A command on a folder without a room says how to make one."""
    outcome = customer_room("import", tmp_path, "feedback", good)
    assert outcome.code == 1
    assert "customer-room init" in outcome.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_output_does_not_hide_that_rows_were_kept(room: Path, tmp_path: Path) -> None:
    """When the summary cannot be written, the error says that the rows were imported."""
    (tmp_path / "a.csv").write_text("said_at,text\n2026-10-01,late\n", encoding="utf-8")
    command = [sys.executable, "-m", "customer_room", "import", str(room), "feedback", str(tmp_path / "a.csv")]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 1
    assert "The valid rows were imported." in ended.stderr
    assert "unexpected" not in ended.stderr


def test_a_folder_is_refused_in_words(customer_room: CommandLine, room: Path, tmp_path: Path) -> None:
    """A folder, or a file that is not there, is refused as a whole like any file that cannot be read."""
    for path, what in ((tmp_path, "It is a folder."), (tmp_path / "none" / "x.csv", "There is no such file.")):
        ended = customer_room("import", room, "feedback", path)
        assert ended.code == 65
        assert what in ended.err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have only names of text")
def test_a_file_name_that_is_no_text(customer_room: CommandLine, room: Path, tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is imported, its refused rows beside it."""
    path = tmp_path / os.fsdecode(b"gr\xf6\xdfe.csv")
    path.write_text("said_at,text\n2026-10-01,late\nsoon,x\n", encoding="utf-8")
    ended = customer_room("import", room, "feedback", path)
    assert ended.code == 3, ended.err
    assert path.with_name(f"{path.stem}.refused.csv").exists()
