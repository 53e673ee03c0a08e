"""Look again and again, in a thread of its own, for what no write of ours tells."""

import logging
import threading
from collections.abc import Callable

PERIOD_S = 1.0

_log = logging.getLogger("customer_room.store")


class Watcher:
    """Calls `look` about once a second from its start until its end, whatever `look` raises."""

    def __init__(self, look: Callable[[], None]) -> None:
        self._look = look
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, unless it has begun already."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="room-file", daemon=True)
                self._thread.start()

    def end(self) -> None:
        """Look no more; one look may still be under way."""
        self._ended.set()

    def _watch(self) -> None:
        while not self._ended.wait(PERIOD_S):
            try:
                self._look()
            except Exception:  # noqa: BLE001 - the next look may succeed
                _log.exception("The room's file could not be looked at")
