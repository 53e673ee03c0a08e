"""The wall is read from four metres and from one and a half, and by eyes that see little contrast or colour."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import expect_holds, wait_for_pictures

GLANCE_CAP_PX = 43
DETAIL_CAP_PX = 16
CONTRAST_AA = 4.5
CONTRAST_SHAPES = 3
FEWEST_TEXTS = 200
FEWEST_SHAPES = 50

FORCED_INK = "rgb(255, 255, 255)"
FORCED_PAPER = "rgb(0, 0, 0)"
FORCED_PARTS = {
    ".spark polyline": "stroke",
    ".spark .last": "stroke",
    ".spark .target": "stroke",
    ".track .rail": "stroke",
    ".track .point": "stroke",
    ".bar i": "backgroundColor",
    ".health-word .solid": "fill",
    ".health-word .mark": "stroke",
    ".level-letting_down .team-status .mark": "stroke",
}
USED_PAINTS = "(all, paint) => all.map(one => getComputedStyle(one)[paint])"

CAP_HEIGHTS = """wall => {
  const ruler = document.createElement('canvas').getContext('2d');
  const glance = '.open-stage, .health-word .t, .number.glance, .team-status .t, .voice-line, .voice-time';
  return [...wall.querySelectorAll('.t, select')].filter((node) => node.getClientRects().length && node.textContent)
    .filter((node) => !node.matches('option'))
    .map((node) => {
      const style = getComputedStyle(node);
      ruler.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const cap = ruler.measureText('H').actualBoundingBoxAscent;
      return { cap, glance: node.matches(glance), text: `${node.className} ${node.textContent.slice(0, 40)}` };
    });
}"""

CONTRASTS = """wall => {
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = color;
    pixel.fillRect(0, 0, 1, 1);
    return [...pixel.getImageData(0, 0, 1, 1).data];
  };
  const light = ([red, green, blue]) => [red, green, blue]
    .map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255, 255];
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  return [...wall.querySelectorAll('.t, select, .icon')].filter((node) => node.getClientRects().length)
    .filter((node) => !node.matches('option') && getComputedStyle(node).visibility === 'visible')
    .map((node) => ({
      ratio: ratio(rgba(getComputedStyle(node).color), behind(node)), shape: node.matches('.icon'),
      text: `${node.getAttribute('class')} ${node.textContent.slice(0, 40)}`,
    }));
}"""


def play_a_call(page: Page) -> None:
    """Have a call heard, its first line at the foot, and wait until the whole wall is drawn."""
    page.get_by_role("button", name="Where is my money?").first.click()
    expect(page.locator(".voice-line")).not_to_be_empty()
    wait_for_pictures(page.locator(".wall"))


def test_glance_and_detail_have_their_least_cap_heights_on_a_4k_wall(open_wall: OpenWall) -> None:
    """Names, health, numbers and team states are 43 px high at least, every other letter 16 px."""
    page = open_wall("nine")
    play_a_call(page)
    measured = page.locator(".wall").evaluate(CAP_HEIGHTS)
    assert len([one for one in measured if one["glance"]]) > 30
    for one in measured:
        assert one["cap"] >= (GLANCE_CAP_PX if one["glance"] else DETAIL_CAP_PX), one


def test_the_wall_is_set_in_its_own_typeface(open_wall: OpenWall) -> None:
    """Both widths of the wall's typeface arrive from the assets folder."""
    page = open_wall("outdoor")
    for family in ("Wall Glance", "Wall Detail"):
        page.wait_for_function(
            "family => [...document.fonts].some(one => one.status === 'loaded' && one.family.includes(family))",
            arg=family,
        )


def test_texts_have_the_contrast_of_aa_and_shapes_that_of_graphics(open_wall: OpenWall) -> None:
    """Every text stands at 4.5 to 1 from what is behind it, every icon at 3 to 1, also while a clip plays."""
    page = open_wall("bare")
    play_a_call(page)
    measured = page.locator(".wall").evaluate(CONTRASTS)
    shapes = [one for one in measured if one["shape"]]
    assert len(shapes) > FEWEST_SHAPES
    assert len(measured) - len(shapes) > FEWEST_TEXTS
    for one in measured:
        assert one["ratio"] >= (CONTRAST_SHAPES if one["shape"] else CONTRAST_AA), one


def expect_paint(page: Page, part: str, paint: str) -> None:
    """Every such part is drawn in the one colour that a forced palette leaves it."""
    wanted = {FORCED_PAPER if part.endswith(".mark") else FORCED_INK}
    expect_holds(
        lambda: (part, page.locator(part).evaluate_all(USED_PAINTS, paint)), lambda seen: set(seen[1]) == wanted
    )


def test_shapes_stay_visible_in_colours_the_reader_forces(open_wall: OpenWall) -> None:
    """In a dark forced palette drawn lines stand out from the sheet, marks from their shapes, and bars from both."""
    page = open_wall("outdoor", before=lambda page: page.emulate_media(forced_colors="active", color_scheme="dark"))
    for part, paint in FORCED_PARTS.items():
        expect_paint(page, part, paint)


def test_health_is_said_by_shape_and_word_as_well_as_by_colour(open_wall: OpenWall) -> None:
    """Each level of health and each state of a team has a shape of its own, and its word beside it."""
    page = open_wall("bare")
    shapes = page.locator(".health-word, .team-status").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.textContent, one.querySelector('svg').innerHTML]))"
    )
    assert set(shapes) >= {"Letting down", "Watch", "Keeps promise", "Not judged", "Broken", "Differentiating"}
    alike = {"Keeps promise", "Reliable"}
    assert len({shape for word, shape in shapes.items() if word not in alike}) == len(set(shapes) - alike)


def test_the_demo_mark_stays_in_sight(open_wall: OpenWall) -> None:
    """Demo data is called so on the wall, while a clip plays, and beside an artifact held up."""
    page = open_wall("outdoor")
    page.get_by_role("button", name="Where is my money?").click()
    expect(page.locator(".head .demo")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Returns form").click()
    expect(page.get_by_role("dialog").get_by_text("Demo data")).to_be_in_viewport(ratio=1)
