"""Mounts the wall. Python owns what it shows; the scripts beside this file only draw it."""

from pathlib import Path

import streamlit as st

from customer_room.ui.wall_message import Shown, message

_FOLDER = Path(__file__).parent
_PAGE_STYLE = _FOLDER / "page.css"
_STYLES = (
    "wall.css",
    "stage.css",
    "evidence.css",
    "stage_page.css",
    "panels.css",
    "look.css",
    "operation.css",
    "narrow.css",
    "forced.css",
)
# One module in the browser: each script may use what an earlier one declares.
_SCRIPTS = (
    "dom.js",
    "icons.js",
    "fonts.js",
    "bars.js",
    "stage.js",
    "numbers.js",
    "evidence.js",
    "voice.js",
    "lightbox.js",
    "plot.js",
    "panels.js",
    "stage_page.js",
    "fit.js",
    "place.js",
    "line.js",
    "look.js",
    "kiosk.js",
    "overlays.js",
    "walk.js",
    "rotation.js",
    "keys.js",
    "operation.js",
    "wall.js",
)


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in names)


_mount = st.components.v2.component(
    "customer-room.wall",
    html=(_FOLDER / "wall.html").read_text(encoding="utf-8"),
    css=_joined(_STYLES),
    js=_joined(_SCRIPTS),
)


def show_wall(shown: Shown, *, key: str, line: str) -> None:
    """Fill the window with the wall.

    The typeface is fetched from `/assets/fonts/`, pictures and clips from the `/files/` addresses of the view.

    Args:
        shown: What it shows first.
        key: The component's key in the session.
        line: The path of the WebSocket at which it asks for all that it shows later.
    """
    st.html(_PAGE_STYLE)
    _mount(key=key, data={"first": message(shown), "line": line})
