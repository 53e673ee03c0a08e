"""Reading a column of periods: keys such as 2026-10, or days of which the period is taken."""

from customer_room.domain.periods import Grain, parse_period
from customer_room.importing.checks import Check
from customer_room.importing.dates import read_dates
from customer_room.importing.engine import literal, select
from customer_room.importing.given import Given
from customer_room.importing.lookups import create_words, distinct_words

MAX_PERIODS = 50_000
_EXAMPLES = "2026-10 (a month), 2026-Q3, 2026-W41 or 2026-10-05 (a day)"


def create_timed(given: Given, grain: str | None) -> str:
    """Create the view `timed`: all of `kept` with `period_start` DATE and `period_grain`, NULL for what is neither.

    `grain` is SQL for the length a day's period shall have, used when the mapping file says `from_date`; None leaves a
    day a month's day. Returns how periods are read, in words.
    """
    if given.mapping.from_date:
        reading = read_dates(given, "period")
        day = f"CAST(coalesce({reading.local}, {reading.utc or 'NULL'}) AS DATE)"
        length = grain or literal(Grain.MONTH)
        cases = " ".join(f"WHEN {literal(one)} THEN CAST(date_trunc({literal(one)}, {day}) AS DATE)" for one in Grain)
        columns = {"period_start": f"CASE {length} {cases} END", "period_grain": length}
        given.engine.execute(f"CREATE VIEW timed AS {select(columns, _with_kpis(given, grain), keep='kept.*')}")
        return f"periods from dates, {reading.label}"
    words = distinct_words(given, "period", MAX_PERIODS)
    periods = [(word, parse_period(word)) for word in words if word.isascii()]
    rows = [(word, one.start.isoformat(), one.grain.value) for word, one in periods if one]
    create_words("words_period", given, {"starts": "DATE", "grain": "VARCHAR"}, rows)
    columns = {"period_start": "words_period.starts", "period_grain": "words_period.grain"}
    source = f"kept LEFT JOIN words_period ON words_period.word = {given.sql('period')}"
    given.engine.execute(f"CREATE VIEW timed AS {select(columns, source, keep='kept.*')}")
    return "periods by their keys"


def _with_kpis(given: Given, grain: str | None) -> str:
    return f"kept LEFT JOIN words_kpi ON words_kpi.word = {given.sql('kpi')}" if grain else "kept"


def period_checks(given: Given) -> list[Check]:
    """What a period must be: there, a period, begun, and after 1989."""
    text = given.sql("period")
    today = given.request.today.isoformat()
    unread = f"{text} IS NOT NULL AND period_start IS NULL"
    fix = f"Write {_EXAMPLES}; or [period] from_date = true in the mapping file, if the column holds dates."
    return [
        Check("period", f"{text} IS NULL", "period is blank", "Fill it in, or leave the row out."),
        Check("period", unread, "not a period", fix),
        Check("period", "period_start < DATE '1990-01-01'", "the period is before 1990", "Mend the year."),
        Check("period", f"period_start > DATE {literal(today)}", "the period is in the future", "Mend the period."),
    ]
