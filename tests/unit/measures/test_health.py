"""The rule for a stage's health, and the order of its reasons."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_room.domain.periods import CADENCES, Grain
from customer_room.measures.health import (
    HealthReason,
    HealthRules,
    KpiEvidence,
    RateEvidence,
    StageHealth,
    SurveyEvidence,
    stage_health,
)
from customer_room.measures.process_behaviour import ChartRules
from customer_room.measures.rates import RateCount, rate_change
from customer_room.measures.surveys import UNKNOWN_CHANGE, ScoreChange, ScoreVerdict

STEADY: list[float | None] = [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51]
RATE_UP = RateEvidence(rate_change(RateCount(60, 10_000), RateCount(30, 10_000)))
RATE_DOWN = RateEvidence(rate_change(RateCount(30, 10_000), RateCount(60, 10_000)))


def kpi(
    values: Sequence[float | None],
    target: float | None,
    *,
    moment: bool = True,
    up: bool = True,
    name: str = "On time",
    cadence: Grain = Grain.MONTH,
) -> KpiEvidence:
    """A KPI's evidence; its id is its name in lower case."""
    return KpiEvidence(name.lower(), name, moment, values, target, up, cadence)


def survey(verdict: ScoreVerdict) -> SurveyEvidence:
    """A survey whose score changed by this verdict."""
    change = UNKNOWN_CHANGE if verdict == "unknown" else ScoreChange(-4.0, -8.0, -1.0, verdict)
    return SurveyEvidence("nps", "Would recommend", change)


def codes(health: StageHealth) -> list[str]:
    """The codes of the reasons, in their order."""
    return [reason.code for reason in health.reasons]


def test_three_misses_in_a_row_at_a_moment_of_truth_let_down() -> None:
    """The reason names the KPI, its last reading, its target and how many readings in a row missed."""
    health = stage_health([kpi([95, 89, 88, 87], 90)], None, [])
    assert health.level == "letting_down"
    assert health.reasons == (
        HealthReason("letting_down", "missed_in_a_row", "on time", "On time", True, 87, 90, count=3),
    )


def test_a_gap_ends_a_row_of_misses() -> None:
    """Misses with unmeasured periods between them are no row; a gap after the last reading changes nothing."""
    health = stage_health([kpi([89, 88, None, 87, 86, None], 90)], None, [])
    assert (health.level, health.reasons[0].count) == ("watch", 2)
    assert stage_health([kpi([95, 89, 88, 87, None], 90)], None, []).level == "letting_down"


@pytest.mark.parametrize(
    "evidence",
    [kpi([95, 89, 88], 90), kpi([89, 91, 88, 87], 90), kpi([95, 89, 88, 87], 90, moment=False)],
    ids=["two", "interrupted", "no moment of truth"],
)
def test_other_misses_of_the_last_target_are_watched(evidence: KpiEvidence) -> None:
    """Two misses, an interrupted row, and misses that are no moment of truth are a watch."""
    health = stage_health([evidence], None, [])
    assert (health.level, codes(health)) == ("watch", ["missed_last"])


@pytest.mark.parametrize(
    ("cadence", "missed", "level"),
    [
        (Grain.DAY, 3, "watch"), (Grain.DAY, 27, "watch"), (Grain.DAY, 28, "letting_down"),
        (Grain.WEEK, 3, "watch"), (Grain.WEEK, 4, "letting_down"),
        (Grain.MONTH, 2, "watch"), (Grain.MONTH, 3, "letting_down"),
        (Grain.QUARTER, 2, "watch"), (Grain.QUARTER, 3, "letting_down"),
    ],
)  # fmt: skip
def test_misses_let_down_once_they_have_lasted(cadence: Grain, missed: int, level: str) -> None:
    """Three readings and four weeks it takes: three bad days or weeks are a watch, three bad months are none."""
    # Rising and falling around a mean that holds the target within the limits, so that only the row can tell.
    health = stage_health([kpi([95, *([89, 80] * missed)[:missed]], 90, cadence=cadence)], None, [])
    assert (health.level, health.reasons[0].count) == (level, missed)


