"""`serve` and `demo`: open a room in a browser."""

import os
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from customer_room.cli.running_room import busy_words
from customer_room.cli.showing import progress_shown, say
from customer_room.errors import RoomBusyError, RoomError
from customer_room.operations.demo import make_demo_room
from customer_room.operations.room import database_path, opened
from customer_room.server.address import DEFAULT_ADDRESS, DEFAULT_PORT, listen, refuse_other_addresses
from customer_room.settings import SETTINGS_FILE, load_settings

_PORT_HELP = "The port; 0 is any free one.  [default: 8501, or the next one that is free]"
_OPEN_HELP = "Do not open a browser."
_Port = click.IntRange(0, 65535)


@click.command(short_help="Open a room in a browser.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--port", type=_Port, help=_PORT_HELP)
@click.option("--address", default=DEFAULT_ADDRESS, show_default=True, help="An address of this computer only.")
@click.option("--no-open", is_flag=True, help=_OPEN_HELP)
def serve(folder: Path, port: int | None, address: str, no_open: bool) -> None:
    """Open the room in FOLDER in a browser, until Ctrl-C.

    Only this computer can reach it: there is no sign-in yet. While it is open, `import`, `check`, `backup` and
    `export` on the same FOLDER work through it.
    """
    _serve(folder.resolve(), address, port, opens_browser=not no_open)


@click.command(short_help="Open the demo room.")
@click.option("--folder", type=click.Path(path_type=Path), help="Keep the demo room here, and open it again next time.")
@click.option("--port", type=_Port, help=_PORT_HELP)
@click.option("--no-open", is_flag=True, help=_OPEN_HELP)
def demo(folder: Path | None, port: int | None, no_open: bool) -> None:
    """Open the demo room: an invented outdoor-clothing mail-order company with two years of data.

    It is a copy of its own, made anew each time and removed at the end, unless --folder keeps it.
    """
    with _demo_folder(folder) as place:
        _serve(place, DEFAULT_ADDRESS, port, opens_browser=not no_open)


@contextmanager
def _demo_folder(wanted: Path | None) -> Iterator[Path]:
    if wanted is None:
        with tempfile.TemporaryDirectory(prefix="customer-room-demo-") as temporary:
            place = Path(temporary).resolve() / "room"
            _make_demo(place)
            yield place
        return
    place = wanted.resolve()
    if not _is_demo_room(place):
        _make_demo(place)
    yield place


def _make_demo(place: Path) -> None:
    with progress_shown() as progress:
        make_demo_room(place, progress)


def _is_demo_room(place: Path) -> bool:
    if not (place / SETTINGS_FILE).is_file():
        return False
    if not load_settings(place).is_demo:
        raise RoomError(
            "This is not a demo room",
            f"{place} holds a room of its own, which the demo leaves alone.",
            f"Open it with `customer-room serve {place}`, or name another folder.",
        )
    return database_path(place).is_file()


def _serve(folder: Path, address: str, port: int | None, opens_browser: bool) -> None:
    try:
        refuse_other_addresses(address)
        with opened(folder) as room:
            listener = listen(address, port)
            if port is None and listener.port != DEFAULT_PORT:
                say(f"Port {DEFAULT_PORT} is in use, so this room takes {listener.port}.")
            # Streamlit takes a second to import, which only these two commands should cost.
            from customer_room.server.running import serve_room

            with closing(listener.socket):
                serve_room(room, listener, lambda: _say_open(listener.url, opens_browser))
    except RoomBusyError as error:
        raise busy_words(folder, error) from error
    except KeyboardInterrupt:
        say("The room is closed.")


def _say_open(url: str, opens_browser: bool) -> None:
    say(f"Customer Room is open at {url}")
    say("Ctrl-C closes it.")
    if opens_browser and _has_display():
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
