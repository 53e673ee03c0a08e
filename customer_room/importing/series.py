"""Readings of KPIs and exposure of stages: one number for each thing and period."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from customer_room.domain.catalogue import fold_name
from customer_room.domain.periods import CADENCES, Grain, latest_complete
from customer_room.importing.checks import Check, refuse_rows
from customer_room.importing.engine import count, literal, select
from customer_room.importing.given import Given
from customer_room.importing.identity import Selection
from customer_room.importing.lookups import create_words, distinct_words, id_in, look_up, stage_fix
from customer_room.importing.numbers import decimal_sign, number_checks, number_sql, percent_checks, whole_checks
from customer_room.importing.periods_column import create_timed, period_checks
from customer_room.importing.refusals import room_names
from customer_room.importing.staged import Staged, write_staged

# A workbook hides that a cell of 0.97 is shown as 97 %, and such a column may pass 100 %.
SMALL_SHARE_IN_A_WORKBOOK = 1.5


def stage_readings(given: Given, target: Path) -> Staged:
    """Validate the records as readings of KPIs and write those that pass to `target`."""
    decimal = decimal_sign(given, "value")
    _look_up_kpis(given)
    periods = create_timed(given, "words_kpi.cadence")
    columns = {
        "kpi_id": "words_kpi.id",
        "cadence": "words_kpi.cadence",
        "unit": "words_kpi.unit",
        "reading": number_sql(given, "value", decimal),
        "measured": number_sql(given, "n", decimal, percent=False),
    }
    source = f"timed LEFT JOIN words_kpi ON words_kpi.word = {given.sql('kpi')}"
    given.engine.execute(f"CREATE VIEW understood AS {select(columns, source, keep='timed.*')}")
    checks = [*_kpi_checks(given), *period_checks(given), *number_checks(given, "value", "reading", decimal)]
    checks += percent_checks(given, "value")
    passes = refuse_rows(given, "understood", [*checks, *whole_checks(given, "n", "measured")])
    selection = _one_a_period(given, passes, ("kpi_id", "period_start"), ("reading", "measured"))
    _ask_about_shares(given, selection)
    staged_columns = {
        "kpi_id": "kpi_id",
        "period_start": "period_start",
        "value": "reading",
        "n": "CAST(measured AS BIGINT)",
    }
    staged = write_staged(given, staged_columns, selection, target, order="kpi_id, period_start", day="period_start")
    return staged.described(periods)


def stage_exposure(given: Given, target: Path) -> Staged:
    """Validate the records as numbers of customers who passed a stage and write those that pass to `target`."""
    decimal = decimal_sign(given, "customers")
    look_up(given, "stage", id_in(given.request.catalogue.stages), "UUID")
    periods = create_timed(given, None)
    columns = {"stage_id": "words_stage.id", "passed": number_sql(given, "customers", decimal, percent=False)}
    source = f"timed LEFT JOIN words_stage ON words_stage.word = {given.sql('stage')}"
    given.engine.execute(f"CREATE VIEW understood AS {select(columns, source, keep='timed.*')}")
    checks = [
        Check("stage", "stage_id IS NULL", "the room has no such stage", stage_fix(given)),
        *period_checks(given),
        Check("customers", f"{given.sql('customers')} IS NULL", "customers is blank", "Fill in how many passed."),
        *whole_checks(given, "customers", "passed"),
    ]
    passes = refuse_rows(given, "understood", checks)
    selection = _one_a_period(given, passes, ("stage_id", "period_start", "period_grain"), ("passed",))
    staged_columns = {
        "stage_id": "stage_id",
        "period_start": "period_start",
        "grain": "period_grain",
        "customers": "CAST(passed AS BIGINT)",
    }
    staged = write_staged(given, staged_columns, selection, target, order="stage_id, period_start", day="period_start")
    return staged.described(periods)


def _look_up_kpis(given: Given) -> None:
    known = given.request.catalogue.kpis
    found = [(word, known[fold_name(word)]) for word in distinct_words(given, "kpi") if fold_name(word) in known]
    columns = {"id": "UUID", "cadence": "VARCHAR", "unit": "VARCHAR"}
    create_words("words_kpi", given, columns, [(word, str(kpi.id), kpi.cadence, kpi.unit) for word, kpi in found])


def _kpi_checks(given: Given) -> list[Check]:
    catalogue = given.request.catalogue
    names = room_names(catalogue, catalogue.kpis)
    return [
        Check(
            "kpi",
            "kpi_id IS NULL",
            "the room has no such KPI",
            f"The room's KPIs: {names}. Use one of them, or map it in the mapping file under [values.kpi].",
        ),
        *(_cadence_check(cadence, given.request.today) for cadence in CADENCES),
    ]


def _cadence_check(cadence: Grain, today: date) -> Check:
    key = latest_complete(today, cadence).key
    fix = f"This KPI has one value a {cadence}: write the period as {key}."
    if cadence is not Grain.DAY:
        fix += f" If a date stands for its whole {cadence}: [period] from_date = true in the mapping file."
    fails = f"period_grain <> cadence AND cadence = {literal(cadence)}"
    return Check("period", fails, "the period is not as long as the KPI's cadence", fix)


def _one_a_period(given: Given, passes: str, key: Sequence[str], values: Sequence[str]) -> Selection:
    """Keep one row for each thing and period; rows that contradict each other are all refused."""
    engine = given.engine
    window = f"OVER (PARTITION BY {', '.join(key)})"
    said = f"hash({', '.join(values)})"
    columns = {
        "record": "record",
        "nth": f"row_number() OVER (PARTITION BY {', '.join(key)} ORDER BY record)",
        "contradicted": f"min({said}) {window} <> max({said}) {window}",
        "first_record": f"min(record) {window}",
        "last_record": f"max(record) {window}",
    }
    engine.execute(f"CREATE TABLE keyed AS {select(columns, 'understood', f'WHERE {passes}')}")
    reason = literal("two values for the same period")
    fix = "'Leave one: records ' || first_record || ' to ' || last_record || ' are about the same period.'"
    contradiction = ["record", "'period'", "''", reason, fix]
    engine.execute(f"INSERT INTO refusals {select(contradiction, 'keyed', 'WHERE contradicted')}")
    duplicates = count(engine, "keyed", "WHERE nth > 1 AND NOT contradicted")
    kept = "understood JOIN keyed ON keyed.record = understood.record AND nth = 1 AND NOT contradicted"
    return Selection(f"({select([], kept, keep='understood.*')})", passes, duplicates)


def _ask_about_shares(given: Given, selection: Selection) -> None:
    """A percentage whose values are all small, or one of them without its sign, may be a share; it is asked about."""
    words, text = given.sql("kpi"), given.sql("value")
    most = SMALL_SHARE_IN_A_WORKBOOK if given.table.typed else 1
    bare = f"bool_or(NOT ends_with({text}, '%') AND abs(reading) <= 1 AND reading <> 0)"
    signed = f"bool_or(ends_with({text}, '%'))"
    small = f"max(abs(reading)) <= {most} AND max(reading) > 0 AND NOT {signed}"
    asked = select(
        [f"any_value({words})", signed],
        selection.source,
        f"WHERE {selection.passes} AND unit = '%' GROUP BY kpi_id HAVING ({small}) OR ({signed} AND {bare})",
    )
    for word, is_mixed in given.engine.execute(asked).fetchall():
        if is_mixed:
            note = f"Some values of {word} have a per cent sign, others are bare and at most 1: are those shares?"
            note += " Then write them as per cent too; 0.5 was taken as 0.5 %."
        else:
            note = f"All values of {word} are at most {most} %: are they shares?"
            note += " Then use [scale] value = 100 in the mapping file."
        given.notes.append(note)
