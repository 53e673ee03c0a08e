"""Streamlit's options, set in code: it would look for them in the working directory, where a served room has none."""

import contextlib

from streamlit import config

from customer_room.operations.bundle import bundle_root
from customer_room.server.address import Listener

FIXED_OPTIONS = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "logger.enableRich": False,
    "logger.level": "error",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.baseUrlPath": "",
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": 1,
    "server.runOnSave": False,
}
"""What every served room has; a megabyte is more than any upload of Streamlit's own, which no page uses."""


def set_streamlit_options(listener: Listener) -> None:
    """Set every option that matters; the theme comes from the file beside the pages, not from the working directory.

    Raises:
        RoomError: the installation is incomplete.
    """
    where = {
        "browser.serverAddress": listener.address,
        "browser.serverPort": listener.port,
        "server.address": listener.address,
        "server.allowedHosts": sorted({"127.0.0.1", "::1", "localhost", listener.address}),
        "server.port": listener.port,
    }
    with contextlib.chdir(bundle_root()):
        config.get_config_options(force_reparse=True, options_from_flags=FIXED_OPTIONS | where)
