"""The wall's page: mounts the wall at the place in the address; from then on the wall asks for itself."""

import streamlit as st

from customer_room.errors import RoomError
from customer_room.ui.current import current_room
from customer_room.ui.messages import show_error
from customer_room.ui.wall.component import show_wall
from customer_room.ui.wall_message import Shown
from customer_room.ui.wall_place import place_of
from customer_room.ui.wall_source import LIVE_PATH, RoomWalls

_KEY = "wall"
_TRY_AGAIN_S = 10


def show_wall_page() -> None:
    """Draw the wall for the place in the address, or say why there is none, until there is."""
    try:
        shown = _shown()
    except RoomError:
        _wait_for_the_room()
        return
    show_wall(shown, key=_KEY, line=LIVE_PATH)


def _shown() -> Shown:
    return RoomWalls(current_room()).shown(place_of(st.query_params))


@st.fragment(run_every=_TRY_AGAIN_S)
def _wait_for_the_room() -> None:
    try:
        _shown()
    except RoomError as error:
        show_error(error)
        return
    st.rerun()
