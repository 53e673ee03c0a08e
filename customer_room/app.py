"""The Streamlit entry: the menu over the pages."""

import streamlit as st

from customer_room.operations.bundle import bundle_root

st.set_page_config(page_title="Customer Room", layout="wide", initial_sidebar_state="collapsed")

_WALL = st.Page(bundle_root() / "pages" / "wall.py", title="Wall", default=True)

st.navigation([_WALL], position="hidden").run()
