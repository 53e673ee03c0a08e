"""The demo room's committed content, as its tests read it."""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[2]
DATA, ARTIFACTS, RECORDINGS = ROOT / "data", ROOT / "artifacts", ROOT / "recordings"
MONTHS = [f"{2024 + (10 + month) // 12}-{(10 + month) % 12 + 1:02d}" for month in range(24)]


@cache
def plan() -> dict[str, Any]:
    """The committed room plan."""
    return tomllib.loads((DATA / "plan.toml").read_text(encoding="utf-8"))


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of a committed CSV file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def parquet(name: str) -> list[dict[str, Any]]:
    """The rows of a committed Parquet file."""
    rows: list[dict[str, Any]] = pq.read_table(DATA / name).to_pylist()
    return rows


def codes(noun: str) -> list[str]:
    """The codes of a noun in the plan."""
    return [row["code"] for row in plan()[noun]]


def readings(kpi: str) -> dict[str, float]:
    """A KPI's values by period."""
    return {row["period"]: float(row["value"]) for row in table("readings.csv") if row["kpi"] == kpi}
