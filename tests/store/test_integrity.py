from collections.abc import Iterator

import pytest

from customer_room.store.connection import Store, Write
from customer_room.store.integrity import Finding, find_inconsistencies
from customer_room.store.references import REFERENCES
from customer_room.store.rollups import ROLLUP_TABLES, rebuild_rollups
from tests.store.samples import FEEDBACK, TESTER, add_structure, feedback_row, keep_feedback, open_store, stage

# For each table a row that is right by itself; every id in it is one that can be looked for.
_ROWS = {
    "stages": "uuid(), 'new', 'N', 3, '', NULL, 1",
    "silos": "uuid(), 'new', 'N', 1, 1",
    "touchpoints": "uuid(), 'new', {stages}, 'N', NULL, 1, 1",
    "touchpoint_silos": "{touchpoints}, {silos}",
    "categories": "uuid(), 'new', 'N', NULL, {stages}, 1",
    "kpis": "uuid(), 'new', {touchpoints}, 'N', '%', 'up', NULL, 'process', 'customer', 'month', 0, '', NULL, 1, 1",
    "readings": "{kpis}, '2026-10-01', 1, NULL, {imports}",
    "exposure": "{stages}, '2026-10-01', 'month', 1, {imports}",
    "surveys": "uuid(), 'new', 'N', 'nps', 0, 10, '', {stages}, {touchpoints}, 1, 1",
    "responses": "uuid(), {surveys}, '2026-10-05', '2026-10-05', 9, NULL, NULL, 'customer', NULL, {imports}",
    "files": "uuid(), 'artifacts/aa/new', '', '', 1, '', NULL, NULL",
    "artifacts": "uuid(), {stages}, {touchpoints}, 'N', '', 1, 1",
    "artifact_versions": "{artifacts}, 1, '2026-10-01', {files}, {files}",
    "recordings": "uuid(), 'N', NULL, {files}, 1, 1",
    "clips": "uuid(), {recordings}, {stages}, {touchpoints}, 'N', '', {files}, 1, 1, 1",
    "transcript_lines": "{clips}, 1, 0, 1, '', ''",
    "teams": "uuid(), 'new', 'N', {stages}, {touchpoints}, '', '', '', '', NULL, 1, 1",
    "team_members": "{teams}, 'Ann', {silos}",
    "team_statuses": "{teams}, 9, 'broken', '2026-10-01', '', ''",
}


class _UndoneError(Exception):
    """Raised to take a provoked fault back."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with a row in every table and nothing wrong; each test takes back what it does to it."""
    store = open_store(tmp_path_factory.mktemp("full"))
    stages, categories = add_structure(store, stages=2, categories=2)
    row = feedback_row(0, stage_id=stages[0], category_id=categories[0])
    keep_feedback(store, stage(store, FEEDBACK, [row, feedback_row(1)]))
    inserts = [f"INSERT INTO {table} VALUES ({_filled(values)})" for table, values in _ROWS.items()]
    store.transact(TESTER, lambda write: [write.cursor.execute(sql) for sql in inserts])
    store.transact(TESTER, lambda write: rebuild_rollups(write.cursor))
    with store.snapshot() as cursor:
        assert find_inconsistencies(cursor) == []
    yield store
    store.close()


def _filled(values: str) -> str:
    return values.format_map({table: f"(SELECT id FROM {table} ORDER BY id LIMIT 1)" for table in _ALL_TABLES})


_ALL_TABLES = {table for table, _, _ in REFERENCES} | {parent for _, _, parent in REFERENCES}


def _found_after(store: Store, fault: str, *, mended: bool = False) -> list[Finding]:
    """What is found when a fault has been provoked (and the rollups made anew); the fault is taken back."""
    found: list[Finding] = []

    def work(write: Write) -> None:
        write.cursor.execute(fault)
        if mended:
            rebuild_rollups(write.cursor)
        found.extend(find_inconsistencies(write.cursor))
        raise _UndoneError

    with pytest.raises(_UndoneError):
        store.transact(TESTER, work)
    return found


@pytest.mark.parametrize(("table", "column", "parent"), REFERENCES, ids=lambda part: str(part))
def test_every_lost_reference_is_found_and_named(table: str, column: str, parent: str, full: Store) -> None:
    """A row that names what is not there is found, with its table, its column and the table it looks in."""
    findings = [finding.what for finding in _found_after(full, f"UPDATE {table} SET {column} = uuid()")]
    assert any(what.startswith(f"{table}: ") and column in what and f"not in {parent}" in what for what in findings)


