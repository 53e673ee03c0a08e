import json
import threading
from pathlib import Path
from typing import Any

import pytest

from customer_room.errors import RoomError
from customer_room.operations.room import opened
from customer_room.server.commands import LocalCommands
from customer_room.server.reports import ImportAsk, Imported, document_of, read_document
from tests.cli.commanding import Served, run_process
from tests.cli.conftest import CommandLine
from tests.cli.test_import import GOOD, MIXED, counted, written


def lines(text: str) -> list[dict[str, Any]]:
    """The documents of an answer that came line by line."""
    return [json.loads(line) for line in text.splitlines()]


def test_a_served_room_takes_an_import(served: Served, tmp_path: Path) -> None:
    """`import` works through the running room, from another folder, with the same summary and exit code."""
    written(tmp_path / "mixed.csv", MIXED)
    outcome = run_process(tmp_path, "import", served.folder.name, "feedback", "mixed.csv")
    assert outcome.code == 3
    assert counted(outcome.out.partition("Refused because:")[0]) == {
        "new in the room": 2, "repeated in the file": 1, "refused": 2,
    }  # fmt: skip
    assert (tmp_path / "mixed.refused.csv").is_file()
    assert "Writing into the room …" in outcome.err
    again = run_process(tmp_path, "import", served.folder, "feedback", tmp_path / "mixed.csv", "--dry-run")
    assert "The very same file was imported on" in again.out


def test_a_served_room_says_why_it_refuses(customer_room: CommandLine, served: Served, tmp_path: Path) -> None:
    """An error of the running room arrives with its words and its exit code."""
    outcome = customer_room("import", served.folder, "feedback", written(tmp_path / "empty.csv", ""))
    assert outcome.code == 65
    assert "What to do: " in outcome.err


def test_a_served_room_is_checked_backed_up_and_exported(
    customer_room: CommandLine, served: Served, tmp_path: Path
) -> None:
    """The other commands work through the running room too, and the backup is a whole room."""
    assert customer_room("check", served.folder).code == 0
    assert customer_room("check", served.folder, "--mend").code == 0
    assert customer_room("backup", served.folder, tmp_path / "safe.zip").code == 0
    assert customer_room("export", served.folder, tmp_path / "out").code == 0
    assert customer_room("restore", tmp_path / "safe.zip", tmp_path / "again").code == 0
    assert customer_room("check", tmp_path / "again").code == 0
    assert not (tmp_path / "again" / "data" / "server.json").exists()


def test_a_room_that_is_held_by_a_silent_process_is_busy(customer_room: CommandLine, served: Served) -> None:
    """When the word of the server is lost, the room is busy: 75, and words instead of DuckDB's."""
    (served.folder / "data" / "server.json").unlink()
    outcome = customer_room("check", served.folder)
    assert outcome.code == 75
    assert "customer-room serve" in outcome.err


def test_a_forged_token_is_not_obeyed(customer_room: CommandLine, served: Served) -> None:
    """A token that the server does not know is not obeyed, so the room counts as busy and names its process."""
    presence = served.presence | {"token": "forged"}
    (served.folder / "data" / "server.json").write_text(json.dumps(presence), encoding="utf-8")
    outcome = customer_room("check", served.folder)
    assert outcome.code == 75
    assert str(served.process.pid) in outcome.err


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("", {}, 401),
        ("/check", {}, 401),
        ("/check", {"Authorization": "Bearer "}, 401),
        ("/check", {"Authorization": "Bearer not-the-token-äöü".encode().decode("latin-1")}, 401),
    ],
)
def test_a_command_without_the_token_is_refused(
    quiet_room: Served, path: str, headers: dict[str, str], status: int
) -> None:
    """Nobody commands the room who cannot read its token."""
    assert quiet_room.command(path, {"mend": False}, headers).status == status


@pytest.mark.parametrize("header", ["Origin", "Sec-Fetch-Site"])
def test_a_browser_is_refused_even_with_the_token(quiet_room: Served, header: str) -> None:
    """A request with the headers of a browser's page is none of a command."""
    value = f"http://127.0.0.1:{quiet_room.port}" if header == "Origin" else "same-origin"
    headers = {"Authorization": f"Bearer {quiet_room.presence['token']}", header: value}
    assert quiet_room.command("/check", {"mend": False}, headers).status == 403


@pytest.mark.parametrize(
    ("name", "ask", "status"),
    [
        ("/restore", {}, 404),
        ("/check/more", {}, 405),
        ("/check", b"{", 400),
        ("/check", b"[1]", 400),
        ("/check", b"[" * 60_000, 400),
        ("/check", b" " * 70_000, 400),
    ],
)
def test_a_command_that_means_nothing_is_refused(quiet_room: Served, name: str, ask: object, status: int) -> None:
    """Unknown commands, other paths and bodies that are no moderate JSON object are refused, and the room goes on."""
    assert quiet_room.command(name, ask).status == status
    assert quiet_room.ask("/_room/health").status == 200


def test_a_command_with_wrong_details_gets_words(quiet_room: Served) -> None:
    """A known command without its details ends in an error document, not in silence."""
    answer = quiet_room.command("/export", {"elsewhere": 1})
    assert answer.status == 200
    assert lines(answer.text)[-1]["error"]["exit_code"] == 1


def test_progress_and_result_come_line_by_line(quiet_room: Served) -> None:
    """A command answers with steps and ends with its result."""
    answer = quiet_room.command("/check", {"mend": False})
    *steps, last = lines(answer.text)
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert "Checking the room's file" in [step.get("step") for step in steps]
    assert last["result"]["findings"] == []


def test_commands_at_once_do_not_mix(served: Served, tmp_path: Path) -> None:
    """Eight imports and checks at the same time each get their own whole answer, and every row arrives once."""
    answers: dict[int, list[dict[str, Any]]] = {}

    def ask(number: int) -> None:
        file = written(
            tmp_path / f"{number}.csv", GOOD.replace("\n1,", f"\na{number},").replace("\n2,", f"\nb{number},")
        )
        order = ImportAsk("feedback", str(file), None, str(tmp_path / f"{number}.refused.csv"), False)
        name, details = ("/import", document_of(order)) if number % 2 else ("/check", {"mend": False})
        answers[number] = lines(served.command(name, details).text)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reports = [read_document(Imported, answers[number][-1]["result"]) for number in (1, 3, 5, 7)]
    assert sum(report.rows_new or 0 for report in reports) == 8
    assert all(answers[number][-1]["result"]["findings"] == [] for number in (0, 2, 4, 6))


def test_an_import_whose_asker_is_gone_keeps_nothing(room: Path, tmp_path: Path) -> None:
    """An error in the progress of a command, as when its asker has ended, leaves the room as it was."""
    file = written(tmp_path / "good.csv", GOOD)
    order = ImportAsk("feedback", str(file), None, str(tmp_path / "r.csv"), False)

    def gone(step: str, share: float | None) -> None:
        raise RoomError("Gone", "Nobody listens.", "Ask again.")

    with opened(room) as open_room:
        with pytest.raises(RoomError, match="Nobody listens"):
            LocalCommands(open_room).import_file(order, gone)
        assert open_room.store.read().execute("SELECT count(*) FROM feedback").fetchone() == (0,)
        assert list(open_room.exchange_dir.iterdir()) == []
