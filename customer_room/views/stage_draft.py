"""A stage's page as its view knows it: every word, and the numbers its figures are to be drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass

from customer_room.views.stage_course import Course
from customer_room.views.stage_view import StageView


@dataclass(frozen=True, slots=True)
class StageDraft:
    """The page without figures; `courses` has what each is drawn from, by the id of its KPI or survey."""

    view: StageView
    courses: Mapping[str, Course]
