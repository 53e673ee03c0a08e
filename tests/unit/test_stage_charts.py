"""The figures of a stage's page: what they draw, and that hostile texts in them stay text."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import nan
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from customer_room.charts import stage
from customer_room.charts.course import course_figure
from customer_room.charts.labels import label, lines
from customer_room.charts.roles import Role
from customer_room.charts.stage import figure_json
from customer_room.domain.words import TeamStatus
from customer_room.views.stage_course import Course, CoursePoint, Fix, nice_ticks

WALL = Path(stage.__file__).resolve().parents[1] / "ui" / "wall"
HOSTILE = (
    "<script>alert(1)</script>",
    '<a href="javascript:alert(1)">click</a>',
    "<b onmouseover=alert(1)>x</b><br><i>y</i>",
    "&lt;script&gt;",
    "%{x} %{customdata.name} <extra>%{y}</extra>",
    "X" * 5_000,
    "\u202eevil\u202c \u2067قصة\u2069 שלום",
    "🎉👩‍👩‍👧 line\none\u2028two\x00",
    "$\\unicode{x}$",
)
PLAIN = Course(
    points=(
        CoursePoint(date(2026, 7, 16), "Jul 2026", 90.0, "90.0%", "n 100", signal="worse", signal_told="below"),
        CoursePoint(date(2026, 8, 16), "Aug 2026", None, "not read", ""),
        CoursePoint(date(2026, 9, 16), "Sep 2026", 99.0, "99.0%", "n 120", signal="better", signal_told="above"),
        CoursePoint(date(2026, 10, 16), "Oct 2026", 95.0, "95.0%", "n 110"),
    ),
    ticks=((90.0, "90%"), (95.0, "95%"), (100.0, "100%")),
    target=95.0,
    target_told="≥ 95.0%",
    band=(92.0, 98.0),
    fixes=(Fix(date(2026, 8, 30), "On the Day", TeamStatus.RELIABLE, "Reliable"),),
)


def drawn(course: Course) -> dict[str, Any]:
    """The figure as the browser gets it."""
    sent: dict[str, Any] = json.loads(json.dumps(figure_json(course_figure(course)), allow_nan=False))
    return sent


def texts(part: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a figure with the name it stands under."""
    match part:
        case dict():
            for name, value in part.items():
                yield from texts(value, name)
        case list():
            for value in part:
                yield from texts(value, key)
        case str():
            yield key, part


def everywhere(text: str) -> Course:
    """A course with one text in every place where a text of the data can stand."""
    points = tuple(
        replace(point, label=text, told=text, n=text, signal_told=text and point.signal and text)
        for point in PLAIN.points
    )
    ticks = tuple((value, text) for value, _ in PLAIN.ticks)
    fixes = tuple(replace(fix, team=text, status_word=text) for fix in PLAIN.fixes)
    return replace(PLAIN, points=points, ticks=ticks, target_told=text, fixes=fixes)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_stay_text(hostile: str) -> None:
    """No tag but our line break, no template, no control or direction mark, nothing endless, anywhere in the figure."""
    found = list(texts(drawn(everywhere(hostile))))
    shown = [text for key, text in found if key in ("text", "hovertext", "ticktext")]
    assert len(shown) >= 9
    assert all("<" not in text.replace("<br>", "") and ">" not in text.replace("<br>", "") for text in shown)
    assert all(len(text) < 600 for _, text in found)
    assert not any(sign in text for _, text in found for sign in "\u202e\u202c\u2067\u2069\u2028\n\x00")
    assert not any("template" in key or key == "href" for key, _ in found)


def test_hover_texts_are_no_templates() -> None:
    """Plotly fills `%{…}` in templates only; ours are texts, also where a name looks like one."""
    figure = drawn(everywhere("%{x}"))
    assert {trace["hoverinfo"] for trace in figure["data"]} == {"text"}
    assert "%{x}" in figure["data"][0]["hovertext"][0]
    assert not any("hovertemplate" in trace or "texttemplate" in trace for trace in figure["data"])


