"""Reading a column of dates: which order its parts have is decided from the whole column, or asked for."""

import re
from dataclasses import dataclass

from customer_room.importing.engine import count, first_row, literal, select
from customer_room.importing.given import Given
from customer_room.importing.mapping import DateOrder
from customer_room.importing.refusals import refused, shown

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DATE = re.compile(
    r"(?P<a>9{1,4}|[A-Za-z]+)(?P<s>[-/.]|\.? )(?P<b>9{1,2}|[A-Za-z]+)(?P<t>[-/.]|,? )(?P<c>9{1,4})(?P<time>.*)"
)
_TIME = re.compile(r"(?P<gap>T|,? )9{1,2}:99(?P<seconds>:99(?P<part>\.9{1,6})?)?(?P<space> ?)(?P<half>[AaPp][Mm])?")
_OFFSET = r":[0-9.]+ ?([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)$"
_REAL_OFFSET = r"([Zz]|[+-](0[0-9]|1[0-3])(:?[0-5][0-9])?|[+-]14(:?00)?)$"
_NUMERIC = r"^([0-9]{1,2})[-/. ]+([0-9]{1,2})[-/. ]+[0-9]{2,4}"


@dataclass(frozen=True, slots=True)
class DateReading:
    """SQL for a column's dates: `local` is a wall-clock TIMESTAMP, `utc` one that named its offset, or NULL.

    `has_time` is false when the column holds days only; `label` says in words how it is read.
    """

    local: str
    utc: str | None
    has_time: bool
    label: str


def read_dates(given: Given, column: str) -> DateReading:
    """Decide how a column's dates are written.

    Raises:
        ImportRefusedError: two orders are possible, or both occur, and the mapping file does not decide.
    """
    text = given.sql(column)
    cast = f"TRY_CAST({text} AS TIMESTAMP)"
    iso = f"CASE WHEN {cast} >= TIMESTAMP '1000-01-01' THEN {cast} END"  # 02/03/26 would be read as the year 2
    facts = select(
        [
            f"count({iso})",
            f"count({text})",
            f"bool_or(contains({text}, ':'))",
            f"bool_or(ends_with({text}, 'Z') OR ends_with({text}, 'z') OR contains({text}, '+') "
            f"OR contains(substr({text}, 12), '-'))",
        ],
        "kept",
    )
    known, filled, has_time, may_have_offsets = first_row(given.engine, facts)
    if given.mapping.date_formats and not given.table.typed:
        return _by_formats(given, text, bool(has_time))
    offset = f"regexp_matches({text}, {literal(_OFFSET)})" if may_have_offsets else "false"
    has_offsets = bool(may_have_offsets) and count(given.engine, "kept", f"WHERE {offset}") > 0
    formats: list[str] = []
    label = "year-first"
    if known != filled:
        formats, label = _other_formats(given, text, f"{iso} IS NULL AND NOT coalesce({offset}, false)", bool(known))
    local = f"coalesce({iso}, try_strptime({text}, [{', '.join(map(literal, formats))}]))" if formats else iso
    if has_offsets:
        label += ", with their time zones"
        return DateReading(
            f"CASE WHEN NOT {offset} THEN {local} END", _offset_time(text, offset), bool(has_time), label
        )
    return DateReading(local, None, bool(has_time), label)


def _offset_time(text: str, offset: str) -> str:
    closed = f"regexp_replace(upper({text}), ' ([+-][0-9]{{2}}:?[0-9]{{2}}|Z)$', '\\1')"
    with_seconds = f"regexp_replace({closed}, '([T ][0-9]{{2}}:[0-9]{{2}})(Z|[+-])', '\\1:00\\2')"
    real = f"{offset} AND regexp_matches({text}, {literal(_REAL_OFFSET)})"
    return f"CASE WHEN {real} THEN make_timestamp(epoch_us(TRY_CAST({with_seconds} AS TIMESTAMPTZ))) END"


def _by_formats(given: Given, text: str, has_time: bool) -> DateReading:
    formats = given.mapping.date_formats
    names = f"[{', '.join(map(literal, formats))}]"
    parsed = f"try_strptime({text}, {names})"
    label = "read as " + " or ".join(formats)
    if any("%z" in one for one in formats):
        if all(one.endswith("%z") for one in formats):
            utc = f"regexp_replace({text}, '[Zz]$', '+00')"
            real = f"regexp_matches({text}, {literal(_REAL_OFFSET)})"
            parsed = f"CASE WHEN {real} THEN try_strptime({utc}, {names}) END"
        return DateReading("CAST(NULL AS TIMESTAMP)", f"make_timestamp(epoch_us({parsed}))", has_time, label)
    return DateReading(parsed, None, has_time, label)


