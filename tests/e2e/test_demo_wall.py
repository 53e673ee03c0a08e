"""The demo room as `customer-room demo` serves it: the real pages, pictures, clips and numbers on one screen."""

import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import CHECKOUT, START_SECONDS
from tests.e2e.looking import OPENING_MS, expect_equal, expect_holds, wait_for_pictures, wait_for_wall
from tests.e2e.test_wall_fits import CUT_NAMES, MISFITS, expect_none, settle
from tests.e2e.test_wall_legible import CAP_HEIGHTS, DETAIL_CAP_PX, GLANCE_CAP_PX
from tests.e2e.test_wall_voice import count_voices

ADDRESS = re.compile(r"http://\S+(?=\s)")
MONTH = re.compile(r"^[A-Z][a-z]{2,8} 20\d\d( so far)?$")
SPOKEN = re.compile(r"^<v [^>]+>(.+)$", re.MULTILINE)
SOME_PROGRESS = re.compile(r"^matrix\(0\.(0[2-9]|[1-9])")
# Texts whose end is not shown; what a team promised and a long promise may be.
CUT_TEXTS = """wall => [...wall.querySelectorAll('.t')].filter((node) => node.clientHeight
  && !node.closest('dialog, option, .promised')
  && (node.scrollHeight > node.clientHeight * 1.2 || node.scrollWidth > node.clientWidth + 1))
  .map((node) => node.textContent)"""
LOADED = """all => Promise.all(all.map(one => one.decode().then(() => ({
  address: one.getAttribute('src'), width: one.naturalWidth }))))"""

OpenDemo = Callable[..., Page]


def _printed_address(log: Path, server: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if found := ADDRESS.search(log.read_text(encoding="utf-8")):
            return found[0]
        time.sleep(0.1)
    pytest.fail(f"the demo room did not open:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address that the demo command printed."""
    folder = tmp_path_factory.mktemp("demo")
    log = folder / "demo.log"
    command = [sys.executable, "-m", "customer_room", "demo", "--no-open", "--port", "0", "--folder"]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*command, str(folder / "room")], cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            yield _printed_address(log, server)
        finally:
            server.terminate()
            server.wait(timeout=START_SECONDS)


@pytest.fixture
def open_demo(browser: Browser, demo_url: str) -> Iterator[OpenDemo]:
    """Open the demo room's wall at a window size."""
    contexts = []

    def open_at(width: int = 3840, height: int = 2160, before: Callable[[Page], None] | None = None) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(OPENING_MS)
        contexts.append(context)
        page = context.new_page()
        if before is not None:
            before(page)
        page.goto(demo_url)
        wait_for_wall(page)
        return page

    yield open_at
    for context in contexts:
        context.close()


def show_months(page: Page) -> None:
    """Choose Month on the wall, and wait until its head tells of one."""
    page.locator("select[name=grain]").select_option("month")
    expect(page.locator(".period .strong")).to_have_text(MONTH)


def stages_of_the_plan() -> list[str]:
    """The names of the demo room's stages, in their order."""
    plan = tomllib.loads((CHECKOUT / "data" / "plan.toml").read_text(encoding="utf-8"))
    return [stage["name"] for stage in plan["stages"]]


def spoken_lines() -> set[str]:
    """What is said in any recording of the demo room, line by line."""
    transcripts = [path.read_text(encoding="utf-8") for path in (CHECKOUT / "recordings").glob("*.vtt")]
    return {line for transcript in transcripts for line in SPOKEN.findall(transcript)}


@pytest.mark.parametrize(("width", "height"), [(3840, 2160), (1920, 1080)])
def test_all_stages_stand_on_one_screen(open_demo: OpenDemo, width: int, height: int) -> None:
    """The eight stages of the plan are wholly in sight in their order, and nothing scrolls or leaves the window."""
    page = open_demo(width, height)
    settle(page, width, height)
    assert len(stages_of_the_plan()) == 8
    expect(page.locator(".stage .name")).to_have_text(stages_of_the_plan())
    for column in page.locator(".stage").all():
        expect(column).to_be_in_viewport(ratio=1)
    for look in (MISFITS, CUT_NAMES, CUT_TEXTS):
        expect_none(page.locator(".wall"), look)


def test_every_tile_says_when_it_was_last_true(open_demo: OpenDemo) -> None:
    """Each tile with rows shows a date in its head or beside each row; only an empty one shows none."""
    page = open_demo()
    expect_holds(page.locator(".tile:has(.rows)").count, lambda tiles: tiles > 40)
    undated = ".tile:has(.rows):not(:has(> .tile-head .fresh)) .rows > li:not([hidden]):not(:has(.fresh))"
    expect(page.locator(undated)).to_have_count(0)


def test_glance_and_detail_have_their_least_cap_heights(open_demo: OpenDemo) -> None:
    """On a 4K screen the demo's names, health, numbers and team states are 43 px high at least, the rest 16 px."""
    measured = open_demo().locator(".wall").evaluate(CAP_HEIGHTS)
    assert len([one for one in measured if one["glance"]]) >= 3 * len(stages_of_the_plan())
    assert len([one for one in measured if not one["glance"]]) > 200
    for one in measured:
        assert one["cap"] >= (GLANCE_CAP_PX if one["glance"] else DETAIL_CAP_PX), one


def test_every_thumbnail_has_loaded_from_the_room(open_demo: OpenDemo) -> None:
    """Each artifact shows its picture, and the room's own file route served it."""
    page = open_demo()
    wait_for_pictures(page.locator(".wall"))
    pictures = page.locator(".artifact img").evaluate_all(LOADED)
    assert len(pictures) == page.locator(".artifact").count() >= len(stages_of_the_plan())
    for picture in pictures:
        assert picture["width"] > 0, picture
        assert picture["address"].startswith("/files/"), picture


def test_a_visit_makes_no_error_and_asks_no_other_host(open_demo: OpenDemo, demo_url: str) -> None:
    """Looking, hearing a clip, holding up an artifact and choosing Month log no error and stay with the room."""
    errors: list[str] = []
    hosts: set[str] = set()

    def watch(page: Page) -> None:
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).netloc))

    page = open_demo(1920, 1080, watch)
    page.locator(".clip button").first.click()
    expect(page.locator(".clip.playing")).to_be_visible()
    page.locator(".artifact button").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    show_months(page)
    wait_for_pictures(page.locator(".wall"))
    assert errors == []
    assert hosts - {""} == {urlsplit(demo_url).netloc}


