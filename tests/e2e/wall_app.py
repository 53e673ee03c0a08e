"""The smallest page that shows a wall: the sample and the choices come from the address."""

import time

import streamlit as st

from customer_room.ui.wall import WallPlace, show_wall
from tests.e2e.stage_samples import stage_detail
from tests.e2e.wall_samples import SAMPLES, chosen

st.set_page_config(page_title="Wall", layout="wide")


@st.fragment
def wall_fragment() -> None:
    """Show the sample, and put what is chosen on it into the address."""
    sample = st.query_params.get("sample", "outdoor")
    if sample == "leaving" and "period" in st.query_params:
        st.text("There is no wall here.")
        return
    view = SAMPLES["outdoor" if sample == "leaving" else sample]()
    stage = stage_detail(view, st.query_params.get("stage", ""), int(st.query_params.get("page", "0")))
    if stage is not None:
        time.sleep(float(st.query_params.get("slow", "0")))
    show_wall(chosen(view, dict(st.query_params)), stage, key="wall", on_place=put_into_address)


def put_into_address(place: WallPlace) -> None:
    """Keep what was chosen in the address."""
    if place.period:
        st.query_params.update({"grain": place.grain, "period": place.period, "comparison": place.comparison})
    st.query_params.update({"stage": place.stage, "page": str(place.page), "look": place.look})


wall_fragment()
