"""Fix teams on a stage's page: who they are, what they promised, how they came to their status."""

from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from tests.rooms import bring
from tests.views.stages import opened_stage
from tests.views.walls import waiting, wall

HEADER = "code,name,stage,sponsor,lead,members,problem,promise,due,status,since,reason,by\n"


def test_a_team_tells_its_people_and_its_steps_newest_first(room: Room) -> None:
    """People by their part, members by their silo; each step with its day, reason and who confirmed it."""
    bring(room, ImportKind.TEAMS, HEADER + (
        "a,On the Day,wait,Cora,Ann,Zed (Warehouse); Kim (Service); Abe (Warehouse),One in six is late,"
        "On the day,2026-10-01,{}\n" * 2
    ).format("broken,2025-01-14,Review of January,Cora", "reliable,2026-04-14,Twelve good months,Otto"))  # fmt: skip
    team = opened_stage(room).teams[0]
    assert (team.problem, team.promise) == ("One in six is late", "On the day")
    assert team.people == (("Sponsor", "Cora"), ("Lead", "Ann"), ("Warehouse", "Abe, Zed"), ("Service", "Kim"))
    assert [(step.dated, step.status, step.status_word, step.reason, step.by) for step in team.steps] == [
        ("Apr 14, 2026", "reliable", "Reliable", "Twelve good months", "Otto"),
        ("Jan 14, 2025", "broken", "Broken", "Review of January", "Cora"),
    ]


def test_teams_stand_in_the_walls_order(room: Room) -> None:
    """The overdue first, as in the column, so that each finds its row; other stages' teams stay out."""
    bring(room, ImportKind.TEAMS, HEADER + (
        "a,Reliable,wait,COO,Ann,,Late,Day,,reliable,2026-01-10,Review,COO\n"
        "b,Overdue,wait,COO,Bo,,Late,Day,2026-02-01,broken,2026-01-10,Review,COO\n"
        "c,Elsewhere,order,COO,Cy,,Late,Day,,broken,2026-01-10,Review,COO\n"
    ))  # fmt: skip
    column = waiting(wall(room))
    assert [team.name for team in column.teams] == ["Overdue", "Reliable"]
    assert [team.id for team in opened_stage(room).teams] == [team.id for team in column.teams]
