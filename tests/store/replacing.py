"""Rooms to be exchanged under an open store, and what is in them."""

import os
import time
from pathlib import Path

from customer_room.store.connection import Store
from customer_room.store.structure import save_silo
from tests.store.samples import TESTER, open_store

FILE = "room.duckdb"
LOG = "room.duckdb.wal"
YESTERDAY = time.time() - 86_400


def silos(store: Store) -> list[str]:
    """The codes of the silos, as a page reads them."""
    with store.snapshot() as cursor:
        return [row[0] for row in cursor.execute("SELECT code FROM silos ORDER BY position").fetchall()]


def add(store: Store, *codes: str) -> None:
    """Add silos as one write."""
    store.transact(TESTER, lambda write: [save_silo(write, code, code) for code in codes])


def silos_of(folder: Path) -> list[str]:
    """The silos of a room that nobody has open."""
    store = open_store(folder, create=False)
    try:
        return silos(store)
    finally:
        store.close()


def saved(folder: Path, *codes: str) -> Path:
    """The file of another room, closed since yesterday, with these silos."""
    folder.mkdir()
    store = open_store(folder)
    add(store, *codes)
    store.close()
    return aged(folder / FILE)


def aged(path: Path) -> Path:
    """A file as one that nobody is copying any more."""
    os.utime(path, (YESTERDAY, YESTERDAY))
    return path