@pytest.mark.parametrize(
    ("cadence", "missed", "level"),
    [
        (Grain.DAY, 27, "watch"),
        (Grain.DAY, 28, "letting_down"),
        (Grain.WEEK, 3, "watch"),
        (Grain.MONTH, 1, "letting_down"),
    ],
)
def test_an_unreachable_target_lets_down_once_it_has_lasted(cadence: Grain, missed: int, level: str) -> None:
    """Limits found on twelve days do not call a stage broken within those days."""
    steady = ([*STEADY, 95, *STEADY, *STEADY, *STEADY])[: 12 + 1 + missed]
    health = stage_health([kpi(steady, 90, cadence=cadence)], None, [])
    assert health.level == level
    assert "assurance_fails" in codes(health)


def test_days_on_which_nobody_works_end_no_row() -> None:
    """Weekends between the misses of working days are no end of a row, and do not count as misses; a week is."""
    week: list[float | None] = [89, 80, 89, 80, 89, None, None]
    worked = stage_health([kpi([*week * 4, 89], 90, cadence=Grain.DAY)], None, [])
    assert (worked.level, worked.reasons[0].count) == ("letting_down", 21)
    away = stage_health([kpi([*week * 4, *[None] * 5, 89], 90, cadence=Grain.DAY)], None, [])
    assert (away.level, away.reasons[0].count) == ("watch", 1)


def test_a_kpi_that_should_fall_misses_above_its_target() -> None:
    """Days of delivery above the target miss it, at the target they meet it."""
    assert stage_health([kpi([4, 4, 4], 3, up=False)], None, []).level == "letting_down"
    assert stage_health([kpi([3, 3, 3], 3, up=False)], None, []).level == "keeping_promise"


def test_an_unreachable_target_lets_down_at_a_moment_of_truth() -> None:
    """Limits that lie wholly on the wrong side of the target say it will be missed again."""
    health = stage_health([kpi(STEADY, 90)], None, [])
    assert health.level == "letting_down"
    assert codes(health) == ["missed_in_a_row", "assurance_fails"]


def test_an_unreachable_target_elsewhere_is_watched() -> None:
    """The same failing at a touchpoint that is no moment of truth is a watch."""
    health = stage_health([kpi(STEADY, 90, moment=False)], None, [])
    assert (health.level, codes(health)) == ("watch", ["assurance_fails", "missed_last"])


def test_a_mended_kpi_is_not_failing_because_of_its_old_limits() -> None:
    """Once the last reading meets the target, limits locked before the mend no longer let the stage down."""
    health = stage_health([kpi([*STEADY, 91, 92], 90)], None, [])
    assert (health.level, codes(health)) == ("keeping_promise", ["target_met"])


def test_a_recent_signal_of_concern_is_watched() -> None:
    """A point below the limit is a watch while it is among the last three readings, although the target is met."""
    health = stage_health([kpi([*STEADY, 30, 50, None, 50], 45)], None, [])
    assert (health.level, codes(health)) == ("watch", ["concern_signal", "target_met"])
    assert health.reasons[0].count == 1
    assert stage_health([kpi([*STEADY, 30, 50, 50, 50], 45)], None, []).level == "keeping_promise"


def test_a_signal_of_improvement_is_no_concern() -> None:
    """A point on the good side leaves the promise kept."""
    assert stage_health([kpi([*STEADY, 70], 45)], None, []).level == "keeping_promise"


def test_a_steady_kpi_without_a_target_keeps_no_promise() -> None:
    """Nobody said how good is good enough, and steady may be steadily bad."""
    health = stage_health([kpi(STEADY, None)], None, [])
    assert (health.level, codes(health)) == ("unknown", ["no_concern"])


def test_a_rising_complaint_rate_is_watched() -> None:
    """The reason carries both rates per 1,000."""
    health = stage_health([kpi([95], 90)], RATE_UP, [])
    assert health.level == "watch"
    assert health.reasons[0] == HealthReason("watch", "rate_up", value=6.0, reference=3.0)


def test_a_falling_complaint_rate_alone_judges_nothing() -> None:
    """Fewer complaints without a KPI or a survey do not prove a promise kept."""
    health = stage_health([], RATE_DOWN, [])
    assert (health.level, codes(health)) == ("unknown", ["no_evidence"])


@pytest.mark.parametrize(
    ("verdict", "level", "code"),
    [
        ("worse", "watch", "survey_worse"),
        ("better", "unknown", "survey_better"),
        ("unclear", "unknown", "survey_unclear"),
        ("unknown", "unknown", "too_few_answers"),
    ],
)
def test_a_survey_alone_decides_by_its_change(verdict: ScoreVerdict, level: str, code: str) -> None:
    """A worse survey is a watch; without a target no other change proves a promise kept."""
    health = stage_health([], None, [survey(verdict)])
    assert (health.level, codes(health)) == (level, [code])


