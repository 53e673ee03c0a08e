"""A wall that is left alone: it shows what is written elsewhere, outlives its server, and says when it is cut off."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cli.commanding import Served, run_process, serving
from tests.e2e.conftest import _free_port
from tests.e2e.looking import OPENING_MS, expect_equal, expect_focus, wait_for_wall
from tests.e2e.test_wall_voice import count_voices

PLACE = "?grain=month&period=2026-10"
HEADER = "id,said_at,text,stage,category,nature\n"
ROWS = "".join(
    f"live{number},2026-10-15,It looked green,I look around,Color not as pictured,complaint\n" for number in range(9)
)
TOTAL = ".stage:first-child .complaints .total"
LOST = re.compile(r"^Not connected since .*\d\d.*; what you see is of then$")
# Every look of the wall that a frame showed: how many stages, how opaque, and whether they are the first ones.
WATCH = """() => {
  const host = [...document.querySelectorAll('*')].find((one) => one.shadowRoot?.querySelector('.wall'));
  host.shadowRoot.querySelectorAll('.stage').forEach((one, at) => { one.before = at; });
  window.looks = new Set();
  new MutationObserver(() => {
    if (document.querySelector('[data-testid=stDialog]')) document.body.dataset.hadDialog = 'yes';
  }).observe(document.body, { childList: true, subtree: true });
  const look = () => {
    const wall = host.shadowRoot.querySelector('.wall');
    let seen = host.isConnected && getComputedStyle(wall).visibility === 'visible' ? 1 : 0;
    for (let at = host; at; at = at.parentElement) seen *= Number(getComputedStyle(at).opacity);
    window.looks.add(`${host.shadowRoot.querySelectorAll('.stage').length} stages, seen ${seen}`);
    requestAnimationFrame(look);
  };
  look();
}"""
# So that a call lasts longer than any test.
SLOWLY = "for (const one of window.voices) one.playbackRate = 0.1"
SOME_PROGRESS = re.compile(r"^matrix\(0\.(0[1-9]|[1-9])")
BACK_MS = 120_000
STEADY = ["8 stages, seen 1"]

OpenWall = Callable[[Served], Page]


@pytest.fixture
def open_wall(browser: Browser) -> Iterator[OpenWall]:
    """Open the wall of October in a window of its own, and watch every frame of it."""
    with ExitStack() as stack:

        def open_one(served: Served) -> Page:
            context = browser.new_context(viewport={"width": 1920, "height": 1080})
            stack.callback(context.close)
            context.set_default_timeout(OPENING_MS)
            page = context.new_page()
            count_voices(page)
            page.goto(f"http://127.0.0.1:{served.port}/{PLACE}")
            wait_for_wall(page)
            expect(page.locator(".stage")).to_have_count(8)
            page.evaluate(WATCH)
            return page

        yield open_one


@contextmanager
def served_at(room: Path, cwd: Path, port: int) -> Iterator[Served]:
    """The room at a port that stays the same over a restart."""
    with serving(room, cwd, "--port", str(port)) as served:
        yield served


def bring(served: Served, cwd: Path, name: str = "live") -> None:
    """Import nine complaints of October, as another process through the served room; each name once."""
    file = cwd / "more.csv"
    file.write_text(HEADER + ROWS.replace("live", name), encoding="utf-8")
    outcome = run_process(cwd, "import", served.folder, "feedback", file)
    assert outcome.code == 0, outcome.out + outcome.err


def total(page: Page) -> int:
    """How many complaints the first column tells of."""
    return int(str(page.locator(TOTAL).text_content()).split()[0].replace(",", ""))


def test_an_import_appears_on_every_open_wall(open_wall: OpenWall, room: Path, tmp_path: Path) -> None:
    """Two walls show it long before they would look again; no frame is pale, the focus and a playing clip stay."""
    with serving(room, tmp_path) as served:
        first, second = open_wall(served), open_wall(served)
        before = total(first)
        first.locator(".clip button").first.click()
        expect(first.locator(".clip.playing .progress i")).to_have_css("transform", SOME_PROGRESS)
        first.evaluate(SLOWLY)
        second.get_by_label("Period", exact=True).focus()
        bring(served, tmp_path)
        for page in (first, second):
            expect(page.locator(TOTAL)).to_contain_text(re.compile(rf"^{before + 9}\b"))
            assert page.evaluate("[...window.looks]") == STEADY
        played_on = "[...window.voices].map(one => [one.paused, one.currentTime > 0.2])"
        expect_equal(lambda: first.evaluate(played_on), [[False, True]])
        expect_focus(second, "choose:period")


def test_only_the_stage_that_changed_is_drawn_again(open_wall: OpenWall, room: Path, tmp_path: Path) -> None:
    """Seven columns remain the same elements."""
    with serving(room, tmp_path) as served:
        page = open_wall(served)
        before = total(page)
        bring(served, tmp_path)
        expect(page.locator(TOTAL)).to_contain_text(re.compile(rf"^{before + 9}\b"))
        kept = "all => all.map(one => one.before ?? null)"
        expect_equal(lambda: page.locator(".stage").evaluate_all(kept), [None, 1, 2, 3, 4, 5, 6, 7])


def test_a_killed_server_leaves_the_wall_standing(open_wall: OpenWall, room: Path, tmp_path: Path) -> None:
    """The wall says since when it is cut off, can be worked on, and is back by itself, at the same place."""
    port = _free_port()
    with served_at(room, tmp_path, port) as served:
        page = open_wall(served)
        first = total(page)
        bring(served, tmp_path)
        expect(page.locator(TOTAL)).to_contain_text(re.compile(rf"^{first + 9}\b"))
        served.process.kill()
        expect(page.locator(".foot .lost-contact")).to_have_text(LOST)
        # Streamlit opens its own dialog over a page that is cut off, which would take every key and touch.
        expect(page.locator("body")).to_have_attribute("data-had-dialog", "yes", timeout=BACK_MS)
        expect(page.get_by_test_id("stDialog")).to_have_count(0)
        page.locator(".artifact button").first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page.locator(".lost-contact")).to_be_in_viewport(ratio=1)
        # Not what Streamlit sent when the page was opened.
        assert total(page) == first + 9
    with served_at(room, tmp_path, port) as served:
        expect(page.locator(".lost-contact")).to_have_count(0, timeout=BACK_MS)
        expect(page).to_have_url(re.compile(re.escape(PLACE)))
        bring(served, tmp_path, "again")
        expect(page.locator(TOTAL)).to_contain_text(re.compile(rf"^{first + 18}\b"), timeout=BACK_MS)
        expect(page.locator(".period .strong")).to_have_text("Oct 2026")
        assert page.evaluate("[...window.looks]") == STEADY


def test_what_was_written_while_the_server_was_away_is_shown(open_wall: OpenWall, room: Path, tmp_path: Path) -> None:
    """A restarted server counts its revisions anew; the wall asks all the same."""
    port = _free_port()
    with served_at(room, tmp_path, port) as served:
        page = open_wall(served)
        before = total(page)
        served.process.kill()
        served.process.wait()
        bring(served, tmp_path)
    with served_at(room, tmp_path, port):
        expect(page.locator(TOTAL)).to_contain_text(re.compile(rf"^{before + 9}\b"), timeout=BACK_MS)
        expect(page.locator(".lost-contact")).to_have_count(0)
