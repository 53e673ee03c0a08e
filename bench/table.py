"""The one plain table that the measurements end in."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from customer_room import __version__


@dataclass(frozen=True, slots=True)
class Line:
    """One measured ratio, what goes with it, and what was aimed at."""

    measured: str
    ratio: float
    detail: str = ""
    aim: str = ""


def environment() -> str:
    """What the measurements ran on, in a sentence."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    load = f", load {os.getloadavg()[0]:.1f} when it began" if hasattr(os, "getloadavg") else ""
    return (
        f"Customer Room {__version__} on {platform.system()} {platform.machine()}, {cores} cores{load}, "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}."
    )


def at_most(ratio: float, limit: float) -> str:
    """An aim not to be exceeded, and whether it was met."""
    return f"≤ {limit:g}, {'met' if ratio <= limit else 'missed'}"


def at_least(ratio: float, limit: float) -> str:
    """An aim to be reached, and whether it was met."""
    return f"≥ {limit:g}, {'met' if ratio >= limit else 'missed'}"


def as_table(lines: Sequence[Line]) -> str:
    """The lines as a table of text, which is Markdown as well."""
    rows = [("measured", "ratio", "aim", "with it")]
    rows += [(line.measured, f"{line.ratio:.2f}", line.aim, line.detail) for line in lines]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    texts = [
        f"| {row[0]:<{widths[0]}} | {row[1]:>{widths[1]}} | {row[2]:<{widths[2]}} | {row[3]:<{widths[3]}} |"
        for row in rows
    ]
    rule = f"|{'-' * (widths[0] + 2)}|{'-' * (widths[1] + 1)}:|{'-' * (widths[2] + 2)}|{'-' * (widths[3] + 2)}|"
    return "\n".join((texts[0], rule, *texts[1:]))
