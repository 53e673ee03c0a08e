"""Start `customer-room` as a process, and speak to a served room."""

import http.client
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120
_ADDRESS = re.compile(r"http://\S+:(\d+)/")


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Answer:
    """What a served room answered; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Served:
    """A room, the process that serves it, and what that process has written until it was open."""

    folder: Path
    process: subprocess.Popen[str]
    port: int
    written: str

    @property
    def presence(self) -> dict[str, Any]:
        """What `data/server.json` says."""
        said: dict[str, Any] = json.loads((self.folder / "data" / "server.json").read_text(encoding="utf-8"))
        return said

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET", body: bytes | None = None
    ) -> Answer:
        """Send one request and read the whole answer."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)) as connection:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            body_read = response.read()
            return Answer(response.status, {name.lower(): value for name, value in response.headers.items()}, body_read)

    def command(self, name: str, ask: object, headers: Mapping[str, str] | None = None) -> Answer:
        """Send a command as `customer-room` does, with the room's token unless other headers are given."""
        with_token = {"Authorization": f"Bearer {self.presence['token']}"}
        body = ask if isinstance(ask, bytes) else json.dumps(ask).encode()
        return self.ask(f"/_room/control{name}", with_token if headers is None else headers, "POST", body)


def environment() -> dict[str, str]:
    """This environment, in which the tree's package is found from any folder and no browser opens."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "CUSTOMER_ROOM_DEBUG")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return kept | {"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1"}


def command_of(arguments: Sequence[str | Path]) -> list[str]:
    """The command line of a `customer-room` process."""
    return [sys.executable, "-m", "customer_room", *map(str, arguments)]


def run_process(cwd: Path, *arguments: str | Path) -> Outcome:
    """Run `customer-room` as a process of its own until it ends."""
    done = subprocess.run(
        command_of(arguments), cwd=cwd, env=environment(), capture_output=True, text=True, timeout=PATIENCE_SECONDS
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


@contextmanager
def serving(folder: Path, cwd: Path, *options: str) -> Iterator[Served]:
    """Serve a room on a free port until the end of the block."""
    command = command_of(["serve", folder, "--port", "0", "--no-open", *options])
    with opened_by(command, folder, cwd) as served:
        yield served


@contextmanager
def opened_by(command: Sequence[str], folder: Path, cwd: Path) -> Iterator[Served]:
    """Run a command that opens a room, until the end of the block."""
    with (
        (cwd / "served.err").open("a+", encoding="utf-8") as errors,
        subprocess.Popen(
            command, cwd=cwd, env=environment(), stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            yield _opened(process, folder, cwd / "served.err")
        finally:
            end(process)


def end(process: subprocess.Popen[str]) -> int:
    """Ask a process to end, and wait until it has."""
    process.terminate()
    with _killed_when_silent(process):
        return process.wait()


def _opened(process: subprocess.Popen[str], folder: Path, errors: Path) -> Served:
    assert process.stdout is not None
    written = ""
    with _killed_when_silent(process):
        for line in process.stdout:
            written += line
            if address := _ADDRESS.search(line):
                return Served(folder, process, int(address[1]), written)
    pytest.fail(f"No address was printed:\n{written}{errors.read_text(encoding='utf-8')}")


@contextmanager
def _killed_when_silent(process: subprocess.Popen[str]) -> Iterator[None]:
    guard = threading.Timer(PATIENCE_SECONDS, process.kill)
    guard.start()
    try:
        yield
    finally:
        guard.cancel()
