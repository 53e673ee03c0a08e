"""Reading a column of numbers: whether a comma is a decimal sign is decided from the whole column, or asked for."""

from customer_room.importing.checks import Check
from customer_room.importing.engine import first_row, literal, select
from customer_room.importing.given import Given
from customer_room.importing.refusals import refused, shown

_SIGN = "[+-]?"
_END = "( ?%)?$"
_DECIMAL_FIX = 'Say which in the mapping file: [file] decimal = "," or decimal = ".".'


def _proofs(decimal: str, other: str) -> str:
    """A pattern of numbers that only make sense when `decimal` is the decimal sign."""
    d, o = (f"[{sign}]" for sign in (decimal, other))
    shapes = (
        f"[0-9]*{d}([0-9]{{1,2}}|[0-9]{{4,}})",
        f"0{d}[0-9]+",
        f"[0-9]{{4,}}{d}[0-9]+",
        f"[0-9]{{1,3}}({o}[0-9]{{3}})+{d}[0-9]+",
        f"[0-9]{{1,3}}({o}[0-9]{{3}}){{2,}}",
    )
    return f"^{_SIGN}({'|'.join(shapes)}){_END}"


_AMBIGUOUS = f"^{_SIGN}[1-9][0-9]{{0,2}}[.,][0-9]{{3}}{_END}"


def decimal_sign(given: Given, column: str) -> str:
    """The decimal sign of a column.

    Raises:
        ImportRefusedError: both signs occur as decimals, or nothing tells 1,234 from 1.234, and the mapping file does
            not decide.
    """
    if given.mapping.decimal or given.table.typed or not given.has(column):
        return given.mapping.decimal or "."
    text = given.sql(column)
    tests = [_proofs(",", "."), _proofs(".", ","), _AMBIGUOUS]
    found = [f"arg_min({text}, record) FILTER (regexp_matches({text}, {literal(test)}))" for test in tests]
    comma, point, open_question = first_row(given.engine, select(found, "kept"))
    name = given.request.file_name
    if comma and point:
        what = f"The column for {column} holds “{shown(str(comma))}” and “{shown(str(point))}”: both decimal signs."
        raise refused(name, what, f"Make them alike, or s{_DECIMAL_FIX[1:]}")
    if open_question and not comma and not point:
        what = f"The column for {column} holds “{shown(str(open_question))}”, which can be a thousand or a fraction."
        raise refused(name, what, _DECIMAL_FIX)
    return "," if comma else "."


def number_sql(given: Given, column: str, decimal: str, percent: bool = True) -> str:
    """SQL for a column's numbers as DOUBLE: NULL for what is no finite number, scaled as the mapping asks."""
    text = f"replace({given.sql(column)}, '−', '-')"
    group = f"[{',' if decimal == '.' else '.'} '’\u00a0\u2009\u202f]"
    whole = f"([0-9]+|[0-9]{{1,3}}({group}[0-9]{{3}})+)"
    ending = "( ?%)?" if percent else ""
    valid = f"^[+-]?({whole}([{decimal}][0-9]*)?|[{decimal}][0-9]+)([eE][+-]?[0-9]{{1,3}})?{ending}$"
    plain = f"replace(regexp_replace({text}, {literal(group.replace(']', '%]'))}, '', 'g'), {literal(decimal)}, '.')"
    number = f"TRY_CAST({plain} AS DOUBLE)"
    scale = given.mapping.scale.get(column, 1.0)
    scaled = number if scale == 1.0 else f"({number} * {scale!r})"
    finite = f"regexp_matches({text}, {literal(valid)}) AND isfinite({scaled})"
    return f"CASE WHEN {finite} THEN {scaled} + 0.0 END"


def number_checks(given: Given, column: str, parsed: str, decimal: str) -> list[Check]:
    """What a number must be: there, and a finite number; `parsed` is where the view has it."""
    text = given.sql(column)
    blank_fix = f'Fill it in, or leave such rows out: [skip] {column} = [""] in the mapping file.'
    fix = f"Write it with digits 0–9 and “{decimal}” before the decimals, as in 1234{decimal}5."
    return [
        Check(column, f"{text} IS NULL", f"{column} is blank", blank_fix),
        Check(column, f"{text} IS NOT NULL AND {parsed} IS NULL", "not a number", fix),
    ]


def percent_checks(given: Given, column: str) -> list[Check]:
    """Where the mapping scales a column, a number with a per cent sign would be scaled twice."""
    if given.mapping.scale.get(column, 1.0) == 1.0:
        return []
    fix = f"Write it without the sign, as the others are, or remove [scale] {column} from the mapping file."
    signed = f"ends_with({given.sql(column)}, '%')"
    return [Check(column, signed, "the per cent sign already says what [scale] would", fix)]


def whole_checks(given: Given, column: str, parsed: str) -> list[Check]:
    """What a count must be where it is given: a whole number, not below 0."""
    text = given.sql(column)
    wrong = (
        f"{text} IS NOT NULL AND ({parsed} IS NULL OR {parsed} < 0 OR {parsed} > 1e15 OR {parsed} <> floor({parsed}))"
    )
    return [Check(column, wrong, "not a whole number of 0 or more", "Write a count such as 1250.")]
