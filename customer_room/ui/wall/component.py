"""Mounts the wall. Python owns what it shows; the scripts beside this file only draw it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from customer_room.ui.wall_cache import plain
from customer_room.views.stage_view import StageView
from customer_room.views.wall_view import WallView

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
    "live.js",
    "look.js",
    "kiosk.js",
    "overlays.js",
    "walk.js",
    "rotation.js",
    "keys.js",
    "operation.js",
    "wall.js",
)


@dataclass(frozen=True, slots=True)
class WallPlace:
    """Where the wall stands: the keys of its selectors, the id of the open stage, and the page of its complaints.

    The selectors' keys are empty where nobody has chosen on them, `stage` when none is open, `look` where this screen
    has none of its own. A changed `grain` comes with the period of the old grain: the page decides which period of the
    new one holds it.
    """

    grain: str
    period: str
    comparison: str
    stage: str
    page: int
    look: str


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in names)


_mount = st.components.v2.component(
    "customer-room.wall",
    html=(_FOLDER / "wall.html").read_text(encoding="utf-8"),
    css=_joined(_STYLES),
    js=_joined(_SCRIPTS),
)


def _place(chosen: object) -> WallPlace | None:
    """What the browser sent, if it is what the wall sends."""
    match chosen:
        case {
            "grain": str(grain),
            "period": str(period),
            "comparison": str(comparison),
            "stage": str(stage),
            "page": int(page),
            "look": str(look),
        }:
            return WallPlace(grain, period, comparison, stage, page, look)
        case _:
            return None


def _draw_again() -> None:
    """The room has changed: the run that follows this says how."""


def show_wall(
    view: WallView,
    stage: StageView | None = None,
    *,
    key: str,
    on_place: Callable[[WallPlace], None],
    revision: int | None = None,
) -> None:
    """Fill the window with the wall.

    The typeface is fetched from `/assets/fonts/`, pictures and clips from the `/files/` addresses of the view.

    Args:
        view: The wall.
        stage: What the page of the open stage adds to its column; None when none is open.
        key: The component's key in the session.
        on_place: Called before the run that draws it, whenever another place was chosen on the wall.
        revision: The store's, as the view shows it; the wall then asks for the next. None: it never changes.
    """

    def tell() -> None:
        place = _place(st.session_state[key].get("choose"))
        if place is not None:
            on_place(place)

    st.html(_PAGE_STYLE)
    data = {"wall": plain(view), "stage": stage and plain(stage), "revision": revision}
    _mount(key=key, data=data, on_choose_change=tell, on_changed_change=_draw_again)
