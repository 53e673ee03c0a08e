"""Complaints in customers' words: which, in what order, and page by page."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from customer_room.store.connection import Store
from customer_room.store.quotes import QuotePage, QuoteScope, read_quotes
from tests.store.samples import FEEDBACK, NOON, add_structure, feedback_row, keep_feedback, stage

READABLE = "It came three days late and nobody told me. "
FIRST, END = date(2026, 10, 1), date(2026, 11, 1)


def keep(store: Store, rows: Sequence[dict[str, Any]]) -> None:
    """Add complaints to the store."""
    keep_feedback(store, stage(store, FEEDBACK, rows))


def read(store: Store, stage_id: UUID, categories: Sequence[UUID], page: int = 0, size: int = 8) -> QuotePage:
    """A page of October's complaints."""
    with store.snapshot() as cursor:
        return read_quotes(cursor, QuoteScope(stage_id, FIRST, END), categories, page, size)


def said(page: QuotePage) -> list[str]:
    """What the complaints of a page say after their common words."""
    return [quote.body.removeprefix(READABLE) for quote in page.rows]


def test_readable_texts_come_first_a_category_at_a_time(store: Store) -> None:
    """The newest readable text of each category in their order, the next newest of each, then the rest by day."""
    (stage_id, _), (few, many) = add_structure(store)
    told = [
        ("few 1", few, 1, READABLE), ("few 3", few, 3, READABLE), ("many 2", many, 2, READABLE),
        ("many 4", many, 4, READABLE), ("many 5", many, 5, READABLE), ("none 9", None, 9, READABLE),
        ("short 8", many, 8, ""), ("long 7", few, 7, READABLE * 7),
    ]  # fmt: skip
    keep(store, [
        feedback_row(
            number, stage_id=stage_id, category_id=category, body=prefix + name, said_at=NOON.replace(day=day)
        )
        for number, (name, category, day, prefix) in enumerate(told)
    ])  # fmt: skip
    ordered = said(read(store, stage_id, [many, few]))
    assert ordered[:6] == ["many 5", "few 3", "none 9", "many 4", "few 1", "many 2"]
    assert [text[-7:].strip() for text in ordered[6:]] == ["short 8", "long 7"]


@pytest.mark.parametrize(("length", "comes_first"), [(39, False), (40, True), (280, True), (281, False)])
def test_a_readable_text_has_40_to_280_characters(length: int, comes_first: bool, store: Store) -> None:
    """An older text of readable length stands before a newer short one, and one beyond the length behind it."""
    (stage_id, _), (category, _) = add_structure(store)
    keep(store, [
        feedback_row(1, stage_id=stage_id, category_id=category, body="é" * length, said_at=NOON.replace(day=1)),
        feedback_row(2, stage_id=stage_id, category_id=category, body="Late", said_at=NOON.replace(day=9)),
    ])  # fmt: skip
    assert (said(read(store, stage_id, [category]))[0] != "Late") == comes_first


def test_pages_lose_and_repeat_nothing(store: Store) -> None:
    """All pages together are all complaints once, though many were said at one moment, in any kind of text."""
    (stage_id, _), categories = add_structure(store)
    bodies = ("Late", READABLE, READABLE * 9)
    keep(store, [
        feedback_row(
            number, stage_id=stage_id, category_id=[*categories, None][number % 3], body=f"{bodies[number % 4 % 3]}",
            said_at=NOON - timedelta(days=number % 2),
        )
        for number in range(61)
    ])  # fmt: skip
    pages = [read(store, stage_id, categories, page) for page in range(8)]
    ids = [quote.id for page in pages for quote in page.rows]
    assert [len(page.rows) for page in pages] == [8, 8, 8, 8, 8, 8, 8, 5]
    assert len(set(ids)) == 61
    assert {page.total for page in pages} == {61}
    assert [quote.id for quote in read(store, stage_id, categories, size=61).rows] == ids


def test_only_customers_complaints_of_the_stage_and_the_days_are_read(store: Store) -> None:
    """Praise, staff, another stage, the days around and complaints without words stay out."""
    (stage_id, other), _ = add_structure(store)
    others: list[dict[str, Any]] = [
        {"nature": "praise"}, {"audience": "staff"}, {"stage_id": other}, {"stage_id": None}, {"body": ""},
        {"said_at": datetime.fromisoformat("2026-09-30T23:59:59")},
        {"said_at": datetime.fromisoformat("2026-11-01T00:00:00")},
    ]  # fmt: skip
    keep(store, [
        feedback_row(0, stage_id=stage_id, body="first", said_at=datetime.fromisoformat("2026-10-01T00:00:00")),
        feedback_row(1, stage_id=stage_id, body="last", said_at=datetime.fromisoformat("2026-10-31T23:59:59")),
        *(feedback_row(10 + number, **({"stage_id": stage_id} | values)) for number, values in enumerate(others)),
    ])  # fmt: skip
    page = read(store, stage_id, [])
    assert (said(page), page.total) == (["last", "first"], 2)


@pytest.mark.parametrize(("asked", "given"), [(-1, 0), (0, 0), (1, 1), (2, 1), (10**30, 1), (-(10**30), 0)])
def test_a_page_that_does_not_exist_is_the_nearest_one(asked: int, given: int, store: Store) -> None:
    """Whatever number the address holds, there is a page."""
    (stage_id, _), _ = add_structure(store)
    keep(store, [feedback_row(number, stage_id=stage_id) for number in range(10)])
    page = read(store, stage_id, [], asked)
    assert (page.page, page.total, len(page.rows)) == (given, 10, 8 if given == 0 else 2)


def test_without_complaints_there_is_one_empty_page(store: Store) -> None:
    """Nothing is found on the first page, which every other number is, too."""
    (stage_id, _), _ = add_structure(store)
    assert read(store, stage_id, [], 5) == QuotePage((), 0, 0)


def test_a_very_long_text_is_cut(store: Store) -> None:
    """2,000 characters are read whole; of a longer text the first 2,000, and that it goes on."""
    (stage_id, _), _ = add_structure(store)
    keep(store, [feedback_row(n, stage_id=stage_id, body="長" * length) for n, length in enumerate((2000, 2001))])
    assert {(len(quote.body), quote.is_cut) for quote in read(store, stage_id, []).rows} == {
        (2000, False),
        (2000, True),
    }
