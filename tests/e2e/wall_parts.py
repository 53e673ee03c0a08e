"""Short ways to write down the parts of a wall for the browser tests."""

from typing import Literal

from customer_room.measures.health import HealthLevel
from customer_room.measures.surveys import ScoreVerdict
from customer_room.views.wall_operation import OPERATION_WORDS
from customer_room.views.wall_view import (
    ArtifactView,
    Choice,
    ClipView,
    ComplaintRow,
    ComplaintsView,
    Freshness,
    HeadlineView,
    HealthView,
    KpiRow,
    KpisView,
    LineView,
    PeriodBar,
    StageColumn,
    SurveyRow,
    SurveysView,
    TeamView,
    TrendDirection,
    WallView,
    WallWords,
)

FRESH = Freshness("to 31 Oct", stale=False)
STALE = Freshness("31 Aug", stale=True)

WORDS = WallWords(
    artifacts="In the customer's hands",
    complaints="Complaints",
    kpis="Touchpoints",
    surveys="Surveys",
    clips="Calls",
    teams="Fix teams",
    play="Play",
    pause="Pause",
    close="Close",
    missing_file="File is missing",
    more="more",
    stale="Overdue",
    compared_with="Compared with",
    period="Period",
    transcript="What is being said",
    versus="against",
    grain="Show by",
    stages="Stages",
    previous="Previous",
    next="Next",
    overdue="Overdue",
    play_error="This clip cannot be played.",
    lost_contact="Not connected since {time}; what you see is of then",
    unreadable="The room cannot be read since {time}; what you see is of then",
    enlarge="Larger",
    reduce="Smaller",
    back="Back",
    previous_stage="Stage before",
    next_stage="Next stage",
    coming="The rest is coming",
    earlier="Before",
    later="After",
    problem="Problem",
    promise="Promise",
    operation=OPERATION_WORDS,
)

_STATUS_WORDS = {"broken": "Broken", "reliable": "Reliable", "differentiating": "Differentiating"}
_STATUS_OF = {"b": "broken", "r": "reliable", "d": "differentiating"}
_HEALTH: dict[str, tuple[HealthLevel, str]] = {
    "bad": ("letting_down", "Letting down"),
    "watch": ("watch", "Watch"),
    "good": ("keeping_promise", "Keeps promise"),
}


def complaint(name: str, count: int, rate: float, share: float, change: int) -> ComplaintRow:
    """A category whose count changed by so many percent."""
    trend: TrendDirection = "up" if change > 0 else "down" if change < 0 else "same"
    verdict: ScoreVerdict = "worse" if change > 5 else "better" if change < -5 else "unclear"
    return ComplaintRow(name, f"{count:,}", f"{rate:.1f} ‰", share, trend, f"{abs(change)} %", verdict)


def _with_unit(value: str) -> tuple[str, str]:
    """The number, and its unit where that is a word: "8 days" has one, "91 %" carries it."""
    number, _, unit = value.partition(" ")
    return (number, unit) if unit.isalpha() else (value, "")


def kpi(
    name: str,
    value: str | None,
    target: str,
    met: bool | None,
    course: float,
    touchpoint: str = "Touchpoint",
    freshness: Freshness | None = FRESH,
) -> KpiRow:
    """A KPI whose sparkline runs from the middle towards `course`, with one gap."""
    spark = tuple(
        None if at == 9 else min(1.0, max(0.0, 0.5 + (course - 0.5) * at / 23 + 0.13 * ((at * 7) % 5 - 2) / 2))
        for at in range(24)
    )
    status: Literal["met", "missed", "no_target", "no_data"]
    status, word = ("no_target", "No target") if met is None else ("met", "Met") if met else ("missed", "Missed")
    if value is None:
        return KpiRow(
            name,
            touchpoint,
            None,
            "",
            target,
            "no_data",
            "No readings",
            "No reading since August",
            (None,) * 24,
            None,
            "no readings",
            freshness,
        )
    label = f"{name}, 24 months, now {value}"
    number, unit = _with_unit(value)
    aim = 0.72 if target else None
    return KpiRow(name, touchpoint, number, unit, target, status, word, "", spark, aim, label, freshness)


