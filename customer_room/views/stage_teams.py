"""The fix teams of a stage on its page: who they are, what they promised, and how they came to their status."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from customer_room.domain.records import FixTeam
from customer_room.views.formats import Formats
from customer_room.views.stage_view import TeamDetail, TeamStep
from customer_room.views.wall_data import WallData
from customer_room.views.wall_hangings import STATUS_WORDS, team_views

Members = Mapping[UUID, Sequence[tuple[str, str]]]


def team_details(data: WallData, stage_id: UUID, members: Members, formats: Formats) -> tuple[TeamDetail, ...]:
    """The fix teams of one stage in the wall's order; `members` are (person, silo) by team."""
    teams = {str(team.id): team for team in data.teams}
    shown = [teams[view.id] for view in team_views(data, stage_id, formats)]
    return tuple(
        TeamDetail(
            id=str(team.id),
            problem=team.problem,
            promise=team.promise,
            people=_people(team, members.get(team.id, ())),
            steps=_steps(team, formats),
        )
        for team in shown
    )


def _people(team: FixTeam, members: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    by_silo: dict[str, list[str]] = {}
    for person, silo in members:
        by_silo.setdefault(silo or "Members", []).append(person)
    named = [("Sponsor", team.sponsor), ("Lead", team.lead)]
    return (
        *((part, person) for part, person in named if person),
        *((silo, ", ".join(people)) for silo, people in by_silo.items()),
    )


def _steps(team: FixTeam, formats: Formats) -> tuple[TeamStep, ...]:
    return tuple(
        TeamStep(
            dated=formats.day(step.since),
            status=step.status.value,
            status_word=STATUS_WORDS[step.status],
            reason=step.reason,
            by=step.by,
        )
        for step in reversed(team.history)
    )
