import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from bench.__main__ import run
from bench.sizes import Sizes

TINY = Sizes(
    (300, 600), 2, 1, 50, 1, 300, 1, screen_rounds=1, live_walls=3, live_rounds=2, live_writes=2, live_refreshes=12
)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the rooms of the bench are made."""
    return tmp_path_factory.mktemp("workshop")


@pytest.fixture(scope="module")
def report(workshop: Path) -> list[str]:
    """What the bench prints for a handful of rows, line by line."""
    return run(TINY, ("wall", "import"), workshop).splitlines()


@pytest.fixture(scope="module")
def rows(report: list[str]) -> list[list[str]]:
    """The cells of the table below its head."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in report[4:]]


@pytest.mark.slow
def test_the_bench_says_what_it_ran_on(report: list[str]) -> None:
    """The first line names the system, its cores and the versions."""
    assert re.fullmatch(r"Customer Room \S+ on .+, \d+ cores.*, Python 3\.\d+\.\d+, DuckDB 1\.5\.5\.", report[0])


@pytest.mark.slow
def test_the_bench_prints_one_table_of_ratios(rows: list[list[str]]) -> None:
    """Every line has a name, a ratio that is a number above or at zero, an aim and a remark."""
    assert {len(row) for row in rows} == {4}
    assert all(row[0] and re.fullmatch(r"\d+\.\d\d", row[1]) for row in rows)


@pytest.mark.slow
def test_the_bench_covers_what_speed_is_promised_of(rows: list[list[str]]) -> None:
    """The wall, a further import, the check, the import against the raw copy and its memory are all in the table."""
    measured = "\n".join(row[0] for row in rows)
    for part in ("wall: 600 items / 300", "reading the store", "wording", "keeping 50 more", "check: 600", "raw COPY",
                 "peak memory", "share of staging", "share of store"):  # fmt: skip
        assert part in measured


@pytest.mark.slow
def test_the_bench_holds_two_lines_to_an_aim(rows: list[list[str]]) -> None:
    """The largest wall and the import say whether their aim was met."""
    aims = {row[0]: row[2] for row in rows if row[2]}
    assert [re.sub("met|missed", "?", aim) for aim in aims.values()] == ["≤ 1.3, ?", "≥ 0.5, ?"]
    assert list(aims) == ["wall: 600 items / 300", "import of 300 CSV rows: speed / raw COPY"]


@pytest.mark.slow
def test_the_bench_leaves_nothing_behind(report: list[str], workshop: Path) -> None:
    """The rooms and files made to measure are removed."""
    assert report
    assert list(workshop.iterdir()) == []


@pytest.mark.slow
@pytest.mark.browser
def test_the_bench_looks_at_open_walls(workshop: Path, chromium_path: Path) -> None:
    """What is promised of a live wall is in the table: its refresh, other walls, many at once, processor and heap."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:  # a second browser's loop wants its own
        lines = other.submit(run, TINY, ("live", "screens"), workshop).result().splitlines()[4:]
    measured = [line.strip("|").split("|")[0].strip() for line in lines]
    for part in (
        "refresh of an open wall", "seen on any wall", "3 open walls", "processor", "browser heap", "memory",
        "hello page, cold", "hello page, warm", "first content", "stage opened: whole",
    ):  # fmt: skip
        assert sum(part in one for one in measured) == 1
