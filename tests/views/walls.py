"""What the tests of the wall's view look at, and the data they are fed with."""

from customer_room.operations.room import Room
from customer_room.views.wall import build_wall
from customer_room.views.wall_period import PeriodChoice
from customer_room.views.wall_view import StageColumn, WallView
from tests.rooms import FEEDBACK_HEADER, complaints

EXPOSURE = "stage,period,customers\n" + "".join(f"wait,2026-{month:02d},10000\n" for month in range(4, 10))


def wall(room: Room, period: str = "2026-Q3") -> WallView:
    """The wall of a quarter."""
    return build_wall(room, PeriodChoice(period))


def waiting(view: WallView) -> StageColumn:
    """The column of the stage that has a KPI, a survey and complaints."""
    return next(stage for stage in view.stages if stage.name == "I wait")


def whole(category: str, now: int, before: int) -> str:
    """Complaints of a whole third and second quarter of 2026, as a CSV text."""
    days = (
        ("2026-04-01", 1),
        ("2026-05-10", before - 2),
        ("2026-06-30", 1),
        ("2026-08-10", now - 1),
        ("2026-09-30", 1),
    )
    parts = (complaints(day, category, count, f"{day}-") for day, count in days)
    return FEEDBACK_HEADER + "".join(parts)
