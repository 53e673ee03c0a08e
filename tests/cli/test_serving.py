import os
import signal
import socket
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from customer_room.errors import RoomError
from customer_room.server.address import DEFAULT_PORT, listen
from customer_room.server.presence import Presence, is_running, read_presence
from tests.cli.commanding import Served, command_of, end, opened_by, run_process, serving
from tests.cli.conftest import CommandLine

posix_only = pytest.mark.skipif(os.name == "nt", reason="signals and file modes of POSIX")


ELSEWHERE = ("0.0.0.0", "::", "192.168.1.10", "example.org", "127.1", "::ffff:127.0.0.1")  # noqa: S104 - refused here


@pytest.mark.parametrize("address", ELSEWHERE)
def test_an_address_others_can_reach_is_refused(customer_room: CommandLine, room: Path, address: str) -> None:
    """`serve` opens nothing to other computers, and says why and what to use."""
    outcome = customer_room("serve", room, "--address", address, "--no-open")
    assert outcome.code == 1
    assert "no sign-in" in outcome.err
    assert "127.0.0.1" in outcome.err


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost"])
def test_this_computers_addresses_are_taken(address: str) -> None:
    """Loopback addresses can be listened on, and port 0 becomes a real one."""
    listener = listen(address, 0)
    with closing(listener.socket):
        assert listener.url == f"http://127.0.0.1:{listener.port}/"
        assert listener.port > 0


def test_an_explicit_port_in_use_is_refused() -> None:
    """A port that was named and is in use is not exchanged for another."""
    first = listen("127.0.0.1", 0)
    with closing(first.socket), pytest.raises(RoomError, match=str(first.port)):
        listen("127.0.0.1", first.port)


def test_the_default_port_gives_way_to_the_next_free_one() -> None:
    """Without a port the first free one from 8501 on is taken."""
    first = listen("127.0.0.1", None)
    with closing(first.socket):
        second = listen("127.0.0.1", None)
        with closing(second.socket):
            assert DEFAULT_PORT <= first.port < second.port


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_answers_leave_at_once(address: str) -> None:
    """asyncio sends small packets without delay only over a socket that says it is TCP, as those it accepts then do."""
    with (
        closing(listen(address, 0).socket) as listening,
        closing(socket.create_connection((address, listening.getsockname()[1]))),
    ):
        listening.setblocking(True)
        accepted, _ = listening.accept()
        with closing(accepted):
            assert accepted.proto == socket.IPPROTO_TCP


def test_a_served_room_prints_its_address(quiet_room: Served) -> None:
    """The address on standard output is the one that answers."""
    assert f"Customer Room is open at http://127.0.0.1:{quiet_room.port}/" in quiet_room.written
    assert (quiet_room.ask("/_room/health").status, quiet_room.ask("/_stcore/health").text) == (200, "ok")
    assert "<script" in quiet_room.ask("/").text


@posix_only
def test_where_a_room_is_served_is_known_to_its_user_only(quiet_room: Served) -> None:
    """`data/server.json` names process and port, and nobody else may read its token."""
    mode = stat.S_IMODE((quiet_room.folder / "data" / "server.json").stat().st_mode)
    assert mode == 0o600
    assert quiet_room.presence["pid"] == quiet_room.process.pid
    assert quiet_room.presence["port"] == quiet_room.port
    assert len(quiet_room.presence["token"]) >= 43


def test_a_second_serve_is_refused(customer_room: CommandLine, quiet_room: Served) -> None:
    """A room that is being served is not opened again: 75, with the address to use."""
    outcome = customer_room("serve", quiet_room.folder, "--port", "0", "--no-open")
    assert outcome.code == 75
    assert f"http://127.0.0.1:{quiet_room.port}/" in outcome.err


@posix_only
@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_room_in_order(room: Path, tmp_path: Path, signal_number: int) -> None:
    """Ctrl-C and SIGTERM end with 0, and leave neither a write-ahead log nor the word of a running server."""
    with serving(room, tmp_path) as served:
        served.process.send_signal(signal_number)
        assert served.process.wait() == 0
        assert served.process.stdout is not None
        assert "The room is closed." in served.process.stdout.read()
    left = sorted(path.name for path in (room / "data").iterdir() if path.is_file())
    assert left == ["room.duckdb"]
    assert "Traceback" not in (tmp_path / "served.err").read_text(encoding="utf-8")


