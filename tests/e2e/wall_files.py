"""Answers for `/files/` and `/assets/` at the edge of the browser's network: pictures, sound, the real fonts."""

import io
import math
import wave
from functools import cache
from importlib import resources
from pathlib import Path

from playwright.sync_api import Page, Route

ASSETS = Path(__file__).resolve().parents[2] / "customer_room" / "ui" / "static"
PLOTLY = Path(str(resources.files("plotly") / "package_data" / "plotly.min.js"))
SOUND_RATE_HZ = 8000
# Longer than any test takes.
CALL_SECONDS = 120
# For tests that hear a call to its end.
SHORT_CALL_SECONDS = 8


def sheet(code: str) -> str:
    """A believable printed sheet as SVG: letterhead, lines of text, a table, a stamp."""
    seed = sum(map(ord, code))
    width, height = ((600, 800), (800, 560), (420, 820), (600, 800))[seed % 4]
    paper = ("#fffef9", "#fbf3df", "#f3f6f4", "#ffffff")[seed // 3 % 4]
    title = code.removesuffix("-large").replace("-", " ").title()
    lines = "".join(
        f'<rect x="40" y="{190 + at * 26}" width="{(width - 80) * (0.6 + 0.4 * ((seed + at * 37) % 10) / 10):.0f}"'
        ' height="9" fill="#8b857a"/>'
        for at in range(max(0, (height - 330) // 26))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="{paper}"/>'
        f'<rect x="0" y="0" width="{width}" height="92" fill="#2f4a3c"/>'
        '<path d="M40 70 L70 26 L88 50 L100 36 L124 70 Z" fill="#f4d35e"/>'
        '<text x="142" y="62" font-family="sans-serif" font-weight="700" font-size="30" fill="#fff">KETTLEFELL</text>'
        f'<text x="40" y="158" font-family="serif" font-size="44" fill="#1c1915">{title}</text>{lines}'
        f'<rect x="40" y="{height - 110}" width="{width - 80}" height="70" fill="none" stroke="#1c1915"/>'
        "</svg>"
    )


@cache
def tone(seconds: int, pitch_hz: int = 220) -> bytes:
    """A WAV file with one quiet tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(SOUND_RATE_HZ)
        waves = (math.sin(2 * math.pi * pitch_hz * at / SOUND_RATE_HZ) for at in range(SOUND_RATE_HZ))
        sound.writeframes(bytes(round(128 + 12 * height) for height in waves) * seconds)
    return out.getvalue()


def serve_files(page: Page) -> None:
    """Answer the page's requests for files with drawn sheets and tones, and for assets with the real ones."""

    def answer_file(route: Route) -> None:
        code = route.request.url.rsplit("/", 1)[-1]
        if code.startswith("gone"):
            route.fulfill(status=404)
        elif code.startswith("call-"):
            _answer_call(route, CALL_SECONDS)
        else:
            route.fulfill(body=sheet(code), content_type="image/svg+xml")

    def answer_asset(route: Route) -> None:
        if route.request.url.endswith("/plotly.js"):
            route.fulfill(path=PLOTLY, content_type="text/javascript")
            return
        route.fulfill(path=ASSETS / route.request.url.split("/assets/", 1)[1], content_type="font/woff2")

    page.route("**/files/**", answer_file)
    page.route("**/assets/**", answer_asset)


def serve_short_calls(page: Page) -> None:
    """Answer the page's requests for calls with such that end soon."""
    page.route("**/files/call-*", lambda route: _answer_call(route, SHORT_CALL_SECONDS))


def _answer_call(route: Route, seconds: int) -> None:
    route.fulfill(body=tone(seconds), content_type="audio/wav", headers={"Accept-Ranges": "bytes"})
