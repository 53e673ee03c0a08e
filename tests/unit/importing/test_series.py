from datetime import date

import pytest

from customer_room.errors import ImportRefusedError
from tests.unit.importing.importer import Importer, assert_counts_add_up, known, reasons, staged_rows

MONTH = "kpi,period,value,n\n"


def values(importer: Importer, *texts: str, mapping: str | None = None) -> list[float | None]:
    """The values of a month's readings written like this, None for a refused one."""
    rows = "".join(f"on-time;2026-{month:02d};{text}\n" for month, text in enumerate(texts, start=1))
    found = {
        row["period_start"].month: row["value"]
        for row in importer.rows("kpi;period;value\n" + rows, "readings", mapping=mapping)
    }
    return [found.get(month) for month in range(1, len(texts) + 1)]


def test_reading_has_the_stores_types(importer: Importer) -> None:
    """A reading is staged with the KPI's id, the period's first day, the value and what it was measured on."""
    row = importer.rows(MONTH + "On-Time,2026-10,93.5,120\n", "readings")[0]
    assert row == {"kpi_id": known("on-time"), "period_start": date(2026, 10, 1), "value": 93.5, "n": 120}


def test_ways_to_write_a_number(importer: Importer) -> None:
    """Percent signs, signs, groups and exponents are understood."""
    assert values(importer, "50 %", "93.5%", "-0", "+7", "−3", "1,234.5", "1e2", "1 234.5", ".5") == [
        50, 93.5, 0, 7, -3, 1234.5, 100, 1234.5, 0.5,
    ]  # fmt: skip


def test_decimal_comma_is_deduced(importer: Importer) -> None:
    """A comma is the decimal sign when the column cannot mean anything else."""
    assert values(importer, "2,6", "1.234,5", "0,758") == [2.6, 1234.5, 0.758]


def test_decimal_sign_is_asked_for(importer: Importer) -> None:
    """1,234 alone can be a thousand or a fraction: the file is refused until the mapping file says."""
    with pytest.raises(ImportRefusedError, match="thousand or a fraction"):
        values(importer, "1,234")
    assert values(importer, "1,234", mapping='[file]\ndecimal = ","') == [1.234]
    assert values(importer, "1,234", mapping='[file]\ndecimal = "."') == [1234]


def test_both_decimal_signs_are_refused(importer: Importer) -> None:
    """A column with decimal points and decimal commas is refused with both examples."""
    with pytest.raises(ImportRefusedError, match=r"2,6.*2\.6"):
        values(importer, "2,6", "2.6")


@pytest.mark.parametrize(
    "text", ["NaN", "inf", "1e309", "TRUE", "yes", "١٢٣", "(5)", "0x1F", "1_000", "12abc", "--5", "1,2,3.5", "$5"]
)
def test_what_is_no_number_is_refused(importer: Importer, text: str) -> None:
    """Words, infinity, other digits and sums of money are refused, never misread."""
    assert values(importer, text, "1.5") == [None, 1.5]


def test_scale_multiplies(importer: Importer) -> None:
    """[scale] turns shares into percent."""
    assert values(importer, "0.5", mapping="[scale]\nvalue = 100") == [50]


def test_scale_leaves_no_percent_sign(importer: Importer) -> None:
    """“50 %” says already what [scale] would, so such a cell is refused instead of being scaled twice."""
    rows = "kpi,period,value\non-time,2026-09,50 %\non-time,2026-10,0.5\n"
    staged = importer.stage(rows, "readings", mapping="[scale]\nvalue = 100")
    assert [row["value"] for row in staged_rows(staged)] == [50]
    assert reasons(staged) == {"the per cent sign already says what [scale] would": 1}


def test_percents_and_bare_shares_are_asked_about(importer: Importer) -> None:
    """A column that mixes “50 %” and 0.6 is taken as written, and asked about."""
    staged = importer.stage("kpi,period,value\non-time,2026-09,50 %\non-time,2026-10,0.6\n", "readings")
    assert any("are those shares" in note for note in staged.notes)


@pytest.mark.parametrize("period", ["２０２６-10", "٢٠٢٦-10", "2026-W٤١"])
def test_periods_have_ascii_digits(importer: Importer, period: str) -> None:
    """Digits of other scripts are refused in periods as they are in dates."""
    assert reasons(importer.stage(f"kpi,period,value\non-time,{period},5\n", "readings")) == {"not a period": 1}


