"""Walls that lose their server or their network come back by themselves, where they were, with what was missed."""

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cli.commanding import PATIENCE_SECONDS, Served, serving
from tests.e2e.conftest import _free_port
from tests.e2e.looking import OPENING_MS, expect_equal, wait_for_wall
from tests.e2e.test_wall_live import LOST, TOTAL, bring, total
from tools.browser import chromium_flags

BEHIND = "127.0.0.2"
PLACES = (
    "",
    "grain=month&period=2026-10",
    "grain=quarter&period=2026-Q2&comparison=year-before&look=dark",
    "mode=kiosk&rotation=600",
    "grain=month&period=2026-10&stage={stage}",
)
LONG_MS = 90_000


class Cable:
    """A network between browsers and one port of this computer, which can be pulled out and put back."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._is_in = threading.Event()
        self._is_over = threading.Event()
        self._stands = threading.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._lie()))

    def __enter__(self) -> "Cable":
        self.put_back()
        self._thread.start()
        assert self._stands.wait(PATIENCE_SECONDS)
        return self

    def __exit__(self, *error: object) -> None:
        self._is_over.set()
        self._thread.join(PATIENCE_SECONDS)

    def pull_out(self) -> None:
        """From now on nothing arrives any more, and nobody is told."""
        self._is_in.clear()

    def put_back(self) -> None:
        """What begins from now on arrives."""
        self._is_in.set()

    async def _lie(self) -> None:
        server = await asyncio.start_server(self._join, BEHIND, self._port)
        self._stands.set()
        await asyncio.to_thread(self._is_over.wait)
        server.close()
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0)  # what was broken off is told so

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        if not self._is_in.is_set():
            return  # as into nothing: the browser waits
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        self._writers.add(back)
        await asyncio.gather(self._carry(reader, back), self._carry(there, writer), return_exceptions=True)

    async def _carry(self, source: asyncio.StreamReader, goal: asyncio.StreamWriter) -> None:
        while data := await source.read(1 << 16):
            if not self._is_in.is_set():
                return
            goal.write(data)
            await goal.drain()
        goal.close()


@contextmanager
def opened_at(browser: Browser, address: str) -> Iterator[Page]:
    """A wall in a window of its own, as soon as it stands."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.set_default_timeout(OPENING_MS)
    page = context.new_page()
    page.goto(address)
    wait_for_wall(page)
    expect(page.locator(".stage")).to_have_count(8)
    yield page
    context.close()


def period_told(page: Page) -> str:
    """The period that the head tells of."""
    return str(page.locator(".bar .period, .period").first.text_content())


def first_stage(browser: Browser, served: Served) -> str:
    """The key of the first stage, as the address names it."""
    with opened_at(browser, f"http://127.0.0.1:{served.port}/") as page:
        page.keyboard.press("PageDown")
        expect(page).to_have_url(re.compile("[?&]stage="))
        return page.url.split("stage=")[1]


def test_five_walls_outlive_a_killed_server(browser: Browser, room: Path, tmp_path: Path) -> None:
    """Each stands at its own place: period, comparison, look, kiosk or an open stage; after a restart still."""
    port = _free_port()
    with ExitStack() as stack:
        with serving(room, tmp_path, "--port", str(port)) as served:
            places = [place.format(stage=first_stage(browser, served)) for place in PLACES]
            addresses = [f"http://127.0.0.1:{port}/?{place}" for place in places]
            pages = [stack.enter_context(opened_at(browser, address)) for address in addresses]
            before = total(pages[1])
            labels = [period_told(page) for page in pages]
            served.process.kill()
            for page in pages:
                expect(page.locator(".foot .lost-contact")).to_have_text(LOST, timeout=LONG_MS)
        with serving(room, tmp_path, "--port", str(port)) as served:
            for page in pages:
                expect(page.locator(".lost-contact")).to_have_count(0, timeout=LONG_MS)
            bring(served, tmp_path)
            for at in (1, 4):
                expect(pages[at].locator(TOTAL).first).to_contain_text(re.compile(rf"^{before + 9}\b"), timeout=LONG_MS)
            for page, address in zip(pages, addresses, strict=True):
                expect(page).to_have_url(address)
            expect_equal(lambda: [period_told(page) for page in pages], labels)
            expect(pages[2].locator(".wall.dark")).to_have_count(1)
            expect(pages[3].locator(".wall.kiosk")).to_have_count(1)
            expect(pages[4].locator(".deep[open]")).to_have_count(1)


@pytest.mark.slow
def test_a_wall_outlives_a_minute_without_a_network(
    browser: Browser, room: Path, tmp_path: Path, chromium_path: Path
) -> None:
    """Nothing arrives and nothing ends: the wall says since when, and has what it missed when the network is back."""
    with ExitStack() as stack:
        served = stack.enter_context(serving(room, tmp_path))
        cable = stack.enter_context(Cable(served.port))
        flags = [*chromium_flags(), f"--host-resolver-rules=MAP localhost {BEHIND}"]
        own = browser.browser_type.launch(executable_path=chromium_path, args=flags)
        stack.callback(own.close)
        page = stack.enter_context(opened_at(own, f"http://localhost:{served.port}/?grain=month&period=2026-10"))
        before = total(page)
        cable.pull_out()
        bring(served, tmp_path)
        page.keyboard.press("PageDown")
        expect(page.locator(".deep[open]")).to_have_count(1)
        expect(page.locator(".lost-contact").first).to_have_text(LOST, timeout=LONG_MS)
        cable.put_back()
        expect(page.locator(".lost-contact")).to_have_count(0, timeout=LONG_MS)
        expect(page.locator(TOTAL).first).to_contain_text(re.compile(rf"^{before + 9}\b"), timeout=LONG_MS)
        expect(page.locator(".deep[open] .quote").first).to_be_visible(timeout=LONG_MS)