def _other_formats(given: Given, text: str, others: str, known: bool) -> tuple[list[str], str]:
    shapes_sql = select(
        [f"DISTINCT translate({text}, '0123456789', '9999999999')"], "kept", f"WHERE {others} LIMIT 500"
    )
    shapes = [str(row[0]) for row in given.engine.execute(shapes_sql).fetchall()]
    matches = [match for match in map(_DATE.fullmatch, shapes) if match]
    numeric = [match for match in matches if match["b"].startswith("9") and len(match["a"]) <= 2]
    order, label = given.mapping.date_order, "year-first" if known else "not readable without [dates] in a mapping file"
    if order:
        label = order.value
    elif any("99" in (match["a"], match["c"]) and len(match["a"]) != 4 != len(match["c"]) for match in matches):
        what = "Its dates have years of two digits, so the year could be at either end."
        raise refused(given.request.file_name, what, _ORDER_FIX)
    elif any(match["a"].startswith("9") and match["b"].startswith("9") and len(match["a"]) <= 2 for match in numeric):
        order, label = _proven_order(given, text, others)
    formats = {found for match in matches if (found := _format(match, order))}
    return sorted(formats), label


_ORDER_FIX = 'Say which in the mapping file: [dates] order = "day-first", "month-first" or "year-first".'


def _proven_order(given: Given, text: str, others: str) -> tuple[DateOrder, str]:
    part = f"regexp_extract({text}, {literal(_NUMERIC)}, %d)"
    parts = {"a": f"TRY_CAST({part % 1} AS INTEGER)", "b": f"TRY_CAST({part % 2} AS INTEGER)"}
    numbers = select({**parts, "record": "record", "said": text}, "kept", f"WHERE {others}")
    days_first = "arg_min({0}, record) FILTER (a BETWEEN 13 AND 31 AND b <= 12)"
    months_first = "arg_min({0}, record) FILTER (b BETWEEN 13 AND 31 AND a <= 12)"
    asked = [days_first.format("record"), days_first.format("said"), months_first.format("record")]
    asked += [months_first.format("said"), "bool_or(a <> b)", "any_value(said)"]
    day, day_said, month, month_said, differs, example = first_row(
        given.engine, select(asked, f"({numbers}) AS numbers")
    )
    name = given.request.file_name
    if day and month:
        what = (
            f"Its dates contradict each other: “{day_said}” (record {day}) can only be day-first, "
            f"“{month_said}” (record {month}) only month-first."
        )
        raise refused(name, what, f"Make them alike, or: {_ORDER_FIX[0].lower()}{_ORDER_FIX[1:]}")
    if day:
        return DateOrder.DAY_FIRST, f"day-first (record {day} proves it)"
    if month:
        return DateOrder.MONTH_FIRST, f"month-first (record {month} proves it)"
    if differs:
        what = f"Its dates, such as “{shown(str(example))}”, can be day-first or month-first, and no date proves which."
        raise refused(name, what, _ORDER_FIX)
    return DateOrder.DAY_FIRST, "day-first or month-first, which is the same for these dates"


def _format(match: re.Match[str], order: DateOrder | None) -> str | None:
    """The strptime format of a shape such as 99/99/9999 99:99; None for what is not a date."""
    time = _time_format(match["time"])
    a, b, c = match["a"], match["b"], match["c"]
    year = {4: "%Y", 2: "%y"}
    if time is None:
        return None
    if (len(a) == 4 and a.startswith("9")) or (order is DateOrder.YEAR_FIRST and a == "99"):
        middle = _month_format(b) if not b.startswith("9") else "%m"
        parts: tuple[str | None, ...] = (year[len(a)], middle, "%d" if len(c) <= 2 else None)
    elif len(c) not in year or order is DateOrder.YEAR_FIRST:
        return None
    elif a.startswith("9") and b.startswith("9"):
        parts = ("%d", "%m", year[len(c)]) if order is DateOrder.DAY_FIRST else ("%m", "%d", year[len(c)])
    elif a.startswith("9"):
        parts = ("%d", _month_format(b), year[len(c)])
    else:
        parts = (_month_format(a), "%d" if b.startswith("9") else None, year[len(c)])
    if None in parts or (order is None and parts[:2] == ("%m", "%d")):
        return None
    return f"{parts[0]}{match['s']}{parts[1]}{match['t']}{parts[2]}{time}"


def _month_format(name: str) -> str | None:
    folded = name.lower()
    if folded in _MONTHS:
        return "%b" if folded == "may" else "%B"
    return "%b" if folded in {month[:3] for month in _MONTHS} else None


def _time_format(text: str) -> str | None:
    if not text:
        return ""
    match = _TIME.fullmatch(text)
    if not match:
        return None
    seconds = (":%S.%f" if match["part"] else ":%S") if match["seconds"] else ""
    half = f"{match['space']}%p" if match["half"] else ""
    return f"{match['gap']}{'%I' if half else '%H'}:%M{seconds}{half}"
