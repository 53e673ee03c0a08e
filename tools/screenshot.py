"""Take the README's pictures of the wall anew: `python -m tools.screenshot`.

The demo room is made in a folder of its own, served by the real command and photographed in a real Chromium on a
screen of 3840 by 2160, so the pictures are what users see. Halved and reduced to 256 colors they stay small.
"""

import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tools.browser import chromium_flags, find_chromium, how_to_get_one

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "images"
STAGE_IN_PICTURE = 4
SCREEN = (3840, 2160)
SHOWN = (1920, 1080)
COLORS = 256
PASSES = 2  # without them a color of a few pixels, such as a team's status, turns gray
START_SECONDS = 120
STOP_SECONDS = 20
DRAW_MILLISECONDS = 60_000
_ADDRESS = re.compile(r"http://\S+")
_IS_DRAWN = """() => {
  const shadows = [...document.querySelectorAll('*')].map(one => one.shadowRoot).filter(Boolean);
  const wall = [document, ...shadows].map(root => root.querySelector('.wall')).find(Boolean);
  const images = wall ? [...wall.querySelectorAll('img.sheet')] : [];
  return Boolean(wall) && !wall.classList.contains('waiting') && images.length > 0
    && images.every(one => one.complete && one.naturalWidth > 0);
}"""


@contextmanager
def demo_room(folder: Path) -> Iterator[str]:
    """The address of a demo room made in `folder` and served until the end of the block.

    Raises:
        RuntimeError: it ended, or took too long, without an address.
    """
    command = [sys.executable, "-m", "customer_room", "demo", "--no-open", "--port", "0", "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        guard = threading.Timer(START_SECONDS, server.kill)
        guard.start()
        try:
            yield _printed_address(server, guard)
        finally:
            guard.cancel()
            server.terminate()
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def _printed_address(server: "subprocess.Popen[str]", guard: threading.Timer) -> str:
    for line in server.stdout or ():
        if address := _ADDRESS.search(line):
            guard.cancel()
            return address.group()
    raise RuntimeError("the demo room ended, or took too long, without an address")


def photograph(address: str, chromium: Path) -> dict[str, Image.Image]:
    """The wall and one of its stages on the large screen, once their fonts, pictures and charts are there."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=chromium_flags())
        page = browser.new_page(viewport={"width": SCREEN[0], "height": SCREEN[1]})
        page.goto(address)
        page.wait_for_function(_IS_DRAWN, timeout=DRAW_MILLISECONDS)
        shots = {"wall": page.screenshot()}
        for _ in range(STAGE_IN_PICTURE):
            page.keyboard.press("PageDown")
        page.locator(".deep .plot .main-svg").first.wait_for(timeout=DRAW_MILLISECONDS)
        page.locator(".deep .quote").first.wait_for(timeout=DRAW_MILLISECONDS)
        page.wait_for_load_state("networkidle")
        shots["stage"] = page.screenshot()
        browser.close()
    return {name: Image.open(BytesIO(shot)).convert("RGB") for name, shot in shots.items()}


def main() -> int:
    """Write the pictures, and say where; 1 without a browser."""
    chromium = find_chromium()
    if chromium is None:
        print(f"No browser. {how_to_get_one()}", file=sys.stderr)
        return 1
    with (
        tempfile.TemporaryDirectory(prefix="customer-room-screenshot-") as temporary,
        demo_room(Path(temporary) / "room") as address,
    ):
        pictures = photograph(address, chromium)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures.items():
        path = PICTURES / f"{name}.png"
        picture.resize(SHOWN, Image.Resampling.LANCZOS).quantize(COLORS, kmeans=PASSES).save(path, optimize=True)
        print(f"{path}: {path.stat().st_size / 1000:,.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
