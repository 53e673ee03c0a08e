"""The surveys of a stage on its page: score, spread of the answers, and the score month by month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from customer_room.domain.periods import Grain, Period, period_of
from customer_room.domain.records import Survey
from customer_room.domain.words import SurveyMethod
from customer_room.measures.surveys import SurveyScore
from customer_room.settings import Thresholds
from customer_room.views.formats import Formats
from customer_room.views.stage_course import Course, CoursePoint, middle, nice_ticks
from customer_room.views.stage_view import AnswerBar, ChartView, SurveyDetail
from customer_room.views.wall_data import WallData
from customer_room.views.wall_surveys import SurveyTeller, surveys_of_stage, whole_scores
from customer_room.views.wall_view import Freshness

TREND_MONTHS = 24
_MOST_BARS = 11

ScoresByMonth = Mapping[UUID, Mapping[date, Mapping[float, int]]]


def trend_months(shown: Period) -> list[Period]:
    """The months of a trend, oldest first, up to the end of the period shown."""
    last = period_of(shown.last_day, Grain.MONTH)
    return [last.shifted(back) for back in range(1 - TREND_MONTHS, 1)]


def survey_details(
    data: WallData, stage_id: UUID, monthly: ScoresByMonth, formats: Formats, thresholds: Thresholds
) -> list[tuple[SurveyDetail, Course | None]]:
    """All surveys of one stage in the room's order, each with its course where a month has a score."""
    teller = _Teller(data, SurveyTeller(data, formats, thresholds), formats)
    return [teller.detail(survey, monthly.get(survey.id, {})) for survey in surveys_of_stage(data, stage_id)]


@dataclass(frozen=True, slots=True)
class _Teller:
    data: WallData
    surveys: SurveyTeller
    formats: Formats

    def detail(self, survey: Survey, months: Mapping[date, Mapping[float, int]]) -> tuple[SurveyDetail, Course | None]:
        row, _ = self.surveys.tell(survey)
        scored = self._scored(survey, months)
        course = self._course(survey, scored) if any(score.value is not None for _, score in scored) else None
        detail = SurveyDetail(
            id=str(survey.id),
            name=survey.name,
            method=row.method,
            score=row.score or "",
            interval=row.interval,
            n=row.n,
            note=row.note,
            answers=self._answers(survey),
            trend=self._trend(survey, scored, row.freshness) if scored else None,
        )
        return detail, course

    def _answers(self, survey: Survey) -> tuple[AnswerBar, ...]:
        """One bar a point of the scale, those nobody chose among them; a long scale in even steps."""
        counts = self.data.scores.get(survey.id)
        now = whole_scores(counts.now) if counts else {}
        total = sum(now.values())
        if not total:
            return ()
        points = survey.scale_max - survey.scale_min + 1
        step = -(-points // _MOST_BARS)
        return tuple(
            self._bar(range(low, min(low + step, survey.scale_max + 1)), now, total)
            for low in range(survey.scale_min, survey.scale_max + 1, step)
        )

    def _bar(self, scores: range, now: Mapping[int, int], total: int) -> AnswerBar:
        count = sum(now.get(score, 0) for score in scores)
        ends = dict.fromkeys((scores[0], scores[-1]))
        return AnswerBar("–".join(self.formats.number(end) for end in ends), self.formats.count(count), count / total)

    def _scored(self, survey: Survey, months: Mapping[date, Mapping[float, int]]) -> list[tuple[Period, SurveyScore]]:
        """The score of each month from the first that was answered on."""
        return [
            (month, self.surveys.score(survey, whole_scores(months.get(month.start, {}))))
            for month in trend_months(self.data.shown.period)
            if months and min(months) <= month.start <= self.data.today
        ]

    def _trend(
        self, survey: Survey, scored: list[tuple[Period, SurveyScore]], freshness: Freshness | None
    ) -> ChartView:
        told = [
            (month, self.surveys.value(survey.method, score.value))
            for month, score in scored
            if score.value is not None
        ]
        months = f"{self.formats.count(len(told))} of {self.formats.count(len(scored))} months have a score"
        return ChartView(
            id=str(survey.id),
            title=f"{survey.name}, by month",
            detail=months,
            value=told[-1][1] if told else "",
            unit="",
            status="no_target",
            status_word="",
            target="",
            summary=f"{self._in_words(survey, told)}; {months}.",
            figure=None,
            freshness=freshness,
        )

    def _in_words(self, survey: Survey, told: list[tuple[Period, str]]) -> str:
        if not told:
            return f"{survey.name} has no monthly score"
        first, last = (f"{value} in {self.formats.month(month.start)}" for month, value in (told[0], told[-1]))
        return f"{survey.name} was {last}" if len(told) == 1 else f"{survey.name} went from {first} to {last}"

    def _course(self, survey: Survey, scored: list[tuple[Period, SurveyScore]]) -> Course:
        drawn = [value for _, one in scored for value in (one.value, one.low, one.high) if value is not None]
        ticks, decimals = nice_ticks(drawn)
        return Course(
            points=tuple(self._point(survey.method, month, score) for month, score in scored),
            ticks=tuple((value, self._tick(survey.method, value, decimals)) for value in ticks),
        )

    def _tick(self, method: SurveyMethod, value: float, decimals: int) -> str:
        if method is SurveyMethod.CSAT:
            return self.formats.percent(value, max(0, decimals - 2))
        return self.formats.signed(value) if method is SurveyMethod.NPS else self.formats.number(value, decimals)

    def _point(self, method: SurveyMethod, month: Period, score: SurveyScore) -> CoursePoint:
        told = self.surveys.note(score, month)
        if score.value is not None:
            told = f"{self.surveys.value(method, score.value)} ({self.surveys.interval(method, score)})"
        return CoursePoint(
            at=middle(month.start, month.end),
            label=self.formats.month(month.start),
            value=score.value,
            told=told,
            n=f"n {self.formats.count(score.n)}",
            low=score.low,
            high=score.high,
        )
