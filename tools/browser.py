"""Find the Chromium that the browser tests and the screenshots drive; `python -m tools.browser` also installs one.

Looked for in this order: the program that CUSTOMER_ROOM_CHROMIUM names (and then no other), chromium,
chromium-browser, google-chrome and google-chrome-stable on the PATH, Chrome's place on a Mac, Playwright's download.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

CHROMIUM_VARIABLE = "CUSTOMER_ROOM_CHROMIUM"
PROGRAM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk", "fonts-noto-color-emoji")
VERSION_SECONDS = 60
INSTALL_SECONDS = 600
QUIET_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
)


def chromium_flags() -> list[str]:
    """The arguments to start Chromium with: no traffic of its own, and no sandbox for root, whom it refuses one."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*QUIET_FLAGS, "--no-sandbox"] if is_root else list(QUIET_FLAGS)


def find_chromium() -> Path | None:
    """The first Chromium that answers when asked its version, or None."""
    named = os.environ.get(CHROMIUM_VARIABLE)
    if named:
        return next((path for path in _on_path(named) if _answers(path)), None)
    return next((path for path in _candidates() if _answers(path)), None)


def how_to_get_one() -> str:
    """One sentence that says how to make the browser tests run."""
    named = os.environ.get(CHROMIUM_VARIABLE)
    if named:
        return f"{CHROMIUM_VARIABLE} is “{named}”, which does not answer as Chromium: correct it or unset it."
    return f"Install Chromium or Chrome, or name one in {CHROMIUM_VARIABLE}; `make browser` tries to install one."


def install_chromium() -> Path | None:
    """Install a browser where this machine allows it, and return it; None when every way is closed."""
    unattended = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in _install_commands():
        print("Trying:", " ".join(command), flush=True)
        try:
            subprocess.run(command, check=True, env=unattended, timeout=INSTALL_SECONDS, stdin=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError) as error:
            print(f"  did not work: {error}", flush=True)
        if chromium := find_chromium():
            return chromium
    return None


def main() -> int:
    """Print the browser's path, after installing one if none is found; 1 when none is to be had."""
    chromium = find_chromium()
    if chromium is None and not os.environ.get(CHROMIUM_VARIABLE):
        chromium = install_chromium()
    if chromium is None:
        print(f"No browser: the browser tests will not run. {how_to_get_one()}", file=sys.stderr)
        return 1
    print(f"Browser tests drive {chromium}")
    return 0


def _on_path(program: str) -> Iterator[Path]:
    if found := shutil.which(program):
        yield Path(found)


def _candidates() -> Iterator[Path]:
    for name in PROGRAM_NAMES:
        yield from _on_path(name)
    if MAC_CHROME.exists():
        yield MAC_CHROME
    try:
        with sync_playwright() as playwright:
            downloaded = Path(playwright.chromium.executable_path)
    except PlaywrightError:
        return
    if downloaded.exists():
        yield downloaded


def _answers(program: Path) -> bool:
    """Whether the program runs at all: some systems ship a placeholder, or lack the libraries."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, timeout=VERSION_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.returncode == 0


def _install_commands() -> Iterator[list[str]]:
    yield [sys.executable, "-m", "playwright", "install", "chromium"]
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        yield [apt, "update", "-q"]
        yield [apt, "install", "-y", "-q", "--no-install-recommends", *DEBIAN_PACKAGES]


if __name__ == "__main__":
    sys.exit(main())
