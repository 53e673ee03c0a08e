"""The smallest page that shows a wall: the sample comes from the address."""

import streamlit as st

from customer_room.ui.wall import show_wall
from customer_room.ui.wall_place import place_of
from tests.e2e.sample_walls import SampleWalls, line_of

st.set_page_config(page_title="Wall", layout="wide")

name = st.query_params.get("sample", "outdoor")
if name == "none":
    st.text("There is no wall here.")
else:
    show_wall(SampleWalls(name).shown(place_of(st.query_params)), key="wall", line=line_of(name))