@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        (kpi([], 90), "too_few_readings"),
        (kpi([None, None], 90), "too_few_readings"),
        (kpi([50, 51, 50, 52], None), "too_few_readings"),
        (kpi([5.0] * 12 + [6.0], None), "measurement_changed"),
    ],
    ids=["no reading", "only gaps", "no target and no limits", "measured differently"],
)
def test_what_cannot_be_judged_says_why(evidence: KpiEvidence, code: str) -> None:
    """Without a reading, or without target and limits, a KPI leaves the stage unknown and says so."""
    health = stage_health([evidence], None, [])
    assert (health.level, codes(health)) == ("unknown", [code])


def test_one_judged_kpi_is_enough() -> None:
    """A KPI that meets its target keeps the promise; the unjudged one is still named, last."""
    health = stage_health([kpi([], 90, name="Answered"), kpi([95], 90)], None, [survey("unknown")])
    assert health.level == "keeping_promise"
    assert codes(health) == ["target_met", "too_few_readings", "too_few_answers"]


def test_reasons_come_in_order_of_severity() -> None:
    """Levels first, then kinds, then moments of truth, then the longer row of misses, then names."""
    health = stage_health(
        [
            kpi([1, 1], 2, name="Zeta"),
            kpi([1, 1], 2, name="Alpha"),
            kpi([1], 2, name="Beta"),
            kpi([1, 1], 2, moment=False, name="Aside"),
            kpi([1, 1, 1], 2, name="Worst"),
        ],
        RATE_UP,
        [survey("worse")],
    )
    assert [reason.name or reason.code for reason in health.reasons] == [
        "Worst",
        "Alpha",
        "Zeta",
        "Beta",
        "Aside",
        "rate_up",
        "Would recommend",
    ]


def test_thresholds_are_the_rooms() -> None:
    """A room that waits longer, forgives a missing month, looks at one point, or draws limits early is judged so."""
    misses = kpi([95, 89, 88, 87], 90)
    assert stage_health([misses], None, [], HealthRules(missed_readings=5)).level == "watch"
    assert stage_health([misses], None, [], HealthRules(missed_days=91)).level == "watch"
    apart = kpi([89, None, 88, None, 87], 90)
    assert stage_health([apart], None, [], HealthRules(gap_days=30)).level == "letting_down"
    dip = kpi([*STEADY, 30, 50], 45)
    assert stage_health([dip], None, [], HealthRules(concern_points=1)).level == "keeping_promise"
    short = kpi([50, 51, 50, 52], None)
    rules = HealthRules(chart=ChartRules(trial_from=4))
    assert codes(stage_health([short], None, [], rules)) == ["no_concern"]


evidences = st.builds(
    KpiEvidence,
    kpi_id=st.text(max_size=2),
    name=st.text(max_size=2),
    is_moment_of_truth=st.booleans(),
    values=st.lists(st.one_of(st.none(), st.integers(0, 9).map(float)), max_size=20),
    target=st.one_of(st.none(), st.integers(0, 9).map(float)),
    good_is_up=st.booleans(),
    cadence=st.sampled_from(CADENCES),
)
surveys = st.sampled_from([survey("better"), survey("worse"), survey("unclear"), survey("unknown")])


@given(st.lists(evidences, max_size=4), st.sampled_from([None, RATE_UP, RATE_DOWN]), st.lists(surveys, max_size=2))
def test_the_level_is_that_of_the_first_reason(
    kpis: list[KpiEvidence], rate: RateEvidence | None, answers: list[SurveyEvidence]
) -> None:
    """Every stage has a reason, the first has the stage's level, and the order of the evidence does not matter."""
    health = stage_health(kpis, rate, answers)
    assert health.level == health.reasons[0].level
    turned = stage_health(kpis[::-1], rate, answers[::-1])
    assert (turned.level, codes(turned)) == (health.level, codes(health))


@given(st.lists(evidences, max_size=3), evidences)
def test_more_evidence_never_hides_a_let_down(kpis: list[KpiEvidence], more: KpiEvidence) -> None:
    """A further KPI cannot make a stage that lets down look better."""
    if stage_health(kpis, None, []).level == "letting_down":
        assert stage_health([*kpis, more], None, []).level == "letting_down"
