"""The course of a figure as a line: gaps as gaps, the target dashed, the usual range as a band, fixes as upright lines.

Designed for a box of 1,200 by 520 units, to be read from one and a half meters.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from customer_room.charts.labels import label, lines
from customer_room.domain.words import TeamStatus
from customer_room.views.stage_course import Course, CoursePoint, Fix, PointSignal

INK, SOFT, GOOD, BAD, ACCENT = "#1c1915", "#564e44", "#1c6336", "#a11f1a", "#a2451f"
_CLEAR = "rgba(0,0,0,0)"
_BAND = "rgba(86,78,68,0.14)"
_GRID = "rgba(86,78,68,0.22)"
_FONT_SIZE = 26
_MOST_DATES = 4
_FIX_ROWS = 3
_ROW_HEIGHT = 36
_TEAM_LETTERS = 22
_TARGET_LETTERS = 16
_LETTER_WIDTH = 15
_LEAST_SIDE = 72  # half of the last date stands there

_MARKS: dict[PointSignal, tuple[str, str, int]] = {
    "": ("circle", INK, 11),
    "better": ("triangle-up", GOOD, 24),
    "worse": ("diamond", BAD, 22),
}
_SIGNAL_WORDS: dict[PointSignal, str] = {"better": "better: ", "worse": "worse: "}
_STATUS_COLOURS = {TeamStatus.BROKEN: BAD, TeamStatus.RELIABLE: GOOD, TeamStatus.DIFFERENTIATING: ACCENT}
_STATUS_DASHES = {TeamStatus.BROKEN: "dot", TeamStatus.RELIABLE: "solid", TeamStatus.DIFFERENTIATING: "dashdot"}


def course_figure(course: Course) -> go.Figure:
    """Draw a course; every text of the data in it is escaped and cut."""
    # Given at once: the same layout set by update_layout takes Plotly three times as long.
    return go.Figure(data=[_line(course.points), *_gaps(course)], layout=_layout(course))


def _layout(course: Course) -> dict[str, Any]:
    ends = _ends(course)
    rows = min(_FIX_ROWS, len(course.fixes))
    return {
        "template": {},
        "autosize": True,
        "paper_bgcolor": _CLEAR,
        "plot_bgcolor": _CLEAR,
        "showlegend": False,
        "hovermode": "x",
        "dragmode": False,
        "font": {"size": _FONT_SIZE, "color": INK},
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": SOFT, "font": {"size": _FONT_SIZE, "color": INK}},
        "margin": {"l": 16, "r": _side(course), "t": 16 + rows * _ROW_HEIGHT, "b": 16},
        "xaxis": _time_axis(course.points, ends),
        "yaxis": _value_axis(course),
        "shapes": [*_bands(course), *_targets(course), *(_fix_line(fix) for fix in course.fixes)],
        "annotations": [*_target_labels(course), *_fix_labels(course.fixes, ends, rows)],
    }


def _side(course: Course) -> int:
    """The margin on the right, where the target's label stands clear of the line."""
    return max(_LEAST_SIDE, 20 + _LETTER_WIDTH * min(len(course.target_told), _TARGET_LETTERS))


def _line(points: Sequence[CoursePoint]) -> go.Scatter:
    marks = [_MARKS[point.signal] for point in points]
    return go.Scatter(
        x=[point.at.isoformat() for point in points],
        y=[point.value for point in points],
        mode="lines+markers",
        connectgaps=False,
        line={"color": INK, "width": 4},
        marker={
            "symbol": [symbol for symbol, _, _ in marks],
            "color": [colour for _, colour, _ in marks],
            "size": [size for _, _, size in marks],
            "opacity": 1,
        },
        error_y=_intervals(points),
        hoverinfo="text",
        hovertext=[_hover(point) for point in points],
        cliponaxis=False,
    )


def _intervals(points: Sequence[CoursePoint]) -> dict[str, Any] | None:
    if all(point.low is None for point in points):
        return None
    return {
        "type": "data",
        "symmetric": False,
        "array": [_distance(point.value, point.high) for point in points],
        "arrayminus": [_distance(point.low, point.value) for point in points],
        "color": SOFT,
        "thickness": 3,
        "width": 8,
    }