@posix_only
def test_a_killed_server_holds_nobody_up(room: Path, tmp_path: Path) -> None:
    """After kill -9 the stale word is ignored: commands work, and the room can be served again."""
    with serving(room, tmp_path) as served:
        served.process.kill()
        served.process.wait()
        assert served.presence["pid"] == served.process.pid
        assert run_process(tmp_path, "check", room).code == 0
    with serving(room, tmp_path) as served:
        assert served.presence["pid"] == served.process.pid
        assert served.ask("/_room/health").status == 200


@pytest.mark.parametrize("said", ["", "{}", "[1]", '{"address": 1}', "\x00\xff"])
def test_a_word_that_means_nothing_is_ignored(customer_room: CommandLine, room: Path, said: str) -> None:
    """A damaged `server.json` does not keep a command from the room."""
    (room / "data" / "server.json").write_text(said, encoding="latin-1")
    assert read_presence(room) is None
    assert customer_room("check", room).code == 0


def test_a_word_of_a_process_that_is_no_server_is_ignored(customer_room: CommandLine, room: Path) -> None:
    """A live process number with a port that nobody listens on does not keep a command from the room."""
    listener = listen("127.0.0.1", 0)
    listener.socket.close()
    (room / "data" / "server.json").write_text(
        f'{{"address": "127.0.0.1", "port": {listener.port}, "pid": {os.getpid()}, "token": "t", "version": "0"}}',
        encoding="utf-8",
    )
    assert read_presence(room) == Presence("127.0.0.1", listener.port, os.getpid(), "t", "0")
    assert customer_room("check", room).code == 0


@posix_only
def test_a_process_number_is_known_to_run_or_not() -> None:
    """Our own process runs; one that cannot exist does not."""
    assert is_running(os.getpid())
    assert not is_running(sys.maxsize)


def test_the_folder_a_server_starts_in_does_not_matter(room: Path, tmp_path: Path) -> None:
    """Options of Streamlit in the working directory change neither the addresses nor what errors show."""
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(
        '[server]\nbaseUrlPath = "elsewhere"\naddress = "0.0.0.0"\nenableStaticServing = true\n', encoding="utf-8"
    )
    with serving(room, tmp_path) as served:
        assert served.ask("/_stcore/health").status == 200
        assert served.ask("/elsewhere/_stcore/health").text != "ok"


def test_a_demo_room_is_made_kept_and_opened_again(tmp_path: Path) -> None:
    """`demo --folder` makes a demo room, and the next time opens the same one."""
    place = tmp_path / "demo"
    command = command_of(["demo", "--folder", place, "--port", "0", "--no-open"])
    with opened_by(command, place, tmp_path) as served:
        assert served.ask("/_room/health").status == 200
        assert run_process(tmp_path, "check", place).code == 0
        assert end(served.process) == 0
    (place / "room.toml").write_text((place / "room.toml").read_text(encoding="utf-8") + "# kept\n", encoding="utf-8")
    with opened_by(command, place, tmp_path) as served:
        assert served.ask("/_room/health").status == 200
    assert (place / "room.toml").read_text(encoding="utf-8").endswith("# kept\n")


def test_a_demo_without_a_folder_leaves_nothing(tmp_path: Path) -> None:
    """`demo` removes its copy at the end."""
    place = tmp_path / "temporary"
    place.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(place))
        with opened_by(command_of(["demo", "--port", "0", "--no-open"]), place, tmp_path) as served:
            assert [path.name.startswith("customer-room-demo-") for path in place.iterdir()] == [True]
            assert end(served.process) == 0
    assert list(place.iterdir()) == []


def test_a_room_of_ones_own_is_no_demo_room(customer_room: CommandLine, room: Path) -> None:
    """`demo --folder` leaves a room alone that is not a demo room."""
    outcome = customer_room("demo", "--folder", room, "--no-open")
    assert outcome.code == 1
    assert "customer-room serve" in outcome.err
