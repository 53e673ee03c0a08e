"""The days on which fix teams changed their status, as upright lines that carry their words like flags."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from customer_room.charts.labels import label
from customer_room.charts.roles import Role
from customer_room.domain.words import TeamStatus
from customer_room.views.stage_course import Fix

_MOST_ROWS = 3
_ROW_HEIGHT = 36
_TEAM_LETTERS = 22
_BESIDE_LINE = 8

_LINES = {
    TeamStatus.BROKEN: (Role.FIX_BROKEN, "dot"),
    TeamStatus.RELIABLE: (Role.FIX_RELIABLE, "solid"),
    TeamStatus.DIFFERENTIATING: (Role.FIX_DIFFERENTIATING, "dashdot"),
}


def rows_height(fixes: Sequence[Fix]) -> int:
    """What the words above the plot need."""
    return _row_count(fixes) * _ROW_HEIGHT


def fix_lines(fixes: Sequence[Fix], ends: tuple[date, date], reach: tuple[float, float]) -> Iterator[dict[str, Any]]:
    """A line through the plot for each, and its staff above the plot up to its words.

    Args:
        fixes: In the order of their days.
        ends: What the time axis reaches over.
        reach: What the axis of values reaches over.
    """
    for fix, row, _ in _placed(fixes, ends):
        colour, dash = _LINES[fix.status]
        line = {
            "type": "line", "x0": fix.on.isoformat(), "x1": fix.on.isoformat(),
            "line": {"color": colour, "width": 4, "dash": dash},
        }  # fmt: skip
        yield line | {"y0": reach[0], "y1": reach[1], "layer": "between"}
        staff = {"yref": "paper", "ysizemode": "pixel", "yanchor": 1, "y0": 0, "y1": (row + 1) * _ROW_HEIGHT}
        yield line | staff | {"layer": "below"}


def fix_labels(fixes: Sequence[Fix], ends: tuple[date, date]) -> Iterator[dict[str, Any]]:
    """The words of each, on the side of its line where there is room."""
    for fix, row, is_late in _placed(fixes, ends):
        yield {
            "text": f"{label(fix.team, _TEAM_LETTERS)}: {label(fix.status_word)}",
            "x": fix.on.isoformat(), "xanchor": "right" if is_late else "left",
            "xshift": -_BESIDE_LINE if is_late else _BESIDE_LINE,
            "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": row * _ROW_HEIGHT, "showarrow": False,
            "font": {"color": _LINES[fix.status][0]},
        }  # fmt: skip


def _row_count(fixes: Sequence[Fix]) -> int:
    return min(_MOST_ROWS, len(fixes))


def _placed(fixes: Sequence[Fix], ends: tuple[date, date]) -> Iterator[tuple[Fix, int, bool]]:
    """Each with its row above the plot, and whether its words stand before its line.

    Words never lie across the staff of a neighbour on their side: early ones step down, late ones step up.
    """
    first, last = ends
    rows = _row_count(fixes)
    early = [fix for fix in fixes if (fix.on - first) / (last - first) <= 0.5]
    late = fixes[len(early) :]
    yield from ((fix, rows - 1 - number % rows, False) for number, fix in enumerate(early))
    yield from ((fix, number % rows, True) for number, fix in enumerate(late))