def test_a_label_is_read_letter_by_letter() -> None:
    """What a person wrote is what stands there once Plotly has read its entities; too long is cut and marked."""
    assert label('Tom & "Ann" <3') == 'Tom &amp; "Ann" &lt;3'
    assert label("&lt;b&gt;") == "&amp;lt;b&amp;gt;"
    assert label("שלום 🎉") == "שלום 🎉"
    assert label("X" * 61, 60) == "X" * 59 + "…"
    assert label("X" * 60, 60) == "X" * 60
    assert label("&" * 60, 60) == "&amp;" * 60
    assert lines("a", "", "<br>") == "a<br>&lt;br&gt;"


def test_a_gap_is_a_gap_that_tells_why() -> None:
    """The line has no value there and is not bridged; pointing there gives the reason."""
    line, gaps = drawn(PLAIN)["data"]
    assert line["y"] == [90.0, None, 99.0, 95.0]
    assert line["connectgaps"] is False
    assert (gaps["x"], gaps["hovertext"]) == (["2026-08-16"], ["Aug 2026<br>not read"])
    assert gaps["marker"]["opacity"] == 0


def test_hovering_tells_period_value_n_and_signal() -> None:
    """Each on a line of its own."""
    hovertext = drawn(PLAIN)["data"][0]["hovertext"]
    assert hovertext[0] == "Jul 2026<br>90.0%<br>n 100<br>worse: below"
    assert hovertext[3] == "Oct 2026<br>95.0%<br>n 110"


def test_signals_differ_in_shape_and_colour() -> None:
    """Better, worse and neither are told apart without colour."""
    marker = drawn(PLAIN)["data"][0]["marker"]
    assert len({marker["symbol"][0], marker["symbol"][2], marker["symbol"][3]}) == 3
    assert (marker["color"][0], marker["color"][2]) == (Role.WORSE, Role.BETTER)


def test_target_range_and_fixes_are_drawn() -> None:
    """A dashed target, a band with dotted edges over the range, an upright line on the day of the fix, all told."""
    layout = drawn(PLAIN)["layout"]
    band, low, high, target, fix, staff = layout["shapes"]
    assert (band["type"], band["y0"], band["y1"]) == ("rect", 92.0, 98.0)
    assert [(edge["y0"], edge["y1"], edge["line"]["dash"]) for edge in (low, high)] == [
        (92.0, 92.0, "dot"),
        (98.0, 98.0, "dot"),
    ]
    assert (target["y0"], target["y1"], target["line"]["dash"]) == (95.0, 95.0, "dash")
    assert [fix["y0"], fix["y1"]] == layout["yaxis"]["range"]
    assert all((line["x0"], line["x1"]) == ("2026-08-30", "2026-08-30") for line in (fix, staff))
    assert [note["text"] for note in layout["annotations"]] == ["≥ 95.0%", "On the Day: Reliable"]


def test_no_line_of_a_fix_crosses_the_words_of_another() -> None:
    """Words before their line stand higher the later it is, words after it the earlier; each line ends at its words."""
    first = date(2026, 1, 15)
    points = tuple(replace(PLAIN.points[3], at=first + timedelta(days=30 * n)) for n in range(24))
    fixes = tuple(replace(PLAIN.fixes[0], on=first + timedelta(days=days)) for days in (90, 500, 600))
    layout = drawn(replace(PLAIN, points=points, fixes=fixes))["layout"]
    words = layout["annotations"][1:]
    assert [(one["xanchor"], one["yshift"]) for one in words] == [("left", 72), ("right", 0), ("right", 36)]
    staffs = [shape for shape in layout["shapes"] if shape.get("ysizemode") == "pixel"]
    assert [staff["y1"] - one["yshift"] for staff, one in zip(staffs, words, strict=True)] == [36, 36, 36]


def test_a_line_over_the_grid_is_placed_by_both_axes() -> None:
    """Plotly draws what is placed by the paper under the grid, which would hide a target at a tick."""
    over = [shape for shape in drawn(PLAIN)["layout"]["shapes"] if shape["layer"] == "between"]
    assert len(over) == 4
    assert not any("xref" in shape or "yref" in shape for shape in over)


def test_every_colour_of_a_figure_is_a_role() -> None:
    """None is named by its value, so that none is wrong in the other look; every role is used."""
    signals = replace(PLAIN, points=tuple(replace(point, low=80.0, high=100.0) for point in PLAIN.points))
    fixes = tuple(replace(PLAIN.fixes[0], status=status) for status in TeamStatus)
    found = {value for key, value in texts(drawn(replace(signals, fixes=fixes))) if key.endswith("color")}
    assert found - {"rgba(0,0,0,0)"} == {str(role) for role in Role}


