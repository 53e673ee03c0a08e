"""How a stage is doing: its complaints, surveys and KPIs heard together."""

from dataclasses import dataclass
from uuid import UUID

from customer_room.measures.health import RateEvidence, StageHealth, stage_health
from customer_room.settings import Thresholds
from customer_room.views.formats import Formats
from customer_room.views.wall_complaints import StageComplaints, stage_complaints
from customer_room.views.wall_data import WallData
from customer_room.views.wall_health import health_rules
from customer_room.views.wall_kpis import kpi_evidence
from customer_room.views.wall_surveys import StageSurveys, stage_surveys


@dataclass(frozen=True, slots=True)
class JudgedStage:
    """A stage's health and what was heard; `telling_id` names the KPI or survey behind a bad one, or is empty."""

    stage_id: UUID
    complaints: StageComplaints
    surveys: StageSurveys
    health: StageHealth
    telling_id: str


def judge_stage(data: WallData, stage_id: UUID, formats: Formats, thresholds: Thresholds) -> JudgedStage:
    """Judge one stage in the period shown."""
    complaints = stage_complaints(data, stage_id, formats, thresholds)
    surveys = stage_surveys(data, stage_id, formats, thresholds)
    evidence = kpi_evidence(data, stage_id, thresholds)
    health = stage_health(evidence, RateEvidence(complaints.change), surveys.evidence, health_rules(thresholds))
    telling_id = health.reasons[0].subject_id if health.level in ("letting_down", "watch") else ""
    return JudgedStage(stage_id, complaints, surveys, health, telling_id)
