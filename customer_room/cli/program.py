"""The command line's frame: the list of commands, and what errors and interruptions look like."""

import contextlib
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from types import FrameType

import click

from customer_room import __version__
from customer_room.cli.bringing import import_command
from customer_room.cli.keeping import backup, check, export, restore
from customer_room.cli.making import init
from customer_room.cli.naming import names
from customer_room.cli.serving import demo, serve
from customer_room.cli.showing import remark, show_error
from customer_room.errors import RoomError

DEBUG_VARIABLE = "CUSTOMER_ROOM_DEBUG"
INTERRUPTED, UNEXPECTED = 130, 1

_interruptions: list[int] = []

_EXIT_CODES = """\b
Exit codes:
  0    done; `check` found nothing, `import` took every row
  1    something went wrong, or `check` found something
  2    the command line was not understood
  3    `import` took the valid rows and refused others
  65   `import` refused the file as a whole; the room is as it was
  75   the room is open in another program; try again later
  130  interrupted
"""


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EXIT_CODES,
    no_args_is_help=True,
)
@click.version_option(__version__, message="Customer Room %(version)s")
def program() -> None:
    """Customer Room: a room whose walls show what customers live through.

    Start with `customer-room demo`. For a room of your own: `init`, `import`, `serve`.
    """


for command in (demo, init, serve, import_command, names, check, backup, restore, export):
    program.add_command(command)


def main() -> None:
    """Run the command line of this process, and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    _end_in_order()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; no exception leaves."""
    _interruptions.clear()
    try:
        result = program.main(list(arguments), prog_name="customer-room", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a terminal's reader gets words, never a traceback
        code = _explain(error)
        if os.environ.get(DEBUG_VARIABLE, "") not in ("", "0"):
            traceback.print_exc()
        return code
    return result if isinstance(result, int) else 0


def _explain(error: BaseException) -> int:
    """Say what went wrong; what a signal broke off is an interruption, whatever the libraries below made of it."""
    if _interruptions or isinstance(error, click.Abort | KeyboardInterrupt):
        remark("Stopped.")
        return INTERRUPTED
    if isinstance(error, RoomError):
        show_error(error)
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNEXPECTED
    remark(f"Something unexpected happened: {type(error).__name__}: {error}")
    remark(f"Set {DEBUG_VARIABLE}=1 and run the command again to see where, and please report it.")
    return UNEXPECTED


def _end_in_order() -> None:
    """A terminated command cleans up as an interrupted one does, and a closed terminal terminates it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _interrupt)
    with contextlib.suppress(AttributeError):
        if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
            signal.signal(signal.SIGHUP, _terminate)


def _interrupt(number: int, frame: FrameType | None) -> None:
    _interruptions.append(number)
    raise KeyboardInterrupt


def _terminate(number: int, frame: FrameType | None) -> None:
    signal.raise_signal(signal.SIGTERM)