def test_every_role_has_its_colour_in_the_styles_of_the_wall() -> None:
    """The styles give each a colour of the wall, which has one for either look; and they give no others."""
    styles = {name: (WALL / name).read_text(encoding="utf-8") for name in ("wall.css", "look.css", "panels.css")}
    given = dict(re.findall(r"(--chart-[a-z-]+): var\((--[a-z]+)\);", styles["panels.css"]))
    assert {f"var({name})" for name in given} == {str(role) for role in Role}
    for look in ("wall.css", "look.css"):
        assert all(re.search(rf"^  {colour}: #[0-9a-f]{{6}};$", styles[look], re.M) for colour in given.values())


def test_without_target_range_and_fixes_there_is_only_the_line() -> None:
    """Nothing is made up."""
    layout = drawn(replace(PLAIN, target=None, target_told="", band=None, fixes=()))["layout"]
    assert (layout.get("shapes", []), layout.get("annotations", [])) == ([], [])


def test_everything_drawn_lies_within_the_axes() -> None:
    """Band, target, points and the days of fixes are inside the ranges."""
    layout = drawn(PLAIN)["layout"]
    low, high = layout["yaxis"]["range"]
    assert low < 90.0 < 99.0 < high
    first, last = layout["xaxis"]["range"]
    assert first < "2026-07-16" < "2026-10-16" < last


def test_intervals_are_bars_around_the_score() -> None:
    """As far up and down as the interval reaches; none in a month without a score."""
    scored = replace(PLAIN.points[0], value=60.0, low=50.0, high=75.0, signal="")
    error = drawn(replace(PLAIN, points=(scored, PLAIN.points[1])))["data"][0]["error_y"]
    assert (error["array"], error["arrayminus"]) == ([15.0, None], [10.0, None])


@pytest.mark.parametrize("count", [1, 2, 7, 24, 36])
def test_few_dates_are_written_the_last_among_them(count: int) -> None:
    """At most four, evenly spaced, so that none touches the next."""
    first = date(2026, 1, 1)
    points = tuple(replace(PLAIN.points[3], at=first + timedelta(days=n), label=f"day {n}") for n in range(count))
    axis = drawn(replace(PLAIN, points=points, fixes=()))["layout"]["xaxis"]
    assert len(axis["ticktext"]) == len(axis["tickvals"]) <= 4
    assert axis["ticktext"][-1] == f"day {count - 1}"


def test_the_size_is_left_to_the_page() -> None:
    """No width or height, letters of 26 units, and a clear ground for light and dark."""
    layout = drawn(PLAIN)["layout"]
    assert "width" not in layout
    assert "height" not in layout
    assert layout["font"]["size"] >= 26
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"


def test_what_json_does_not_know_is_nothing() -> None:
    """NaN and the infinite become null, in every depth."""
    figure = go.Figure(data=[go.Scatter(x=[1, 2], y=[nan, float("inf")])], layout={"template": {}})
    assert figure_json(figure)["data"][0]["y"] == [None, None]


@pytest.mark.parametrize(
    ("drawn_values", "expected", "decimals"),
    [
        ([0, 10], (0, 2, 4, 6, 8, 10), 0),
        ([91.4, 98.6], (90, 92, 94, 96, 98, 100), 0),
        ([0.12, 0.31], (0.1, 0.15, 0.2, 0.25, 0.3, 0.35), 2),
        ([-50, 50], (-60, -40, -20, 0, 20, 40, 60), 0),
        ([7, 7], (6, 8), 0),
        ([0, 0], (-0.2, 0, 0.2), 1),
        ([1e9, 3e9], (1e9, 1.5e9, 2e9, 2.5e9, 3e9), 0),
    ],
)
def test_ticks_are_round_numbers_around_everything(
    drawn_values: list[float], expected: tuple[float, ...], decimals: int
) -> None:
    """Evenly spaced, from below the least to above the greatest, with as many decimals as tell them apart."""
    ticks, found = nice_ticks(drawn_values)
    assert ticks[0] <= min(drawn_values) <= max(drawn_values) <= ticks[-1]
    assert ticks == pytest.approx(expected)
    assert found == decimals