def survey(name: str, method: str, score: str, low: float, at: float, high: float, n: int, change: str) -> SurveyRow:
    """A survey result with its interval."""
    verdict: ScoreVerdict = "worse" if change.startswith("−") else "better" if change.startswith("+") else "unclear"
    interval = f"{low * 100:.0f} to {high * 100:.0f}"
    return SurveyRow(name, method, score, interval, f"n = {n:,}", change, verdict, "", low, high, at, FRESH)


def team(code: str, name: str, status: str, promise: str, since: str, due: str, overdue: bool = False) -> TeamView:
    """A fix team; status b, r or d."""
    full = _STATUS_OF[status]
    return TeamView(code, name, full, _STATUS_WORDS[full], since, promise, due, overdue)  # type: ignore[arg-type]


def artifact(code: str, name: str, description: str, dated: str) -> ArtifactView:
    """An artifact whose picture is served under its code."""
    return ArtifactView(code, name, description, dated, f"/files/{code}-large", f"/files/{code}", missing=False)


def clip(code: str, title: str, seconds: int, dated: str, *lines: tuple[str, str]) -> ClipView:
    """A clip whose transcript lines last three seconds each."""
    spoken = tuple(LineView(at * 3.0, at * 3.0 + 3, who, what) for at, (who, what) in enumerate(lines))
    shows = "A call of last month, shortened."
    return ClipView(
        code, title, shows, f"{seconds // 60}:{seconds % 60:02d}", dated, f"/files/{code}", missing=False, lines=spoken
    )


def stage(
    code: str,
    name: str,
    promise: str,
    health: str,
    reason: str,
    headline: tuple[str, str, str, ScoreVerdict],
    artifacts: tuple[ArtifactView, ...],
    complaints: tuple[ComplaintRow, ...],
    kpis: tuple[KpiRow, ...],
    surveys: tuple[SurveyRow, ...],
    clips: tuple[ClipView, ...],
    teams: tuple[TeamView, ...],
) -> StageColumn:
    """A column with content in every tile that has rows, and a message in every other."""
    level, word = _HEALTH[health]
    return StageColumn(
        id=code,
        name=name,
        promise=promise,
        health=HealthView(level, word, reason),
        headline=HeadlineView(headline[0], *_with_unit(headline[1]), headline[2], headline[3], stale=False),
        artifacts=artifacts,
        artifacts_message="Nothing hangs here yet.",
        artifacts_freshness=Freshness("newest Sep 2026", stale=False) if artifacts else None,
        complaints=ComplaintsView(complaints, 7, "", "No complaints in this period.", FRESH if complaints else None),
        kpis=KpisView(kpis, 0, "No KPI is kept for this stage."),
        surveys=SurveysView(surveys, 0, "No survey asks about this stage."),
        clips=clips,
        clips_message="No call has been cut for this stage.",
        clips_freshness=Freshness("newest Oct 2026", stale=False) if clips else None,
        teams=teams,
        teams_message="No fix team works here.",
        teams_freshness=Freshness("last step Oct 2026", stale=False) if teams else None,
    )


def choices(*labels: str, selected: int = 0) -> tuple[Choice, ...]:
    """Selector entries keyed by their label in lower case."""
    return tuple(Choice(label.lower(), label, selected=at == selected) for at, label in enumerate(labels))


def wall(*stages: StageColumn) -> WallView:
    """A wall of these stages for October 2026."""
    return WallView(
        room_name="Customer Room",
        company="Kettlefell Outfitters",
        language="en-US",
        right_to_left=False,
        demo_note="Demo data: this company is invented",
        as_of="As of 1 November 2026, 06:00",
        period=PeriodBar(
            label="October 2026",
            compared_label="September 2026",
            grains=choices("Month", "Quarter", "Year"),
            periods=choices("October 2026", "September 2026", "August 2026"),
            comparisons=choices("Previous period", "Same period a year before"),
        ),
        notes=("312 items of feedback are not yet classified", "2 KPIs are overdue"),
        first_steps=(),
        stages=stages,
        words=WORDS,
        rotation_seconds=0,
        look="light",
    )