def test_possible_shares_are_asked_about(importer: Importer) -> None:
    """A percentage with values of at most 1 only is taken as written, with a question."""
    staged = importer.stage(MONTH + "on-time,2026-09,0.91,\non-time,2026-10,0.95,\n", "readings")
    assert [row["value"] for row in staged_rows(staged)] == [0.91, 0.95]
    assert any("are they shares" in note for note in staged.notes)


@pytest.mark.parametrize(
    ("kpi", "period", "start"),
    [
        ("calls", "2026-10-05", date(2026, 10, 5)),
        ("errors", "2026-W41", date(2026, 10, 5)),
        ("on-time", "2026-10", date(2026, 10, 1)),
    ],
)
def test_period_of_the_cadence(importer: Importer, kpi: str, period: str, start: date) -> None:
    """A period of the KPI's own length is understood."""
    assert importer.rows(MONTH + f"{kpi},{period},1,\n", "readings")[0]["period_start"] == start


def test_period_of_another_length_is_refused(importer: Importer) -> None:
    """A day is no month, unless the mapping file says that dates stand for their periods."""
    content = MONTH + "on-time,2026-10-05,93.5,\n"
    assert reasons(importer.stage(content, "readings")) == {"the period is not as long as the KPI's cadence": 1}
    row = importer.rows(content, "readings", mapping="[period]\nfrom_date = true")[0]
    assert row["period_start"] == date(2026, 10, 1)


@pytest.mark.parametrize("period", ["2026-13", "2026-W54", "October", "2027-01", "1980-01", ""])
def test_impossible_periods_are_refused(importer: Importer, period: str) -> None:
    """What is no period, or lies in the future or the far past, is refused."""
    staged = importer.stage(MONTH + f"on-time,{period},1,\non-time,2026-10,1.5,\n", "readings")
    assert (staged.rows_staged, staged.rows_refused) == (1, 1)


def test_unknown_kpi_is_refused(importer: Importer) -> None:
    """A KPI the room does not have is refused by row."""
    assert reasons(importer.stage(MONTH + "speed,2026-10,1,\n", "readings")) == {"the room has no such KPI": 1}


def test_same_reading_twice_counts_once(importer: Importer) -> None:
    """Identical rows for a KPI and period collapse."""
    staged = importer.stage(MONTH + "on-time,2026-10,93.5,\nOn-Time,2026-10,93.50,\n", "readings")
    assert (staged.rows_staged, staged.duplicates_in_file) == (1, 1)
    assert_counts_add_up(staged)


def test_contradicting_readings_are_both_refused(importer: Importer) -> None:
    """Two values for a KPI and period are both refused: neither is known to be right."""
    staged = importer.stage(MONTH + "on-time,2026-10,93.5,\non-time,2026-10,94,\n", "readings")
    assert (staged.rows_staged, staged.rows_refused) == (0, 2)
    assert_counts_add_up(staged)


@pytest.mark.parametrize("n", ["-1", "2.5", "many", "1e16", "50%"])
def test_counts_are_whole_numbers(importer: Importer, n: str) -> None:
    """What a value was measured on is a whole number of 0 or more."""
    assert reasons(importer.stage(MONTH + f"on-time,2026-10,93.5,{n}\n", "readings")) == {
        "not a whole number of 0 or more": 1
    }


def test_exposure(importer: Importer) -> None:
    """Customers who passed a stage are staged with the period's first day and length."""
    rows = importer.rows("stage,period,customers\ni-order,2026-Q3,12000\nI order,2026-10,4100\n", "exposure")
    assert rows == [
        {"stage_id": known("order"), "period_start": date(2026, 7, 1), "grain": "quarter", "customers": 12_000},
        {"stage_id": known("order"), "period_start": date(2026, 10, 1), "grain": "month", "customers": 4_100},
    ]


@pytest.mark.parametrize("row", ["i-order,2026-10,-5", "i-order,2026-10,", "nowhere,2026-10,5", "i-order,soon,5"])
def test_wrong_exposure_is_refused(importer: Importer, row: str) -> None:
    """Negative or missing counts, unknown stages and periods are refused."""
    assert importer.stage(f"stage,period,customers\n{row}\n", "exposure").rows_refused == 1


def test_exposure_from_dates(importer: Importer) -> None:
    """With from_date a day stands for its month."""
    content = "stage,period,customers\ni-order,05.10.2026,7\ni-order,13.09.2026,8\n"
    rows = importer.rows(content, "exposure", mapping="[period]\nfrom_date = true")
    assert [(row["period_start"], row["grain"]) for row in rows] == [
        (date(2026, 9, 1), "month"),
        (date(2026, 10, 1), "month"),
    ]
