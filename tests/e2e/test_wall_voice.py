"""Clips play in place, one voice at a time."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import expect_equal
from tests.e2e.wall_files import serve_short_calls

COUNT_VOICES = """window.voices = new Set();
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { window.voices.add(this); return play.call(this); };"""
# As the browser's own way to another page of the same app.
LEAVE = "history.pushState({}, '', '?sample=none'); dispatchEvent(new PopStateEvent('popstate'))"
HEARD = "[...window.voices].filter(one => !one.paused).length"
# Everything that the strip at the foot ever says, while it is shown.
RECORD_THE_STRIP = """wall => {
  window.said = [];
  const strip = wall.querySelector('.voice');
  new MutationObserver(() => {
    if (strip.hidden) return;
    const now = ['.voice-title', '.voice-line'].map((part) => strip.querySelector(part).textContent).join(': ');
    if (window.said.at(-1) !== now) window.said.push(now);
  }).observe(strip, { childList: true, subtree: true, characterData: true, attributes: true });
}"""


def count_voices(page: Page) -> None:
    """Remember every element that was ever asked to play."""
    page.add_init_script(COUNT_VOICES)


def expect_heard(page: Page, voices: int) -> None:
    """So many voices are heard."""
    expect_equal(lambda: page.evaluate(HEARD), voices)


def test_starting_a_clip_stops_the_other(open_wall: OpenWall) -> None:
    """The second clip takes over from the first: its button says pause, the first says play, one voice is heard."""
    page = open_wall("outdoor", 1920, 1080, count_voices)
    page.get_by_role("button", name="Play: “Where is my money?” 0:58 30 Oct").click()
    expect(page.get_by_role("button", name="Pause: “Where is my money?” 0:58 30 Oct")).to_be_visible()
    page.get_by_role("button", name="Play: “Like a present” 0:29 14 Oct").click()
    expect(page.get_by_role("button", name="Pause: “Like a present” 0:29 14 Oct")).to_be_visible()
    expect(page.get_by_role("button", name="Play: “Where is my money?” 0:58 30 Oct")).to_be_visible()
    expect_heard(page, 1)


def test_a_clip_pauses_and_goes_on_by_its_own_button(open_wall: OpenWall) -> None:
    """Space on the clip pauses it where it is, Enter plays it on from there."""
    page = open_wall("outdoor", 1920, 1080, count_voices)
    clip = page.get_by_role("button", name="Like a present")
    clip.press("Enter")
    page.wait_for_function("[...window.voices][0]?.currentTime > 0.2")
    clip.press("Space")
    expect(clip).to_have_accessible_name("Play: “Like a present” 0:29 14 Oct")
    expect_heard(page, 0)
    at = page.evaluate("[...window.voices][0].currentTime")
    assert at > 0
    clip.press("Enter")
    page.wait_for_function(f"[...window.voices][0].currentTime > {at}")


def test_the_line_being_said_stands_across_the_foot(open_wall: OpenWall) -> None:
    """The transcript follows the voice, with its speaker, and leaves when the clip has ended."""
    page = open_wall("outdoor", 1920, 1080, serve_short_calls)
    page.locator(".wall").evaluate(RECORD_THE_STRIP)
    page.get_by_role("button", name="Where is my money?").click()
    page.wait_for_function("window.said.length > 0")
    expect(page.get_by_role("region", name="What is being said")).to_be_hidden(timeout=60_000)
    assert page.evaluate("window.said") == [
        "“Where is my money?” · Customer: Where is my money? You have had the boots for a month.",
        "“Where is my money?” · Agent: I can see they arrived on the second.",
    ]


def test_escape_ends_the_clip_and_frees_the_foot(open_wall: OpenWall) -> None:
    """Escape silences the clip at once and takes the strip away, so that what it covered can be read."""
    page = open_wall("outdoor", 1920, 1080, count_voices)
    page.get_by_role("button", name="Where is my money?").click()
    strip = page.get_by_role("region", name="What is being said")
    expect(strip).to_be_visible()
    page.keyboard.press("Escape")
    expect(strip).to_be_hidden()
    expect_heard(page, 0)


def test_progress_grows_while_a_clip_plays(open_wall: OpenWall) -> None:
    """The bar under the clip and the bar of the strip are longer after a while."""
    page = open_wall("outdoor", 1920, 1080)
    page.get_by_role("button", name="Like a present").click()
    for bar in (".clip.playing .progress i", ".voice .progress i"):
        expect(page.locator(bar)).to_have_css("transform", re.compile(r"matrix\(0\.(0[1-9]|[1-9])"))


def test_a_clip_that_cannot_be_played_says_so(open_wall: OpenWall) -> None:
    """A clip whose file is refused by the server says in words that it cannot be played."""
    page = open_wall("bare", 1920, 1080)
    page.get_by_role("button", name="Ordering in four minutes").click()
    expect(page.get_by_role("alert")).to_have_text("This clip cannot be played.")


def test_a_clip_without_its_file_shows_as_missing(open_wall: OpenWall) -> None:
    """A clip known to be missing has no button, keeps its title, and says that its file is missing."""
    page = open_wall("bare", 1920, 1080)
    clip = page.get_by_role("listitem").filter(has_text="The green is not the green")
    expect(clip).to_contain_text("File is missing")
    expect(clip.get_by_role("button")).to_have_count(0)


def test_a_wall_that_is_left_falls_silent(open_wall: OpenWall) -> None:
    """Leaving the wall's page stops the voice."""
    page = open_wall("outdoor", 1920, 1080, count_voices)
    page.get_by_role("button", name="Like a present").click()
    expect(page.get_by_role("button", name="Pause: “Like a present” 0:29 14 Oct")).to_be_visible()
    page.evaluate(LEAVE)
    expect(page.get_by_text("There is no wall here.")).to_be_visible()
    expect_heard(page, 0)
