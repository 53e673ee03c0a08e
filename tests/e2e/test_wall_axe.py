"""axe-core finds nothing on the wall that shuts people out."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import wait_for_pictures

# What is found inside the wall's own component; the page around it is Streamlit's.
RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] });
  const ours = (one) => one.nodes.filter((node) => node.target.flat().length > 1);
  return found.violations
    .map((one) => ({ rule: one.id, help: one.help, nodes: ours(one).map((node) => node.html.slice(0, 160)) }))
    .filter((one) => one.nodes.length);
}"""


def on_the_wall(page: Page) -> None:
    """Nothing is pressed."""
    expect(page.locator(".stage").first).to_be_visible()


def with_a_call(page: Page) -> None:
    """A call is playing."""
    page.get_by_role("button", name="Where is my money?").first.click()
    expect(page.get_by_role("region", name="What is being said")).to_be_visible()


def in_a_stage(page: Page) -> None:
    """A stage's page is open and whole."""
    page.keyboard.press("PageDown")
    expect(page.get_by_text("Complaint 1 in my own words.")).to_be_visible()
    wait_for_pictures(page.locator(".deep"))


def with_an_artifact(page: Page) -> None:
    """An artifact is held up."""
    page.get_by_role("button", name="Returns form").click()
    expect(page.get_by_role("dialog", name="Returns form")).to_be_visible()
    wait_for_pictures(page.locator(".print"))


def with_the_keys(page: Page) -> None:
    """The keys are shown."""
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def blank(page: Page) -> None:
    """The screen is blank."""
    page.keyboard.press("b")
    expect(page.locator(".blank")).to_be_visible()


@pytest.mark.parametrize("act", [on_the_wall, with_a_call, in_a_stage, with_an_artifact, with_the_keys, blank])
@pytest.mark.parametrize(
    ("query", "width", "height"),
    [("outdoor", 1920, 1080), ("outdoor&look=dark&rotation=60", 1920, 1080), ("outdoor", 480, 300)],
)
def test_axe_finds_no_violation(
    open_wall: OpenWall, axe_script: str, act: Callable[[Page], None], query: str, width: int, height: int
) -> None:
    """Light, dark and narrow; with a call, a stage, an artifact, the keys, and blank: no rule is broken."""
    page = open_wall(query, width, height)
    act(page)
    page.evaluate(axe_script)
    broken: list[dict[str, Any]] = page.evaluate(RUN)
    assert broken == []
