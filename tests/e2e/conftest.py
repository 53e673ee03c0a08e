"""A served wall and a browser in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from customer_room.operations.demo import make_demo_room
from tests.e2e.looking import OPENING_MS, PATIENCE_S, wait_for_wall
from tests.e2e.wall_files import serve_files
from tools.browser import chromium_flags

CHECKOUT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
WALL_4K = {"width": 3840, "height": 2160}

OpenWall = Callable[..., Page]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_served(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except (URLError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the page was not served at {url}")


@pytest.fixture(scope="session")
def wall_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the smallest page that shows a wall."""
    port = _free_port()
    log = tmp_path_factory.mktemp("wall") / "server.log"
    command = [sys.executable, "-m", "tests.e2e.wall_server", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=out, stderr=out)
        try:
            _wait_until_served(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=START_SECONDS)


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """One Chromium for all tests of the wall."""
    expect.set_options(timeout=PATIENCE_S * 1000)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=chromium_flags())
        yield started
        started.close()


@pytest.fixture
def open_wall(browser: Browser, wall_url: str) -> Iterator[OpenWall]:
    """Open a sample of the wall at a window size; every test fails on an error in the page's scripts."""
    contexts = []
    errors: list[str] = []

    def open_at(
        sample: str, width: int = 3840, height: int = 2160, before: Callable[[Page], None] | None = None
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(OPENING_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        serve_files(page)
        if before is not None:
            before(page)
        page.goto(f"{wall_url}/?sample={sample}")
        wait_for_wall(page)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(scope="session")
def demo_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo room, made once."""
    folder = tmp_path_factory.mktemp("demo") / "room"
    make_demo_room(folder, lambda step, share: None)
    return folder


@pytest.fixture
def room(demo_room: Path, tmp_path: Path) -> Path:
    """A demo room of one's own."""
    return shutil.copytree(demo_room, tmp_path / "room")
