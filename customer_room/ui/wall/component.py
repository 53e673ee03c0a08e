"""Mounts the wall. Python owns what it shows; the scripts beside this file only draw it."""

from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

from customer_room.views.wall_view import WallView

_FOLDER = Path(__file__).parent
_PAGE_STYLE = _FOLDER / "page.css"
_STYLES = ("wall.css", "stage.css", "evidence.css", "forced.css")
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
    "fit.js",
    "wall.js",
)


@dataclass(frozen=True, slots=True)
class WallEvent:
    """What was chosen on the wall, as the keys of the view's selectors; empty where the view has no such selector.

    A changed `grain` comes with the period of the old grain: the page decides which period of the new one holds it.
    """

    grain: str
    period: str
    comparison: str


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in names)


_mount = st.components.v2.component(
    "customer-room.wall",
    html=(_FOLDER / "wall.html").read_text(encoding="utf-8"),
    css=_joined(_STYLES),
    js=_joined(_SCRIPTS),
)


def _keep_event() -> None:
    """Streamlit hands a trigger back only where a callback is named for it."""


def _event(choice: object) -> WallEvent | None:
    match choice:
        case {"grain": str(grain), "period": str(period), "comparison": str(comparison)}:
            return WallEvent(grain, period, comparison)
        case _:
            return None


def show_wall(view: WallView, *, key: str) -> WallEvent | None:
    """Fill the window with the wall, and return what was just chosen on it, or None.

    The typeface is fetched from `/assets/fonts/`, pictures and clips from the `/files/` addresses of the view.
    """
    st.html(_PAGE_STYLE)
    result = _mount(key=key, data=asdict(view), on_choose_change=_keep_event)
    return _event(result.get("choose"))
