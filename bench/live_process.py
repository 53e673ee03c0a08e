"""The processes that a live room is measured with: one that serves and writes, and one that is many open walls."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent
_SECONDS_TO_END = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """The server at one moment: seconds since 1970, its processor seconds so far, and MB it holds."""

    at: float
    cpu: float
    mb: float
    number: int


class WriterProcess:
    """A served room that writes when told to."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.url = _line(process).strip()

    def write(self) -> Moment:
        """One write, which changes the first stage's promise to its number."""
        return self._tell("write")

    def look(self) -> Moment:
        """Where the server stands, without a write."""
        return self._tell("look")

    def _tell(self, word: str) -> Moment:
        return Moment(**json.loads(_answer(self._process, word)))


class ManyWalls:
    """Open walls without a browser."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        if _line(process) != "open\n":
            raise RuntimeError("the walls did not open")

    def seconds_to_data(self, written_at: float) -> list[float]:
        """How long each wall took from a write until it had its new data."""
        seconds: list[float] = json.loads(_answer(self._process, repr(written_at)))
        return seconds


@contextmanager
def writer_process(room: Path) -> Iterator[WriterProcess]:
    """Serve a room in a process of its own."""
    with _running("bench.live_server", str(room)) as process:
        yield WriterProcess(process)


@contextmanager
def many_walls(url: str, count: int) -> Iterator[ManyWalls]:
    """So many open walls in a process of their own."""
    with _running("bench.live_sessions", url, str(count)) as process:
        yield ManyWalls(process)


@contextmanager
def _running(module: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", module, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=_CHECKOUT, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            if process.stdin is not None:
                process.stdin.close()
            try:
                process.wait(_SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                process.kill()


def _answer(process: subprocess.Popen[str], word: str) -> str:
    if process.stdin is None:
        raise RuntimeError("the process cannot be told anything")
    process.stdin.write(f"{word}\n")
    process.stdin.flush()
    return _line(process)


def _line(process: subprocess.Popen[str]) -> str:
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        raise RuntimeError(f"{process.args!r} ended")
    return line
