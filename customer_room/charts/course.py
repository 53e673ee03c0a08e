"""The course of a figure as a line: gaps as gaps, the target dashed, the usual range as a band, fixes as upright lines.

Designed for a box of 1,200 by 520 units, to be read from one and a half meters.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from unicodedata import east_asian_width

import plotly.graph_objects as go

from customer_room.charts.fixes import fix_labels, fix_lines, rows_height
from customer_room.charts.labels import label, lines
from customer_room.charts.roles import Role
from customer_room.views.stage_course import Course, CoursePoint, PointSignal

_CLEAR = "rgba(0,0,0,0)"
_FONT_SIZE = 26
_MOST_DATES = 4
_TARGET_LETTERS = 16
_LETTER_WIDTH = 15
_WIDER = 11  # of Chinese, Japanese and Korean
_LABEL_GAP = 20
_DATES_HEIGHT = 64
_LEAST_SIDE = 72  # half of the last date stands there

# Symbol, colour, size, and the gap that sets it off from the line.
_MARKS: dict[PointSignal, tuple[str, Role, int, int]] = {
    "": ("circle", Role.SERIES, 11, 0),
    "better": ("triangle-up", Role.BETTER, 24, 2),
    "worse": ("diamond", Role.WORSE, 22, 2),
}
_SIGNAL_WORDS: dict[PointSignal, str] = {"better": "better: ", "worse": "worse: "}


def course_figure(course: Course) -> go.Figure:
    """Draw a course; every text of the data in it is escaped and cut."""
    # Given at once: the same layout set by update_layout takes Plotly three times as long.
    return go.Figure(data=[_line(course.points), *_gaps(course)], layout=_layout(course))


def _layout(course: Course) -> dict[str, Any]:
    ends, reach = _ends(course), _reach(course)
    return {
        "template": {},
        "autosize": True,
        "paper_bgcolor": _CLEAR,
        "plot_bgcolor": _CLEAR,
        "showlegend": False,
        "hovermode": "x",
        "dragmode": False,
        "font": {"size": _FONT_SIZE, "color": Role.INK},
        "hoverlabel": {
            "bgcolor": Role.HOVER,
            "bordercolor": Role.MUTED,
            "font": {"size": _FONT_SIZE, "color": Role.INK},
        },
        # Left to Plotly, the room for labels costs a third of the drawing: everything is laid out twice.
        "margin": {
            "l": _LABEL_GAP + _width(*(told for _, told in course.ticks)),
            "r": _side(course),
            "t": 16 + rows_height(course.fixes),
            "b": _DATES_HEIGHT,
            "autoexpand": False,
        },
        "xaxis": _time_axis(course.points, ends),
        "yaxis": _value_axis(course, reach),
        "shapes": [*_bands(course, ends), *_targets(course, ends), *fix_lines(course.fixes, ends, reach)],
        "annotations": [*_target_labels(course), *fix_labels(course.fixes, ends)],
    }


def _side(course: Course) -> int:
    """The margin on the right, where the target's label stands clear of the line."""
    return max(_LEAST_SIDE, _LABEL_GAP + min(_width(course.target_told), _LETTER_WIDTH * _TARGET_LETTERS))


def _width(*texts: str) -> int:
    """Enough for the longest of some texts on one line, of which most letters need less."""
    return max(sum(_LETTER_WIDTH + _WIDER * (east_asian_width(sign) in "WF") for sign in text) for text in texts)


def _line(points: Sequence[CoursePoint]) -> go.Scatter:
    marks = [_MARKS[point.signal] for point in points]
    return go.Scatter(
        x=[point.at.isoformat() for point in points],
        y=[point.value for point in points],
        mode="lines+markers",
        connectgaps=False,
        line={"color": Role.SERIES, "width": 4},
        marker={
            "symbol": [symbol for symbol, _, _, _ in marks],
            "color": [colour for _, colour, _, _ in marks],
            "size": [size for _, _, size, _ in marks],
            "line": {"color": Role.GROUND, "width": [gap for _, _, _, gap in marks]},
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
        "color": Role.INTERVAL,
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
        marker={"size": 24, "opacity": 0, "color": Role.MUTED},
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
        "tickcolor": Role.MUTED,
        "tickfont": {"color": Role.MUTED},
        "linecolor": Role.MUTED,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _reach(course: Course) -> tuple[float, float]:
    """What the axis of values reaches over: a little more than its ticks."""
    least, most = course.ticks[0][0], course.ticks[-1][0]
    room = (most - least) * 0.06
    return least - room, most + room


def _value_axis(course: Course, reach: tuple[float, float]) -> dict[str, Any]:
    return {
        "type": "linear",
        "range": list(reach),
        "tickvals": [value for value, _ in course.ticks],
        "ticktext": [label(told) for _, told in course.ticks],
        "tickfont": {"color": Role.MUTED},
        "gridcolor": Role.GRID,
        "zeroline": False,
        "fixedrange": True,
    }


def _bands(course: Course, ends: tuple[date, date]) -> Iterator[dict[str, Any]]:
    if course.band is not None:
        low, high = course.band
        yield {
            "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": low, "y1": high,
            "fillcolor": Role.RANGE, "line": {"width": 0}, "layer": "below",
        }  # fmt: skip
        for edge in course.band:
            yield _level(edge, ends, Role.RANGE_EDGE, 2, "dot")


def _targets(course: Course, ends: tuple[date, date]) -> Iterator[dict[str, Any]]:
    if course.target is not None:
        yield _level(course.target, ends, Role.TARGET, 4, "dash")


def _level(value: float, ends: tuple[date, date], colour: Role, width: int, dash: str) -> dict[str, Any]:
    """A line across the plot; Plotly draws only what is placed by both axes over the grid and under the readings."""
    first, last = ends
    return {
        "type": "line", "x0": first.isoformat(), "x1": last.isoformat(), "y0": value, "y1": value,
        "line": {"color": colour, "width": width, "dash": dash}, "layer": "between",
    }  # fmt: skip


def _target_labels(course: Course) -> Iterator[dict[str, Any]]:
    if course.target is not None:
        yield {
            "text": label(course.target_told, _TARGET_LETTERS), "xref": "paper", "x": 1, "xanchor": "left", "xshift": 6,
            "y": course.target, "yanchor": "middle", "showarrow": False, "font": {"color": Role.TARGET},
        }  # fmt: skip