def test_the_demo_mark_is_in_sight(open_demo: OpenDemo) -> None:
    """The head of the wall says that the data are a demo's."""
    mark = open_demo(1920, 1080).locator(".head .demo")
    expect(mark).to_be_in_viewport(ratio=1)
    expect(mark).to_contain_text(re.compile("demo", re.IGNORECASE))


def test_choosing_month_changes_the_address_and_the_period_told(open_demo: OpenDemo) -> None:
    """The demo opens on a quarter; Month goes into the address, and the head tells of a month."""
    page = open_demo(1920, 1080)
    expect(page.locator(".period .strong")).to_have_text(re.compile(r"^Q[1-4] 20\d\d"))
    show_months(page)
    expect(page).to_have_url(re.compile(r"[?&]grain=month(&|$)"))


def test_a_reload_shows_the_period_that_was_chosen(open_demo: OpenDemo) -> None:
    """The address of a chosen month, opened again, draws the same head and the same stages."""
    page = open_demo(1920, 1080)
    show_months(page)
    expect(page).to_have_url(re.compile(r"[?&]grain=month(&|$)"))
    told = what_is_told(page)
    page.reload()
    wait_for_wall(page)
    expect(page.locator("select[name=grain]")).to_have_value("month")
    expect_equal(lambda: what_is_told(page), told)


def what_is_told(page: Page) -> list[str | None]:
    """The texts of the head and of the stages."""
    return [page.locator(part).text_content() for part in (".period", ".stages")]


def test_a_clip_of_the_room_plays_with_its_transcript(open_demo: OpenDemo) -> None:
    """A press on a clip makes its time go on, and a line of a recording's transcript stands across the foot."""
    page = open_demo(1920, 1080, count_voices)
    page.locator(".clip button").first.click()
    expect(page.locator(".clip.playing .progress i")).to_have_css("transform", SOME_PROGRESS)
    expect_holds(lambda: page.evaluate("[...window.voices].map(one => one.currentTime > 0)"), lambda on: on == [True])
    lines = spoken_lines()
    expect_holds(page.locator(".voice-line").text_content, lambda line: line in lines)
