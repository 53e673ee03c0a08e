"""What every test may ask for: a browser, the folder of real files, axe-core; and a loud word about what lacked."""

import os
from collections.abc import Generator
from importlib import resources
from pathlib import Path

import pytest

from tools.browser import find_chromium, how_to_get_one

CHECKOUT = Path(__file__).resolve().parent.parent
REAL_VARIABLE = "CUSTOMER_ROOM_REAL"
REQUIRE_VARIABLE = "CUSTOMER_ROOM_REQUIRE_BROWSER"
MARKER_OF_FIXTURE = {"chromium_path": "browser", "real_files": "real"}


def browser_is_required() -> bool:
    """Whether a browser test that does not run counts as a failure, as in continuous integration."""
    return os.environ.get(REQUIRE_VARIABLE, "") not in ("", "0")


def real_folder() -> Path:
    """Where the folder of real files is looked for: the variable's, else `shared/real` beside the checkout."""
    return Path(os.environ.get(REAL_VARIABLE) or CHECKOUT.parent / "shared" / "real")


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium to start, with `tools.browser.chromium_flags()`; the test is skipped where there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip(f"no browser. {how_to_get_one()}")
    return path


@pytest.fixture(scope="session")
def real_files() -> Path:
    """The folder of real files (`data`, `audio`, `media`); the test is skipped where it is absent."""
    folder = real_folder()
    if not folder.is_dir():
        pytest.skip(f"the real files are not at {folder}; name their folder in {REAL_VARIABLE}")
    return folder


@pytest.fixture(scope="session")
def axe_script() -> str:
    """axe-core, which looks for what shuts people out, as the package that drives it carries it."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it asks for, so that `-m "not browser"` and the counts below miss none."""
    for item in items:
        for fixture, marker in MARKER_OF_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped browser test into a failure where a browser is required."""
    report = yield
    expected_to_fail = hasattr(report, "wasxfail")
    if report.skipped and not expected_to_fail and item.get_closest_marker("browser") and browser_is_required():
        report.outcome = "failed"
        report.longrepr = f"{REQUIRE_VARIABLE} is set, and this browser test did not run: {_reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, so that nobody overlooks it, how many tests lacked what they need, and the cure."""
    skipped = terminalreporter.getreports("skipped")
    without_browser = [report for report in skipped if "browser" in report.keywords]
    without_files = [report for report in skipped if "real" in report.keywords]
    if without_browser:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(f"Browser tests that did not run: {len(without_browser)}. {how_to_get_one()}", red=True)
    if without_files:
        terminalreporter.section("TESTS ON REAL FILES DID NOT RUN", sep="!", yellow=True, bold=True)
        terminalreporter.line(
            f"Tests on real files that did not run: {len(without_files)}. There are no files at {real_folder()}. "
            f"Name their folder in {REAL_VARIABLE}.",
            yellow=True,
        )


def _reason(report: pytest.TestReport) -> str:
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
