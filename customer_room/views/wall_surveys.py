"""A stage's surveys: the score with its n and interval, and whether it really changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from customer_room.domain.periods import Period
from customer_room.domain.records import Survey
from customer_room.domain.words import SurveyMethod
from customer_room.measures.health import SurveyEvidence
from customer_room.measures.surveys import (
    UNKNOWN_CHANGE,
    ScoreChange,
    SuppressionRule,
    SurveyScore,
    survey_change,
    survey_score,
)
from customer_room.settings import Thresholds
from customer_room.views.formats import Formats
from customer_room.views.wall_data import WallData, is_overdue
from customer_room.views.wall_view import Freshness, HeadlineView, SurveyRow, SurveysView

MOST_ROWS = 3
_METHOD_WORDS = {SurveyMethod.NPS: "NPS", SurveyMethod.CSAT: "Top two answers", SurveyMethod.CES: "Ease, 1 to 7"}
_TRACKS = {SurveyMethod.NPS: (-100.0, 100.0), SurveyMethod.CSAT: (0.0, 1.0), SurveyMethod.CES: (1.0, 7.0)}


@dataclass(frozen=True, slots=True)
class StageSurveys:
    """The tile, the evidence for the stage's health, the number to be known by where no KPI is, and each by its id."""

    view: SurveysView
    evidence: tuple[SurveyEvidence, ...]
    headline: HeadlineView | None
    headlines: Mapping[str, HeadlineView]


def stage_surveys(data: WallData, stage_id: UUID, formats: Formats, thresholds: Thresholds) -> StageSurveys:
    """Word the surveys of one stage."""
    teller = SurveyTeller(data, formats, thresholds)
    told = [(survey, *teller.tell(survey)) for survey in surveys_of_stage(data, stage_id)]
    rows = tuple(row for _, row, _ in told)
    headlines = {str(survey.id): _headline(row, row.score) for survey, row, _ in told if row.score is not None}
    return StageSurveys(
        SurveysView(
            rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS), "" if rows else "No survey asks about this stage."
        ),
        tuple(
            SurveyEvidence(str(survey.id), survey.name, change)
            for survey, _, change in told
            if survey.id in data.scores
        ),
        next(iter(headlines.values()), None),
        headlines,
    )


def surveys_of_stage(data: WallData, stage_id: UUID) -> list[Survey]:
    """The surveys that ask about one stage, or about a touchpoint of it, in the room's order."""
    stages = {point.id: point.stage_id for point in data.structure.touchpoints}
    return [
        survey
        for survey in data.structure.surveys
        if (survey.stage_id or (stages.get(survey.touchpoint_id) if survey.touchpoint_id else None)) == stage_id
    ]


def _headline(row: SurveyRow, score: str) -> HeadlineView:
    stale = row.freshness is not None and row.freshness.stale
    return HeadlineView(row.name, score, "", f"{row.method} · {row.n}", row.verdict, stale)


@dataclass(frozen=True, slots=True)
class SurveyTeller:
    """Words surveys and their scores; where a score is suppressed, the reason."""

    data: WallData
    formats: Formats
    thresholds: Thresholds

    def tell(self, survey: Survey) -> tuple[SurveyRow, ScoreChange]:
        """A survey as a row of the tile, and its change against the period before."""
        counts = self.data.scores.get(survey.id)
        now, before = (whole_scores(counts.now), whole_scores(counts.before)) if counts else ({}, {})
        score, change = self.score(survey, now), self._change_of(survey, now, before)
        row = SurveyRow(
            name=survey.name,
            method=_METHOD_WORDS[survey.method],
            score=None if score.value is None else self.value(survey.method, score.value),
            interval=self.interval(survey.method, score),
            n=f"n {self.formats.count(score.n)}",
            change=self._change(survey.method, change),
            verdict=change.verdict,
            note=self.note(score, self.data.shown.period),
            low=_on_track(survey.method, score.low),
            high=_on_track(survey.method, score.high),
            at=_on_track(survey.method, score.value),
            freshness=self._freshness(survey),
        )
        return row, change

    def score(self, survey: Survey, answers: Mapping[int, int]) -> SurveyScore:
        """The score of some answers by the room's rule for too few; nothing where the method does not fit the scale."""
        try:
            return survey_score(survey.method, answers, (survey.scale_min, survey.scale_max), self._rule())
        except ValueError:
            # One survey on a scale its method does not know must not take the wall down.
            return SurveyScore(survey.method, None, None, None, sum(answers.values()), None)

    def _change_of(self, survey: Survey, now: Mapping[int, int], before: Mapping[int, int]) -> ScoreChange:
        try:
            return survey_change(survey.method, now, before, (survey.scale_min, survey.scale_max), self._rule())
        except ValueError:
            return UNKNOWN_CHANGE

    def _rule(self) -> SuppressionRule:
        return SuppressionRule(self.thresholds.survey_min_n, self.thresholds.survey_max_width)

    def value(self, method: SurveyMethod, value: float) -> str:
        """A score in the unit of its method."""
        match method:
            case SurveyMethod.NPS:
                return self.formats.signed(value)
            case SurveyMethod.CSAT:
                return self.formats.percent(value)
            case SurveyMethod.CES:
                return self.formats.number(value, 1)

    def interval(self, method: SurveyMethod, score: SurveyScore) -> str:
        """The interval in words, empty where the score is suppressed."""
        if score.low is None or score.high is None:
            return ""
        return f"{self.value(method, score.low)} to {self.value(method, score.high)}"

    def _change(self, method: SurveyMethod, change: ScoreChange) -> str:
        if change.difference is None:
            return ""
        if change.verdict == "unclear":
            return "no clear change"
        if method is SurveyMethod.CSAT:
            return f"{self.formats.signed(change.difference * 100)} points"
        return self.formats.signed(change.difference, 1 if method is SurveyMethod.CES else 0)

    def note(self, score: SurveyScore, period: Period) -> str:
        """Why a period has no score, empty where it has one."""
        if score.suppressed_because == "too_few_answers":
            if score.n == 0:
                return f"No answers in {self.formats.period(period)}"
            return f"Too few answers: {self.formats.count(score.n)} of {self.thresholds.survey_min_n} needed"
        if score.suppressed_because == "interval_too_wide":
            return "Answers too spread to give a score"
        return "This scale cannot be scored by this method" if score.value is None else ""

    def _freshness(self, survey: Survey) -> Freshness | None:
        counts = self.data.scores.get(survey.id)
        if counts is None:
            return None
        overdue = is_overdue(counts.latest_on, self.data.today, self.thresholds.stale_after_days)
        return Freshness(f"to {self.formats.day(counts.latest_on)}", overdue)


def whole_scores(counts: Mapping[float, int]) -> dict[int, int]:
    """Counts by score as the measures take them: the import lets whole scores in only."""
    return {int(score): items for score, items in counts.items()}


def _on_track(method: SurveyMethod, value: float | None) -> float | None:
    low, high = _TRACKS[method]
    return None if value is None else (value - low) / (high - low)
