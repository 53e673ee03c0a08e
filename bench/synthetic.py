"""Feedback that never was: rows made by SQL, spread as a company's own are, and the same every time."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from customer_room.store.structure import Structure

FIRST_DAY, DAYS = "2024-11-01", 730
SOURCES = (
    ("Call log", "call", 24), ("Web form", "web", 22), ("E-mail", "email", 18), ("Survey comments", "survey", 15),
    ("Returns desk", "return", 10), ("Social", "social", 8), ("Staff notes", "staff", 3),
)  # fmt: skip
_NATURES = (("complaint", 73), ("praise", 13), ("suggestion", 8), ("question", 6))
_AUDIENCES = (("customer", 96), ("supplier", 2), ("partner", 2))
_OPENINGS = (
    "I have been a customer for years, but", "Honestly,", "Please look into this:", "Second time I write:",
    "Nobody could tell me why", "My wife ordered for both of us and", "On the phone I was told", "Just so you know,",
)  # fmt: skip
_THINGS = (
    "the parka", "the hiking boots", "the fleece jacket", "my order", "the parcel", "the refund", "the exchange",
    "the rain trousers", "the return label", "the wool sweater", "the gift card", "the size chart", "the catalog",
)  # fmt: skip
_EVENTS = (
    "came nine days after the date you named", "was nothing like the picture", "ran two sizes small",
    "had a zipper that broke in the first week", "never showed up in my account", "was left in the rain",
    "was charged twice", "took four calls to sort out", "arrived without the packing slip",
    "was better than I expected", "went to the old address again", "said in stock and then it was not",
)  # fmt: skip
_ENDINGS = (
    "and I still have no answer.", "so I had to buy one elsewhere before the trip.", "and the store could not help.",
    "and I would like somebody to call me back.", "which is a pity.", "and that made my week.",
    "and I want to know what you will do about it.", "so please mend the page.", "and nobody said sorry.",
)  # fmt: skip


def open_maker(structure: Structure, most_rows: int) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that makes up to `most_rows` rows at a time of a room's stages and categories."""
    maker = duckdb.connect(":memory:", config={"memory_limit": "2GB"})
    maker.execute("CREATE MACRO chance(i, salt) AS (hash(i * 64 + salt) >> 11) / 9007199254740992.0")
    maker.execute("CREATE MACRO roll(i, salt, sides) AS CAST(hash(i * 64 + salt) % sides AS INTEGER)")
    maker.execute(f"CREATE TABLE numbers AS SELECT range AS n FROM range({most_rows})")
    _create_places(maker, structure)
    for table, halves in (("starts", (_OPENINGS, _THINGS)), ("ends", (_EVENTS, _ENDINGS))):
        maker.execute(
            f"CREATE TABLE {table} AS SELECT row_number() OVER () - 1 AS number, a || ' ' || b AS words "
            "FROM (SELECT unnest(?::VARCHAR[]) AS a), (SELECT unnest(?::VARCHAR[]) AS b)",
            [list(half) for half in halves],
        )
    return maker


def _create_places(maker: duckdb.DuckDBPyConnection, structure: Structure) -> None:
    codes = {stage.id: stage.code for stage in structure.stages}
    rows = []
    for number, category in enumerate(structure.categories):
        stage_id = category.stage_id or structure.stages[number % len(structure.stages)].id
        points = [point for point in structure.touchpoints if point.stage_id == stage_id]
        point = points[number % len(points)]
        cause = category.cause.value if category.cause else None
        rows.append([number, category.id, category.code, cause, stage_id, codes[stage_id], point.id, point.code])
    maker.execute(
        "CREATE TABLE places (number INTEGER, category_id UUID, category VARCHAR, cause VARCHAR, stage_id UUID, "
        "stage VARCHAR, touchpoint_id UUID, touchpoint VARCHAR)"
    )
    maker.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def stage_rows(maker: duckdb.DuckDBPyConnection, numbers: range, total: int, target: Path) -> None:
    """Write the rows of these numbers, out of a room's `total` over 24 months, as `add_feedback` takes them."""
    query = (
        "SELECT md5(external_id)::UUID AS id, said_at, said_at::DATE AS said_on, "
        "CASE WHEN chance(i, 21) > 0.02 THEN stage_id END AS stage_id, "
        "CASE WHEN chance(i, 22) > 0.3 THEN touchpoint_id END AS touchpoint_id, "
        "CASE WHEN chance(i, 23) > 0.03 THEN category_id END AS category_id, NULL::VARCHAR AS category_name, cause, "
        "source, channel, audience, nature, customer_ref, body, external_id "
        f"FROM ({_rows(maker, numbers, total)}) ORDER BY said_at"
    )
    maker.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION lz4)")


def write_csv(maker: duckdb.DuckDBPyConnection, count: int, target: Path) -> None:
    """Write rows over 24 months as a company's export: a CSV file with the names an import knows."""
    query = (
        "SELECT external_id AS id, strftime(said_at, '%Y-%m-%dT%H:%M:%S') AS said_at, body AS text, stage, "
        "CASE WHEN chance(i, 22) > 0.3 THEN touchpoint END AS touchpoint, category, cause, source, channel, audience, "
        f"nature, customer_ref AS customer FROM ({_rows(maker, range(count), count)}) ORDER BY i"
    )
    maker.execute(f"COPY ({query}) TO '{target}' (FORMAT csv, HEADER)")


def _rows(maker: duckdb.DuckDBPyConnection, numbers: range, total: int) -> str:
    """A query of rows in the order they were said, with codes and ids; a few categories are complained of most."""
    places, starts, ends = (_count(maker, table) for table in ("places", "starts", "ends"))
    source = _weighted([(name, weight) for name, _, weight in SOURCES], 2)
    channel = _weighted([(code, weight) for _, code, weight in SOURCES], 2)
    return (
        f"SELECT i, 'B-' || i AS external_id, date_trunc('second', TIMESTAMP '{FIRST_DAY}' "
        f"+ to_microseconds(CAST((i + chance(i, 1)) / {total} * {DAYS} * 86400e6 AS BIGINT))) AS said_at, "
        f"places.*, {source} AS source, {channel} AS channel, "
        f"CASE WHEN channel = 'staff' THEN 'staff' ELSE {_weighted(_AUDIENCES, 3)} END AS audience, "
        f"{_weighted(_NATURES, 4)} AS nature, "
        "CASE WHEN chance(i, 5) > 0.1 THEN 'C-' || (100000 + roll(i, 6, 900000)) END AS customer_ref, "
        "starts.words || ' (order ' || (100000 + roll(i, 9, 900000)) || ') ' || ends.words AS body "
        f"FROM (SELECT n + {numbers.start} AS i FROM numbers WHERE n < {len(numbers)}) "
        f"JOIN places ON places.number = CAST(floor(pow(chance(i, 7), 1.6) * {places}) AS INTEGER) "
        f"JOIN starts ON starts.number = roll(i, 10, {starts}) JOIN ends ON ends.number = roll(i, 11, {ends})"
    )


def _weighted(choices: Sequence[tuple[str, int]], salt: int) -> str:
    """SQL that picks a word, each as often as its weight says."""
    cases, below = [], 0
    total = sum(weight for _, weight in choices)
    for word, weight in choices:
        below += weight
        cases.append(f"WHEN chance(i, {salt}) < {below / total} THEN '{word}'")
    return f"CASE {' '.join(cases)} END"


def _count(maker: duckdb.DuckDBPyConnection, table: str) -> int:
    row = maker.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
