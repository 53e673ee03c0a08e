"""The charts of a stage's page in both looks: their contrasts, and that they change with the wall."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_wall_legible import CONTRAST_AA, CONTRAST_SHAPES
from tools.screenshot import demo_room

STAGE = "I open the parcel"
LEAST_OF_A_BAND = 1.2
GROUND = "one => getComputedStyle(one.closest('.panel')).backgroundColor"
# What is drawn, with its kind and the colour it has in the end; the hidden marks of gaps left out.
DRAWN = """chart => {
  const painted = (kind, selector, paint) => [...chart.querySelectorAll(selector)].map((node) => {
    const style = getComputedStyle(node);
    return { kind, colour: style[paint], opacity: style.opacity * style[`${paint}Opacity`], text: node.textContent };
  });
  return [
    ...painted('text', '.xtick text, .ytick text, .annotation-text', 'fill'),
    ...painted('line', '.js-line, .errorbar path, .xtick.ticks, .xlines-above', 'stroke'),
    ...painted('line', '.shapelayer path:not([style*="stroke-width: 0px"])', 'stroke'),
    ...painted('mark', '.point', 'fill'),
    ...painted('band', '.shapelayer path[style*="stroke-width: 0px"]', 'fill'),
  ].filter(({ opacity }) => opacity > 0);
}"""
HOVER = """chart => [...chart.querySelectorAll('.hovertext')].map((one) => ({
  text: getComputedStyle(one.querySelector('text')).fill, edge: getComputedStyle(one.querySelector('path')).stroke,
  ground: getComputedStyle(one.querySelector('path')).fill, told: one.textContent }))"""
# On each frame whether the wall is dark, the colour of a chart's line, and what pointing tells.
WATCH_FRAMES = """wall => {
  window.frames_seen = [];
  const look = () => {
    const line = getComputedStyle(wall.querySelector('.large .js-line')).stroke;
    const told = [...wall.querySelectorAll('.large .hovertext text')].map((one) => getComputedStyle(one).fill);
    window.frames_seen.push([wall.classList.contains('dark'), line, told.join()].join(' '));
    requestAnimationFrame(look);
  };
  look();
}"""
ENOUGH_FRAMES = "before => window.frames_seen.length > before + 30"

OpenStage = Callable[..., Page]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demo room, whose charts have targets, ranges, signals, intervals and fixes."""
    with demo_room(tmp_path_factory.mktemp("demo") / "room") as served:
        yield served


@pytest.fixture
def open_stage(browser: Browser, address: str) -> Iterator[OpenStage]:
    """Open the demo room's stage with fixes in a look, one panel of it large; scripts must not fail."""
    contexts = []
    errors: list[str] = []

    def open_at(look: str, panel: int = 5, **media: Any) -> Page:
        context = browser.new_context(viewport={"width": 1920, "height": 1080}, **media)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}?look={look}")
        page.locator(".wall:not(.waiting)").get_by_role("button", name=STAGE).click(timeout=60_000)
        expect(page.locator(".plot").first).to_be_attached(timeout=30_000)
        page.keyboard.press(str(panel))
        expect(page.locator(".panel.large .plot .js-line").first).to_be_visible(timeout=30_000)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert errors == []


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG 2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of `rgb(…)`."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def assert_contrasts(page: Page) -> set[str]:
    """Texts, lines and marks of each chart stand out from its ground, and from its band; which kinds there were."""
    found = set()
    for chart in page.locator(".panel.large .plot:has(.js-line)").all():
        ground = chart.evaluate(GROUND)
        drawn = chart.evaluate(DRAWN)
        bands = [one["colour"] for one in drawn if one["kind"] == "band"]
        found |= {one["kind"] for one in drawn}
        for one in drawn:
            if one["kind"] == "band":
                assert contrast(one["colour"], ground) >= LEAST_OF_A_BAND, one
                continue
            behind = [ground] if one["kind"] == "text" else [ground, *bands]
            least = CONTRAST_AA if one["kind"] == "text" else CONTRAST_SHAPES
            assert min(contrast(one["colour"], other) for other in behind) >= least, one
    return found


@pytest.mark.parametrize("look", ["light", "dark"])
def test_charts_reach_the_contrasts_of_aa_in_both_looks(open_stage: OpenStage, look: str) -> None:
    """Texts stand at 4.5 to 1, lines and marks at 3 to 1, also over the usual range, which is seen itself."""
    assert assert_contrasts(open_stage(look)) == {"text", "line", "mark", "band"}
    assert assert_contrasts(open_stage(look, panel=6)) == {"text", "line", "mark"}


@pytest.mark.parametrize("look", ["light", "dark"])
def test_what_pointing_tells_is_legible_in_both_looks(open_stage: OpenStage, look: str) -> None:
    """The words at a reading stand out from their ground, and the ground's edge from the chart."""
    page = open_stage(look)
    chart = point_at_the_first_chart(page)
    (told,) = chart.evaluate(HOVER)
    assert contrast(told["text"], told["ground"]) >= CONTRAST_AA
    assert contrast(told["edge"], chart.evaluate(GROUND)) >= CONTRAST_SHAPES


def point_at_the_first_chart(page: Page) -> Any:
    """The first chart of the panel, with its middle pointed at and told."""
    chart = page.locator(".panel.large .plot:has(.js-line)").first
    chart.locator(".nsewdrag").first.hover()
    expect(chart.locator(".hovertext")).to_have_count(1)
    return chart


def test_the_key_turns_charts_in_the_same_frame(open_stage: OpenStage) -> None:
    """Wall, charts and what pointing tells are of one look on every frame, and turned back it is all as before."""
    page = open_stage("light")
    chart = point_at_the_first_chart(page)
    light, hover = chart.evaluate(DRAWN), chart.evaluate(HOVER)
    page.locator(".wall").evaluate(WATCH_FRAMES)
    press_and_watch(page)
    expect(page.locator(".wall.dark")).to_be_visible()
    (turned,) = chart.evaluate(HOVER)
    assert (turned["told"], len(chart.evaluate(DRAWN))) == (hover[0]["told"], len(light))
    assert_contrasts(page)
    press_and_watch(page)
    assert (chart.evaluate(DRAWN), chart.evaluate(HOVER)) == (light, hover)
    assert len(set(page.evaluate("window.frames_seen"))) == 2


def press_and_watch(page: Page) -> None:
    """Change the look, and let some frames go by."""
    before = page.evaluate("window.frames_seen.length")
    page.keyboard.press("d")
    page.wait_for_function(ENOUGH_FRAMES, arg=before)


def test_charts_take_the_colours_that_the_reader_forces(open_stage: OpenStage) -> None:
    """In a forced palette texts, lines and marks are the reader's ink, the ground of a range the reader's paper."""
    page = open_stage("dark", forced_colors="active", color_scheme="dark")
    for chart in page.locator(".panel.large .plot:has(.js-line)").all():
        drawn = chart.evaluate(DRAWN)
        assert {one["colour"] for one in drawn if one["kind"] == "band"} <= {"rgb(0, 0, 0)"}
        assert {one["colour"] for one in drawn if one["kind"] != "band"} == {"rgb(255, 255, 255)"}
