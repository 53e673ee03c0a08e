"""Texts of customers cannot run anything on the wall, nor reach out from it."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWall
from tests.e2e.looking import wait_for_pictures


def test_nothing_runs_and_nothing_is_fetched_from_elsewhere(open_wall: OpenWall, wall_url: str) -> None:
    """Scripts, links and pictures in texts and addresses stay text: no code, no dialog, no request to another host."""
    hosts: set[str] = set()
    dialogs: list[str] = []

    def watch(page: Page) -> None:
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.on("dialog", lambda dialog: dialogs.append(dialog.message))

    page = open_wall("hostile", 1920, 1080, watch)
    page.locator(".clip button").first.click()
    expect(page.locator(".voice-title")).to_be_visible()
    page.locator(".artifact button").first.click()
    expect(page.get_by_role("dialog").get_by_text("File is missing")).to_be_visible()
    wait_for_pictures(page.locator(".wall"))
    assert page.evaluate("window.__xss") is None
    assert dialogs == []
    assert hosts - {""} == {urlsplit(wall_url).netloc}


def test_markup_in_texts_is_shown_as_it_was_written(open_wall: OpenWall) -> None:
    """A script tag in a stage's name is its name, and makes no element."""
    page = open_wall("hostile", 1920, 1080)
    expect(page.locator(".name").first).to_have_text("<script>window.__xss = 1</script>")
    expect(page.locator(".wall").locator("script, iframe, object, a")).to_have_count(0)


def test_only_addresses_of_our_file_route_become_pictures(open_wall: OpenWall) -> None:
    """A picture's address of another host, or with a script scheme, shows as a missing file."""
    page = open_wall("hostile", 1920, 1080)
    expect(page.locator(".artifact").first.get_by_text("File is missing")).to_be_visible()
    sources = page.locator(".wall img").evaluate_all("all => all.map(one => one.getAttribute('src'))")
    assert all(source.startswith("/files/") for source in sources)
