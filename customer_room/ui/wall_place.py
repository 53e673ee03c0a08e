"""Where a wall stands: which period it shows, which stage is open, and which page of its complaints."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from customer_room.views.wall_period import PeriodChoice

_PAGE = re.compile("[0-9]{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class WallPlace:
    """What an address, or a wall in a browser, asks for.

    The choice's keys are empty where nobody has chosen, and `stage` where none is open. A changed grain comes with the
    period of the old grain: the view decides which period of the new one holds it.
    """

    choice: PeriodChoice
    stage: str = ""
    page: int = 0


def place_of(asked: Mapping[str, object]) -> WallPlace:
    """The place that `period`, `grain`, `comparison`, `stage` and `page` name; what is no text is as if unsaid."""

    def said(name: str) -> str:
        value = asked.get(name, "")
        return value if isinstance(value, str) else ""

    page = said("page")
    choice = PeriodChoice(period=said("period"), grain=said("grain"), comparison=said("comparison"))
    return WallPlace(choice, said("stage"), int(page) if _PAGE.fullmatch(page) else 0)
