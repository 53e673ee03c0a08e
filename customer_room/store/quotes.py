"""Complaints in customers' own words, page by page, the most telling first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from duckdb import DuckDBPyConnection

_READABLE_FROM, _READABLE_TO = 40, 280
_LONGEST = 2_000
_LAST_PAGE = 1_000_000_000

_OF_THE_STAGE = (
    "feedback.stage_id = $stage_id AND feedback.said_on >= $first AND feedback.said_on < $end "
    "AND feedback.nature = 'complaint' AND feedback.audience = 'customer' AND feedback.body <> ''"
)
# One total order: the id decides last, so that pages neither repeat nor lose a complaint.
_ORDER = "turn NULLS LAST, place NULLS LAST, page.said_at DESC, page.id"
# Texts are read again for the rows of the page only: sorting them all along costs several times as much.
_PAGE = (
    "WITH said AS ("
    f" SELECT id, category_id, said_at, length(body) BETWEEN {_READABLE_FROM} AND {_READABLE_TO} AS readable"
    f" FROM feedback WHERE {_OF_THE_STAGE}"
    "), queued AS ("
    " SELECT id, said_at, count(*) OVER () AS total,"
    "  CASE WHEN readable THEN row_number() OVER"
    "   (PARTITION BY category_id, readable ORDER BY said_at DESC, id) END AS turn,"
    "  CASE WHEN readable THEN list_position($categories, category_id) END AS place"
    " FROM said"
    "), page AS ("
    f" SELECT * FROM queued AS page ORDER BY {_ORDER} LIMIT $size OFFSET $start"
    ") SELECT page.total, feedback.id, feedback.category_id, feedback.source, feedback.said_on,"
    f" substr(feedback.body, 1, {_LONGEST}), length(feedback.body) > {_LONGEST}"
    f" FROM page JOIN feedback ON feedback.id = page.id WHERE {_OF_THE_STAGE} ORDER BY {_ORDER}"
)


@dataclass(frozen=True, slots=True)
class QuoteScope:
    """Which complaints: of one stage, said in a half-open range of days in the room's time zone."""

    stage_id: UUID
    first: date
    end: date


@dataclass(frozen=True, slots=True)
class Quote:
    """What a customer said; `is_cut` says that `body` holds only the first 2,000 characters of it."""

    id: UUID
    category_id: UUID | None
    source: str
    said_on: date
    body: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class QuotePage:
    """Some of the complaints that have words: `total` is how many have, `page` counts from 0."""

    rows: tuple[Quote, ...]
    page: int
    total: int


def read_quotes(
    cursor: DuckDBPyConnection, scope: QuoteScope, categories: Sequence[UUID], page: int, size: int
) -> QuotePage:
    """One page of the customers' complaints that have words, the most telling first.

    Most telling are the texts that are read at a glance, of 40 to 280 characters: the newest of each category in turn,
    in the order of `categories` (those not among them last), then the second newest of each, and so on. All others
    follow, newest first. A page before the first is the first, one after the last is the last.
    """
    asked = min(max(page, 0), _LAST_PAGE)
    found = _read(cursor, scope, categories, asked, size)
    if found.rows or asked == 0:
        return found
    total = _count(cursor, scope)
    return _read(cursor, scope, categories, max(0, (total - 1) // size), size)


def _read(cursor: DuckDBPyConnection, scope: QuoteScope, categories: Sequence[UUID], page: int, size: int) -> QuotePage:
    rows = cursor.execute(
        _PAGE, {**_bound(scope), "categories": list(categories), "size": size, "start": page * size}
    ).fetchall()
    return QuotePage(tuple(Quote(*row[1:]) for row in rows), page, rows[0][0] if rows else 0)


def _count(cursor: DuckDBPyConnection, scope: QuoteScope) -> int:
    row = cursor.execute(f"SELECT count(*) FROM feedback WHERE {_OF_THE_STAGE}", _bound(scope)).fetchone()
    return int(row[0]) if row else 0


def _bound(scope: QuoteScope) -> dict[str, object]:
    return {"stage_id": scope.stage_id, "first": scope.first, "end": scope.end}
