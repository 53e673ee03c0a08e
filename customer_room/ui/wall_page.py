"""The wall's page: the address says which period, the component draws it."""

import streamlit as st

from customer_room.errors import RoomError
from customer_room.ui.current import current_room
from customer_room.ui.messages import show_error
from customer_room.ui.wall.component import WallEvent, show_wall
from customer_room.views.wall import build_wall
from customer_room.views.wall_period import PeriodChoice

_KEY = "wall"
_LOOK_AGAIN_S = 30
"""Seconds after which a wall nobody touches looks for new data and at the date."""
_PARAMETERS = ("period", "grain", "comparison")


@st.fragment(run_every=_LOOK_AGAIN_S)
def show_wall_page() -> None:
    """Draw the wall for the period in the address; a choice made on it goes into the address."""
    try:
        view = build_wall(current_room(), _asked())
    except RoomError as error:
        show_error(error)
        return
    event = show_wall(view, key=_KEY)
    if event is not None:
        _put_into_address(event)
        st.rerun(scope="fragment")


def _asked() -> PeriodChoice:
    values = {name: st.query_params.get(name, "") for name in _PARAMETERS}
    return PeriodChoice(**values)


def _put_into_address(event: WallEvent) -> None:
    for name in _PARAMETERS:
        st.query_params[name] = getattr(event, name)
