import logging
import threading

import pytest

from customer_room.store.connection import Store, Write
from tests.store.samples import TESTER


def keep(store: Store) -> None:
    """One write that changes nothing but the revision."""
    store.transact(TESTER, lambda write: None)


def refuse(write: Write) -> None:
    """A write that is not kept."""
    raise ValueError(write.at)


def test_a_listener_hears_of_every_write_that_was_kept(store: Store) -> None:
    """It is told the revision after each, and nothing of a write that was given up."""
    heard: list[int] = []
    store.subscribe(heard.append)
    before = store.revision
    keep(store)
    with pytest.raises(ValueError, match="20"):
        store.transact(TESTER, refuse)
    keep(store)
    assert heard == [before + 1, before + 2]
    assert store.revision == before + 2


def test_a_listener_sees_what_it_is_told_of(store: Store) -> None:
    """When it is told, the write can be read by another thread already."""
    seen: list[int] = []

    def look(revision: int) -> None:
        reader = threading.Thread(target=lambda: seen.append(count_silos(store)))
        reader.start()
        reader.join()

    store.subscribe(look)
    store.transact(TESTER, lambda write: write.cursor.execute("INSERT INTO silos VALUES (uuid(), 'a', 'a', 1, 1)"))
    assert seen == [1]


def count_silos(store: Store) -> int:
    """How many silos a look at the store sees."""
    with store.snapshot() as cursor:
        row = cursor.execute("SELECT count(*) FROM silos").fetchone()
    assert row is not None
    return int(row[0])


def test_who_has_left_hears_no_more(store: Store) -> None:
    """Leaving ends it for this one only, and may be said twice."""
    stayed: list[int] = []
    left: list[int] = []
    store.subscribe(stayed.append)
    leave = store.subscribe(left.append)
    keep(store)
    leave()
    leave()
    keep(store)
    assert (len(stayed), len(left)) == (2, 1)


def test_a_listener_may_leave_while_it_is_told(store: Store) -> None:
    """Leaving from inside the call holds nobody up."""
    heard: list[int] = []

    def once(revision: int) -> None:
        heard.append(revision)
        leave()

    leave = store.subscribe(once)
    keep(store)
    keep(store)
    assert len(heard) == 1


def test_a_listener_that_fails_hurts_neither_the_writer_nor_the_others(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """The write is kept and returns, who comes later is told, and the log names the failure."""
    heard: list[int] = []

    def fail(revision: int) -> None:
        raise RuntimeError("out of tune")

    store.subscribe(fail)
    store.subscribe(heard.append)
    with caplog.at_level(logging.ERROR):
        assert store.transact(TESTER, lambda write: "kept") == "kept"
    assert heard == [store.revision]
    assert "out of tune" in caplog.text


def test_a_write_from_a_listener_is_a_write_of_its_own(store: Store) -> None:
    """A listener that writes is no write inside a write; it is told of its own as well."""
    heard: list[int] = []

    def answer(revision: int) -> None:
        heard.append(revision)
        if len(heard) == 1:
            keep(store)

    store.subscribe(answer)
    keep(store)
    assert heard == [store.revision - 1, store.revision]
