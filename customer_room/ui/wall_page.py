"""The wall's page: the address says which period and which stage, the component draws them."""

import re

import streamlit as st

from customer_room.errors import RoomError
from customer_room.ui.current import current_room
from customer_room.ui.messages import show_error
from customer_room.ui.wall.component import WallPlace, show_wall
from customer_room.ui.wall_cache import draw_ahead, moment_of, settled, stage_at, wall_at
from customer_room.views.wall_period import PeriodChoice

_KEY = "wall"
_LOOK_AGAIN_S = 30
"""Seconds after which a wall nobody touches looks for new data and at the date."""
_PERIOD_PARAMETERS = ("period", "grain", "comparison")
_PAGE = re.compile("[0-9]{1,6}", re.ASCII)


@st.fragment(run_every=_LOOK_AGAIN_S)
def show_wall_page() -> None:
    """Draw the wall for the place in the address; a place chosen on it goes into the address."""
    try:
        room = current_room()
        moment = moment_of(room)
        view = wall_at(moment, room, _asked())
        stage = stage_at(moment, room, settled(view), *_asked_stage())
        draw_ahead(moment, room, view)
    except RoomError as error:
        show_error(error)
        return
    show_wall(view, stage, key=_KEY, on_place=_put_into_address, revision=moment.revision)


def _asked() -> PeriodChoice:
    values = {name: st.query_params.get(name, "") for name in _PERIOD_PARAMETERS}
    return PeriodChoice(**values)


def _asked_stage() -> tuple[str, int]:
    page = st.query_params.get("page", "")
    return st.query_params.get("stage", ""), int(page) if _PAGE.fullmatch(page) else 0


def _put_into_address(place: WallPlace) -> None:
    if place.period:
        for name in _PERIOD_PARAMETERS:
            st.query_params[name] = getattr(place, name)
    for name, value in (("stage", place.stage), ("page", str(place.page or "")), ("look", place.look)):
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