def _distance(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else high - low


def _gaps(course: Course) -> list[go.Scatter]:
    """Nothing to see where there is no value; but pointing there tells why."""
    gaps = [point for point in course.points if point.value is None]
    if not gaps:
        return []
    foot = course.ticks[0][0]
    trace = go.Scatter(
        x=[point.at.isoformat() for point in gaps],
        y=[foot] * len(gaps),
        mode="markers",
        marker={"size": 24, "opacity": 0, "color": SOFT},
        hoverinfo="text",
        hovertext=[_hover(point) for point in gaps],
        cliponaxis=False,
    )
    return [trace]


def _hover(point: CoursePoint) -> str:
    why = f"{_SIGNAL_WORDS[point.signal]}{point.signal_told}" if point.signal else ""
    return lines(point.label, point.told, point.n, why)


def _ends(course: Course) -> tuple[date, date]:
    """What the time axis reaches over: half a period more than the points on either side, and every fix."""
    first, last = course.points[0].at, course.points[-1].at
    steps = max(1, len(course.points) - 1)
    half = max(timedelta(days=1), (last - first) / (2 * steps)) if last > first else timedelta(days=15)
    days = [fix.on for fix in course.fixes]
    return min(first - half, *days) if days else first - half, max(last + half, *days) if days else last + half


def _time_axis(points: Sequence[CoursePoint], ends: tuple[date, date]) -> dict[str, Any]:
    step = -(-len(points) // _MOST_DATES)
    dated = list(points[::-1][::step])[::-1]
    return {
        "type": "date",
        "range": [end.isoformat() for end in ends],
        "tickvals": [point.at.isoformat() for point in dated],
        "ticktext": [label(point.label) for point in dated],
        "tickangle": 0,
        "ticklabeloverflow": "allow",
        "ticks": "outside",
        "ticklen": 8,
        "tickcolor": SOFT,
        "tickfont": {"color": SOFT},
        "linecolor": SOFT,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }


def _value_axis(course: Course) -> dict[str, Any]:
    values = [value for value, _ in course.ticks]
    room = (values[-1] - values[0]) * 0.06
    return {
        "type": "linear",
        "range": [values[0] - room, values[-1] + room],
        "tickvals": values,
        "ticktext": [label(told) for _, told in course.ticks],
        "tickfont": {"color": SOFT},
        "gridcolor": _GRID,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }


def _bands(course: Course) -> Iterator[dict[str, Any]]:
    if course.band is not None:
        low, high = course.band
        yield {
            "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": low, "y1": high,
            "fillcolor": _BAND, "line": {"width": 0}, "layer": "below",
        }  # fmt: skip


def _targets(course: Course) -> Iterator[dict[str, Any]]:
    if course.target is not None:
        yield {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": course.target, "y1": course.target,
            "line": {"color": ACCENT, "width": 4, "dash": "dash"}, "layer": "below",
        }  # fmt: skip


def _target_labels(course: Course) -> Iterator[dict[str, Any]]:
    if course.target is not None:
        yield {
            "text": label(course.target_told, _TARGET_LETTERS), "xref": "paper", "x": 1, "xanchor": "left", "xshift": 6,
            "y": course.target, "yanchor": "middle", "showarrow": False, "font": {"color": ACCENT},
        }  # fmt: skip


def _fix_line(fix: Fix) -> dict[str, Any]:
    return {
        "type": "line", "x0": fix.on.isoformat(), "x1": fix.on.isoformat(), "yref": "paper", "y0": 0, "y1": 1,
        "line": {"color": _STATUS_COLOURS[fix.status], "width": 4, "dash": _STATUS_DASHES[fix.status]},
        "layer": "below",
    }  # fmt: skip


def _fix_labels(fixes: Sequence[Fix], ends: tuple[date, date], rows: int) -> Iterator[dict[str, Any]]:
    """Above the plot, on the side of their line where there is room; neighbours stand in rows of their own."""
    first, last = ends
    for number, fix in enumerate(fixes):
        share = (fix.on - first) / (last - first)
        yield {
            "text": f"{label(fix.team, _TEAM_LETTERS)}: {label(fix.status_word)}",
            "x": fix.on.isoformat(), "xanchor": "right" if share > 0.5 else "left", "yref": "paper", "y": 1,
            "yanchor": "bottom", "yshift": (rows - 1 - number % rows) * _ROW_HEIGHT, "showarrow": False,
            "font": {"color": _STATUS_COLOURS[fix.status]},
        }  # fmt: skip
