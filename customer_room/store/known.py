"""What this process knows of the file it has open, and whether another program has changed it since."""

import os
from pathlib import Path

from customer_room.errors import StoreError
from customer_room.store.replaced import FileMark, found_mark, mark_of, replaced_meanwhile

# A DuckDB file begins with a block that says which file it is and never changes, and two that each checkpoint changes.
_BLOCK = 4096
_HEAD = 3 * _BLOCK


class KnownFile:
    """The room's file as this process opened it, or as it left it after its last write.

    Its first blocks are read through one handle, which is closed after DuckDB's: whoever closes any handle of a file
    takes away all locks this process has on it.

    Raises:
        StoreError: the path names no file any more.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.mark: FileMark = mark_of(path)
        # Windows lets nobody else write into a file that DuckDB holds, and might not let DuckDB hold it beside us.
        self._handle = None if os.name == "nt" else path.open("rb", buffering=0)
        self._head = self._read_head()

    def _read_head(self) -> bytes:
        return b"" if self._handle is None else os.pread(self._handle.fileno(), _HEAD, 0)

    def refuse_if_replaced(self, *, is_kept: bool) -> None:
        """Make sure, inside a write, that it goes into the file that the path names; `is_kept` says it is committed.

        Raises:
            StoreError: it does not.
        """
        there = found_mark(self._path)
        head = self._read_head()
        is_same = head[:_BLOCK] == self._head[:_BLOCK] if is_kept else head == self._head
        if there is None or there.place != self.mark.place or not is_same:
            raise replaced_meanwhile(self._path)

    def remember(self, *, is_kept: bool) -> None:
        """Know the file again after a write of this process, unless it is another by now."""
        try:
            self.refuse_if_replaced(is_kept=is_kept)
            self.mark = mark_of(self._path)
        except StoreError:
            return
        self._head = self._read_head()

    def close(self) -> None:
        """Let go of the handle; DuckDB has let go of the file already."""
        if self._handle is not None:
            self._handle.close()
