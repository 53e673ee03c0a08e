import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from customer_room.operations.room import opened
from tests.cli.commanding import Served, command_of, environment, run_process, serving
from tests.cli.conftest import CommandLine
from tests.cli.test_import import HEADER

ROWS = 50_000

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file that takes a moment to import."""
    path = tmp_path / "many.csv"
    rows = (f'{number},2026-05-01,"Late, again {number}",I order,,call,complaint\n' for number in range(ROWS))
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


@contextmanager
def importing(room: Path, file: Path) -> Iterator[subprocess.Popen[str]]:
    """An import that has begun."""
    with subprocess.Popen(
        command_of(["import", room, "feedback", file]),
        cwd=file.parent,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline().endswith("…\n")
        yield process


def feedback_rows(room: Path) -> int:
    """How many pieces of feedback a room holds."""
    with opened(room) as open_room:
        row = open_room.store.read().execute("SELECT count(*) FROM feedback").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_import_is_whole_or_nothing(room: Path, many: Path, number: int) -> None:
    """A signal ends an import with 130 and without a traceback; the room has all of the file or nothing."""
    with importing(room, many) as process:
        process.send_signal(number)
        _, errors = process.communicate()
    assert process.returncode in (0, 130)
    assert "Traceback" not in errors
    assert feedback_rows(room) == (ROWS if process.returncode == 0 else 0)
    assert run_process(many.parent, "check", room).code == 0


def test_a_killed_import_leaves_nothing_half_done(room: Path, many: Path) -> None:
    """After kill -9 in an import the room opens, is whole, and takes the file again without doubling a row."""
    with importing(room, many) as process:
        process.kill()
    assert feedback_rows(room) in (0, ROWS)
    assert run_process(many.parent, "import", room, "feedback", many).code == 0
    assert feedback_rows(room) == ROWS
    assert list((room / "data" / "exchange").iterdir()) == []


def test_a_killed_server_leaves_nothing_behind_after_a_check(room: Path, many: Path) -> None:
    """After kill -9 of a server that is importing, `check --mend` finds a whole room and clears what lay about."""
    exchange, said = room / "data" / "exchange", room / "data" / "server.json"
    with serving(room, many.parent) as served, importing(room, many) as process:
        served.process.kill()
        _, errors = process.communicate()
        assert "broke off" in errors
    assert list(exchange.iterdir()) != []
    assert said.exists()
    assert run_process(many.parent, "check", room, "--mend").code == 0
    assert list(exchange.iterdir()) == []
    assert not said.exists()


def test_a_command_that_is_given_up_does_not_stop_the_running_room(
    customer_room: CommandLine, served: Served, many: Path
) -> None:
    """When the asking command is killed, the running room keeps all of the file or nothing, and goes on."""
    with importing(served.folder, many) as process:
        process.kill()
    assert customer_room("check", served.folder).code == 0
    outcome = customer_room("import", served.folder, "feedback", many)
    assert outcome.code == 0
    assert f"{ROWS:,} rows read" in outcome.out
    assert served.ask("/_room/health").status == 200
