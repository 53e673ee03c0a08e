"""Errors of ours on a page: what happened and what to do, as plain text."""

import streamlit as st

from customer_room.errors import RoomError


def show_error(error: RoomError) -> None:
    """Show an error without any markup of its texts."""
    st.header("This page cannot be shown")
    for text in (error.title, error.what, f"What to do: {error.fix}"):
        st.text(text)