@pytest.mark.parametrize("table", [table for table in _ROWS if table != "team_members"] + ["feedback", "imports"])
def test_every_repeated_key_is_found_and_named(table: str, full: Store) -> None:
    """A row that stands twice is found, with its table and a way out."""
    findings = _found_after(full, f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1")
    repeated = [finding for finding in findings if "more than once" in finding.what]
    assert {finding.what.split(":")[0] for finding in repeated} == {table}
    assert all("backup" in finding.fix for finding in repeated)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("feedback", "channel"), ("feedback", "audience"), ("feedback", "nature"), ("feedback", "cause"),
        ("responses", "audience"),
        ("categories", "cause"), ("team_statuses", "status"), ("surveys", "method"), ("kpis", "layer"),
        ("kpis", "good_direction"), ("kpis", "orientation"), ("kpis", "cadence"), ("exposure", "grain"),
    ],
)  # fmt: skip
def test_every_unknown_word_is_found_and_named(table: str, column: str, full: Store) -> None:
    """A word this program does not know is found, with its table and column."""
    findings = [finding.what for finding in _found_after(full, f"UPDATE {table} SET \"{column}\" = 'telepathy'")]
    assert any(what.startswith(f"{table}: ") and column in what and "does not know" in what for what in findings)


@pytest.mark.parametrize(
    ("rollup", "sql"),
    [
        ("feedback_daily", "UPDATE feedback_daily SET items = items + 1"),
        ("feedback_daily", "DELETE FROM feedback_daily WHERE stage_id IS NULL"),
        ("feedback_monthly", "INSERT INTO feedback_monthly SELECT * FROM feedback_monthly"),
        ("feedback_monthly", "UPDATE feedback_monthly SET source = 'Other'"),
        ("responses_monthly", "DELETE FROM responses_monthly"),
        ("responses_monthly", "UPDATE responses_monthly SET latest_on = latest_on + 1"),
        ("responses_monthly", "UPDATE responses_monthly SET latest_on = month"),
        (
            "responses_monthly",
            "INSERT INTO responses_monthly VALUES ('2026-10-01', uuid(), 'customer', 1, 1, '2026-10-05')",
        ),
        ("feedback_spans", "UPDATE feedback_spans SET latest_on = latest_on + 1"),
        ("feedback_spans", "UPDATE feedback_spans SET first_on = first_on - 1"),
        ("feedback_spans", "DELETE FROM feedback_spans WHERE stage_id IS NULL"),
        ("feedback_spans", "INSERT INTO feedback_spans VALUES (NULL, 'Nobody', '2026-10-01', '2026-10-01')"),
    ],
)
def test_every_wrong_rollup_is_found_and_mended(rollup: str, sql: str, full: Store) -> None:
    """A sum that differs from its rows is found as mendable, and made anew it is right."""
    assert [(found.what.split(":")[0], found.mendable) for found in _found_after(full, sql)] == [(rollup, True)]
    assert _found_after(full, sql, mended=True) == []


def test_a_team_without_a_status_is_found(full: Store) -> None:
    """A team that has no status is named."""
    assert [found.what.split(":")[0] for found in _found_after(full, "DELETE FROM team_statuses")] == ["teams"]


def test_rows_that_vanished_are_found_by_the_register_of_imports(full: Store) -> None:
    """Where rows are gone and even the sums agree, the register of imports still knows better."""
    lost = "DELETE FROM feedback WHERE id = (SELECT max(id) FROM feedback)"
    assert [found.what for found in _found_after(full, lost, mended=True)] == [
        "feedback: 1 import(s) brought another number of rows than are there."
    ]


def test_every_table_with_a_code_or_an_id_is_looked_at(store: Store) -> None:
    """A table added by a later migration is not forgotten: each is a rollup, or checked for keys and references."""
    tables = {
        row[0] for row in store.read().execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
    }
    checked = {table for table, _, _ in REFERENCES} | set(_ROWS) | {"changes", "imports", "schema_migrations"}
    assert tables == checked | set(ROLLUP_TABLES) | {"feedback_spans"}
