"""`python -m tests.e2e.wall_server PORT`: serve the sample walls."""

import sys
from pathlib import Path

import streamlit as st
import uvicorn
from streamlit import config

from customer_room.server.live import live_routes
from tests.e2e.sample_walls import SampleWalls, line_of
from tests.e2e.wall_samples import SAMPLES

PAGE = Path(__file__).with_name("wall_app.py")


def main(port: int) -> None:
    """Serve until a signal ends it."""
    options = {"server.port": port, "server.fileWatcherType": "none", "server.headless": True}
    config.get_config_options(force_reparse=True, options_from_flags=options)
    routes = [route for name in SAMPLES for route in live_routes(SampleWalls(name), path=line_of(name))]
    uvicorn.run(st.App(PAGE, routes=routes), port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]))
