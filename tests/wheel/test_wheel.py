"""The wheel that the tree builds, installed into an empty environment and used from another directory."""

import csv
import hashlib
import re
import subprocess
import sys
import threading
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
INSTALL_SECONDS = 600
START_SECONDS = 180
STOP_SECONDS = 30
BUNDLED = ("pages", "data", "artifacts", "recordings", ".streamlit")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a source distribution built from the tree, so both are proven complete."""
    dist = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(dist), str(CHECKOUT)]
    run(command, cwd=dist)
    return next(dist.glob("*.whl"))


@pytest.fixture(scope="module")
def command_line(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`customer-room` of an environment that holds the locked dependencies and the wheel, and nothing else."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    run([*pip, "--require-hashes", "-r", str(CHECKOUT / "requirements" / "run.txt")], cwd=environment)
    run([*pip, "--no-deps", str(wheel)], cwd=environment)
    return environment / "bin" / "customer-room"


@dataclass(frozen=True, slots=True)
class Demo:
    """A served demo room: where it answers, and the folder it lies in."""

    address: str
    room: Path


@pytest.fixture(scope="module")
def demo(command_line: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo room, served from the wheel in a directory that knows nothing of the tree."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    room = elsewhere / "room"
    command: list[str | Path] = [command_line, "demo", "--no-open", "--port", "0", "--folder", room]
    with subprocess.Popen(
        command, cwd=elsewhere, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            yield Demo(printed_address(server), room)
        finally:
            server.terminate()
            with killed_after(STOP_SECONDS, server):
                server.wait()


def run(command: list[str], cwd: Path) -> None:
    """Run a command, and fail with what it printed."""
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=INSTALL_SECONDS)
    assert result.returncode == 0, result.stdout + result.stderr


@contextmanager
def killed_after(seconds: float, server: subprocess.Popen[str]) -> Iterator[None]:
    """Kill the server when the block takes longer, so that a silent server cannot hold up the tests."""
    guard = threading.Timer(seconds, server.kill)
    guard.start()
    try:
        yield
    finally:
        guard.cancel()


def printed_address(server: subprocess.Popen[str]) -> str:
    """The address that the server prints; fails with its output when it ends, or is silent too long, without one."""
    assert server.stdout is not None
    printed: list[str] = []
    with killed_after(START_SECONDS, server):
        for line in server.stdout:
            printed.append(line)
            if address := ADDRESS.search(line):
                return address.group()
    pytest.fail("customer-room demo ended without printing an address:\n" + "".join(printed))


def files_of(folder: str) -> set[str]:
    """The files of a folder of the tree, as paths from the tree's root; there is at least one."""
    paths = {path for path in (CHECKOUT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert paths, f"{folder} is empty or absent"
    return {path.relative_to(CHECKOUT).as_posix() for path in paths}


def fetch(address: str) -> tuple[int, bytes]:
    """Status and content of what an address answers."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.status, answer.read()


def test_the_wheel_carries_pages_and_demo_content(wheel: Path) -> None:
    """Every file of the pages, of the demo room and of Streamlit's settings is inside the wheel's package."""
    expected = {f"customer_room/_bundle/{path}" for folder in BUNDLED for path in files_of(folder)}
    assert expected - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_carries_what_the_package_reads(wheel: Path) -> None:
    """Migrations, templates, styles, scripts and fonts beside the modules are inside the wheel."""
    assert files_of("customer_room") - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_demo_room_runs_from_the_wheel(demo: Demo) -> None:
    """`customer-room demo` of an installed wheel serves the room's page and answers that it is healthy."""
    assert fetch(f"{demo.address}/_stcore/health") == (200, b"ok")
    status, page = fetch(demo.address)
    assert status == 200
    assert b"<script" in page


def test_the_demo_rooms_pictures_are_served_from_the_wheel(demo: Demo, command_line: Path, tmp_path: Path) -> None:
    """Every picture that an export of the served room lists is answered under its id with the content it had."""
    run([str(command_line), "export", str(demo.room), str(tmp_path / "export")], cwd=tmp_path)
    with (tmp_path / "export" / "tables" / "files.csv").open(encoding="utf-8", newline="") as listing:
        pictures = [row for row in csv.DictReader(listing) if row["media_type"].startswith("image/")]
    assert pictures
    for picture in pictures:
        status, content = fetch(f"{demo.address}/files/{picture['id']}")
        assert (status, hashlib.sha256(content).hexdigest()) == (200, picture["sha256"])
