"""A stage's page as a whole: which stage, which period, and that it can be sent to a browser."""

import json
from dataclasses import asdict

import pytest

from customer_room.charts.stage import draw_stage
from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from customer_room.views.wall_period import PeriodChoice
from tests.rooms import bring
from tests.views.stages import opened_stage
from tests.views.walls import waiting, wall, whole


@pytest.mark.parametrize(
    "asked",
    [
        "", " ", "I wait", "wait", "0", "00000000-0000-0000-0000-000000000000", "{STAGE}", "urn:uuid:STAGE", "STAGE ",
        "../../etc/passwd", "' OR 1=1 --", "<script>", "\x00", "\ud800", "长" * 100_000,
    ],
)  # fmt: skip
def test_an_unknown_stage_has_no_page(asked: str, room: Room) -> None:
    """Whatever the address holds, only the id of a stage as the wall writes it opens one."""
    stage_id = waiting(wall(room)).id
    assert draw_stage(room, PeriodChoice(), asked.replace("STAGE", stage_id), 0) is None
    assert draw_stage(room, PeriodChoice(), stage_id, 0) is not None


def test_an_empty_stage_says_what_is_missing(room: Room) -> None:
    """A stage without data still has its page: KPIs and surveys without a value, and no figure."""
    view = opened_stage(room)
    assert view.quotes.message == waiting(wall(room)).complaints.message != ""
    assert [(chart.title, chart.value, chart.status, chart.figure) for chart in view.charts] == [
        ("On the day", "", "no_data", None)
    ]
    assert [(one.score, one.note, one.answers, one.trend) for one in view.surveys] == [
        ("", "No answers in Q3 2026", (), None)
    ]
    assert view.teams == ()


def test_an_unknown_period_falls_back_as_the_wall_does(room: Room) -> None:
    """A period nobody can read is the wall's own choice on the page, too."""
    bring(room, ImportKind.FEEDBACK, whole("late", 30, 20))
    for period in ("", "2031-Q9", "<script>", "1066"):
        assert wall(room, period).period.label == "Q3 2026"
        assert opened_stage(room, period) == opened_stage(room, "2026-Q3")


def test_the_page_is_json(room: Room) -> None:
    """The component gets it as JSON, which knows no NaN; every text is text."""
    bring(room, ImportKind.FEEDBACK, whole("late", 30, 20))
    bring(room, ImportKind.READINGS, "kpi,period,value\n" + "".join(f"on-time,2026-0{m},9{m}\n" for m in (1, 2, 5, 9)))
    view = opened_stage(room)
    sent = json.loads(json.dumps(asdict(view), allow_nan=False))
    assert sent["charts"][0]["figure"]["data"][0]["y"][2:5] == [None, None, 95]
    assert sent["quotes"]["rows"][0]["dated"] == "Sep 30, 2026"
