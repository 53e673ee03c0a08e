"""What a stage's page shows beyond its column on the wall. Every text is final, as on the wall.

Artifacts, clips, health and the one number are the column's own and are not repeated here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from customer_room.views.wall_view import Freshness, KpiStatus


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A complaint in the customer's own words, with its category, and where and when it was said."""

    id: str
    text: str
    category: str
    source: str
    dated: str


@dataclass(frozen=True, slots=True)
class QuotesView:
    """A page of complaints; `position` says which of how many, `message` is set when there are none.

    `page` counts from 0; `earlier` and `later` say whether there is a page before and after it.
    """

    rows: tuple[QuoteView, ...]
    position: str
    page: int
    earlier: bool
    later: bool
    message: str


@dataclass(frozen=True, slots=True)
class ChartView:
    """A figure as Plotly's JSON (`data` and `layout`), with the words that stand beside it and replace it.

    `summary` tells in a sentence what the chart shows, for those who do not see it.
    """

    id: str
    title: str
    detail: str
    value: str
    unit: str
    status: KpiStatus
    status_word: str
    target: str
    summary: str
    figure: Mapping[str, Any] | None
    freshness: Freshness | None


@dataclass(frozen=True, slots=True)
class AnswerBar:
    """How many gave one answer; `share` runs from 0 to 1."""

    label: str
    count: str
    share: float


@dataclass(frozen=True, slots=True)
class SurveyDetail:
    """A survey: the score with its interval and n, how the answers spread, and its course as a chart."""

    id: str
    name: str
    method: str
    score: str
    interval: str
    n: str
    note: str
    answers: tuple[AnswerBar, ...]
    trend: ChartView | None


@dataclass(frozen=True, slots=True)
class TeamStep:
    """One change of a fix team's status: when, what to, why, and who confirmed it."""

    dated: str
    status: Literal["broken", "reliable", "differentiating"]
    status_word: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class TeamDetail:
    """A fix team's problem and promise in full, its people, and how it came to its status, the newest step first.

    `people` are pairs of a part in the team (sponsor, lead, or a silo) and who has it.
    """

    id: str
    problem: str
    promise: str
    people: tuple[tuple[str, str], ...]
    steps: tuple[TeamStep, ...]


@dataclass(frozen=True, slots=True)
class StageView:
    """What a stage's page adds to its column."""

    id: str
    quotes: QuotesView
    charts: tuple[ChartView, ...]
    charts_message: str
    surveys: tuple[SurveyDetail, ...]
    surveys_message: str
    teams: tuple[TeamDetail, ...]
