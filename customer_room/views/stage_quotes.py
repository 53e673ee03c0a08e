"""Complaints of a stage in customers' own words, page by page."""

from customer_room.store.quotes import Quote, QuotePage
from customer_room.views.formats import Formats
from customer_room.views.stage_view import QuotesView, QuoteView
from customer_room.views.wall_complaints import UNSORTED, StageComplaints, category_names
from customer_room.views.wall_data import WallData

QUOTES_ON_A_PAGE = 8


def quotes_view(page: QuotePage, data: WallData, complaints: StageComplaints, formats: Formats) -> QuotesView:
    """Word one page; with the complaints that have no words its total is the tile's."""
    wordless = complaints.total - page.total
    before = page.page * QUOTES_ON_A_PAGE
    message = complaints.view.message
    if not page.rows and not message:
        message = f"Complaints without words: {formats.number(complaints.total)}."
    return QuotesView(
        rows=tuple(_quote(quote, data, formats) for quote in page.rows),
        position=_position(before, len(page.rows), page.total, wordless, formats) if page.rows else "",
        page=page.page,
        earlier=page.page > 0,
        later=before + len(page.rows) < page.total,
        message="" if page.rows else message,
    )


def _position(before: int, rows: int, total: int, wordless: int, formats: Formats) -> str:
    first, last = formats.number(before + 1), formats.number(before + rows)
    shown = first if rows == 1 else f"{first}–{last}"
    position = f"{shown} of {formats.number(total)}"
    return f"{position} · {formats.number(wordless)} without words" if wordless > 0 else position


def _quote(quote: Quote, data: WallData, formats: Formats) -> QuoteView:
    return QuoteView(
        id=str(quote.id),
        text=f"{quote.body.rstrip()} …" if quote.is_cut else quote.body,
        category=category_names(data).get(quote.category_id, "") or UNSORTED,
        source=quote.source,
        dated=formats.day(quote.said_on),
    )
