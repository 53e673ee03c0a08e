"""`python -m bench.live_server ROOM`: serve a room; a line "write" on standard input is a write, and is answered."""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import process_time, time

from bench.memory import resident_megabytes
from bench.rooms import ACTOR
from customer_room.domain.records import Stage
from customer_room.operations.room import Room, opened
from customer_room.server.address import listen
from customer_room.server.running import serve_room
from customer_room.store.structure import read_structure, save_stage


def main(folder: Path) -> None:
    """Serve until standard input ends."""
    listener = listen("127.0.0.1", 0)
    with opened(folder) as room:
        threading.Thread(target=_obey, args=(room,), daemon=True).start()
        with suppress(KeyboardInterrupt):
            serve_room(room, listener, _say_url(listener.url))


def _say_url(url: str) -> Callable[[], None]:
    return lambda: print(url, flush=True)


def _obey(room: Room) -> None:
    stage = read_structure(room.store.read()).stages[0]
    for number, line in enumerate(sys.stdin):
        if line.strip() == "write":
            _write(room, replace(stage, promise=f"Write {number}"))
        print(
            json.dumps({"at": time(), "cpu": process_time(), "mb": resident_megabytes(), "number": number}), flush=True
        )
    # Standard input has ended: so does the server, as by Ctrl-C.
    os.kill(os.getpid(), signal.SIGINT)


def _write(room: Room, stage: Stage) -> None:
    room.store.transact(ACTOR, lambda write: save_stage(write, stage.code, stage.name, stage.position, stage.promise))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
