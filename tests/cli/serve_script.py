"""Serve a room with another entry script: `python -m tests.cli.serve_script ROOM SCRIPT`."""

import sys
from pathlib import Path

import click

from customer_room.operations.room import opened
from customer_room.server.address import listen
from customer_room.server.running import serve_room


def main(folder: Path, script: Path) -> None:
    """Serve until a signal ends it."""
    listener = listen("127.0.0.1", 0)
    with opened(folder) as room:
        serve_room(room, listener, lambda: click.echo(listener.url), script)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
