"""The wall's page, run through the entry script."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from customer_room.ui.current import set_current_room
from tests.rooms import FEEDBACK_HEADER, bring, complaints, small_room

ENTRY = Path(__file__).resolve().parents[2] / "customer_room" / "app.py"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room with complaints in two quarters, open for the pages."""
    with small_room(tmp_path / "room") as room:
        text = complaints("2026-05-10", "late", 3, "a") + complaints("2026-08-10", "late", 5, "b")
        bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + text)
        set_current_room(room)
        st.cache_data.clear()
        st.cache_resource.clear()
        yield room
        set_current_room(None)


def wall_data(app: AppTest) -> dict[str, Any]:
    """What the page handed to the wall's component."""
    components = [element for element in app.main if element.type == "bidi_component"]
    assert len(components) == 1
    proto = components[0].proto
    wall: dict[str, Any] = json.loads(json.loads(proto.json)["first"])["wall"]
    return wall


def run(**address: str) -> AppTest:
    """The entry script, opened with the address's parameters."""
    app = AppTest.from_file(str(ENTRY), default_timeout=30)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def test_the_first_page_is_the_wall_of_the_last_whole_quarter(room: Room) -> None:
    """Opening the room shows its stages for the last quarter that is over and has data."""
    app = run()
    assert not app.exception
    data = wall_data(app)
    assert data["period"]["label"] == "Q3 2026"
    assert [stage["name"] for stage in data["stages"]] == ["I order", "I wait"]


def test_the_address_chooses_the_period(room: Room) -> None:
    """A deep link opens the quarter it names."""
    data = wall_data(run(period="2026-Q2"))
    assert data["period"]["label"] == "Q2 2026"
    assert data["stages"][1]["complaints"]["rows"][0]["count"] == "3"


@pytest.mark.parametrize("wish", ["<script>alert(1)</script>", "9999-Q9", "%00", "x" * 60_000])
def test_an_address_that_means_nothing_shows_the_default(room: Room, wish: str) -> None:
    """Whatever stands in the address, the wall comes up."""
    app = run(period=wish, grain=wish, comparison=wish)
    assert not app.exception
    assert wall_data(app)["period"]["label"] == "Q3 2026"


def test_without_a_room_the_page_says_what_to_do() -> None:
    """Pages started by hand name the command that opens a room, and show no traceback."""
    set_current_room(None)
    app = run()
    assert not app.exception
    assert any("customer-room serve FOLDER" in text.value for text in app.text)
