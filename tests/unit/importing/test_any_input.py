"""Whatever is imported, the import says no in words or accounts for every record."""

import contextlib
import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer_room.errors import ImportRefusedError
from tests.unit.importing.importer import Importer, assert_counts_add_up, refused_rows, staged_rows

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(["2026-10-01", "13/10/2026", "10/13/2026", "2026-10-01T10:00:00Z", "2026-10", "said_at", "N/A"]),
    st.sampled_from(["i-order", "nowhere", "call", "on-time", "stars", "5", "1e309", "", '"', "\n", "\r", ","]),
)
HEADERS = {
    "feedback": ["id", "said_at", "text", "stage", "category", "channel"],
    "responses": ["id", "survey", "answered_at", "score", "comment"],
    "readings": ["kpi", "period", "value", "n"],
    "exposure": ["stage", "period", "customers"],
    "stages": ["code", "name", "position"],
    "touchpoints": ["name", "stage", "rank", "silos"],
    "kpis": ["name", "touchpoint", "unit", "direction", "target", "cadence", "decimals", "pair"],
    "teams": ["name", "stage", "members", "status", "since"],
}


def import_or_refuse(content: bytes, kind: str) -> None:
    """Import; a refusal in words is as good."""
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(ImportRefusedError):
        staged = Importer(Path(folder)).stage(content, kind)
        assert_counts_add_up(staged)
        assert len(staged_rows(staged)) == staged.rows_staged
        assert len({row["line"] for row in refused_rows(staged)}) == staged.rows_refused


@FEW
@given(content=st.binary(max_size=400), kind=st.sampled_from(sorted(HEADERS)))
def test_random_bytes(content: bytes, kind: str) -> None:
    """Random bytes are refused in words."""
    import_or_refuse(content, kind)


@FEW
@given(noise=st.binary(max_size=200), at=st.integers(0, 200))
def test_random_bytes_inside_a_table(noise: bytes, at: int) -> None:
    """Random bytes amid a good table never crash the import or lose a record from the counts."""
    table = b"said_at,text,stage\n" + b"2026-10-01,late again,i-order\n" * 8
    import_or_refuse(table[:at] + noise + table[at:], "feedback")


@FEW
@given(kind=st.sampled_from(sorted(HEADERS)), rows=st.lists(st.lists(CELLS, max_size=7), max_size=8))
def test_random_cells(kind: str, rows: list[list[str]]) -> None:
    """Any cells under a right header are staged, refused or skipped, and counted."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADERS[kind], *rows])
    import_or_refuse(text.getvalue().encode("utf-8", "replace"), kind)


@FEW
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_both_ways_of_reading_agree(rows: list[tuple[str, str]]) -> None:
    """A file that DuckDB reads and the same one read record by record give the same rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["said_at", "text", "customer"])
    writer.writerows([("2026-10-01", f"x{cell}", other) for cell, other in rows])
    regular = text.getvalue().encode()
    with tempfile.TemporaryDirectory() as folder:
        importer = Importer(Path(folder))
        staged = importer.stage(regular)
        irregular = importer.stage(regular + b"2026-10-01\n")
        bodies = [[(row["body"], row["customer_ref"]) for row in staged_rows(one)] for one in (staged, irregular)]
    assert sorted(bodies[0], key=str) == sorted(bodies[1], key=str)
    assert irregular.rows_refused == 1
