"""Who wants to hear of every write that a store kept."""

import logging
import threading
from collections.abc import Callable

Listener = Callable[[int], None]

_log = logging.getLogger("customer_room.store")


class Listeners:
    """The listeners of one store; any thread may join, leave or tell."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[object, Listener] = {}

    def __len__(self) -> int:
        return len(self._listeners)

    def add(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` from now on; what is returned ends that, and may be called again."""
        ticket = object()
        with self._lock:
            self._listeners[ticket] = listener

        def remove() -> None:
            with self._lock:
                self._listeners.pop(ticket, None)

        return remove

    def tell(self, revision: int) -> None:
        """Tell every listener of a revision. What one of them raises is logged: the write is kept already."""
        with self._lock:
            listeners = tuple(self._listeners.values())
        for listener in listeners:
            try:
                listener(revision)
            except Exception:  # noqa: BLE001 - whatever a listener does, the writer goes on
                _log.exception("A listener failed on revision %d", revision)
