"""When what hangs, plays and is mended under a stage was last true."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from babel import Locale

from customer_room.domain.records import Clip
from customer_room.domain.words import ImportKind
from customer_room.operations.room import Room
from customer_room.store.media_rows import HungArtifact
from customer_room.views.formats import Formats
from customer_room.views.wall_hangings import newest_artifact, newest_clip
from customer_room.views.wall_view import Freshness
from tests.rooms import bring
from tests.views.walls import waiting, wall

FORMATS = Formats(Locale.parse("en_US"))
STAGE, OTHER_STAGE = uuid4(), uuid4()


def _print(valid_from: date, stage_id: UUID = STAGE) -> HungArtifact:
    return HungArtifact(uuid4(), stage_id, "Slip", "", valid_from, uuid4(), uuid4(), "slip.png")


def _call(recorded_on: date | None, stage_id: UUID = STAGE) -> tuple[Clip, str]:
    return Clip(uuid4(), stage_id, None, "Call", "", 30.0, recorded_on, uuid4(), transcript=()), "call.mp3"


def test_the_newest_print_of_the_stage_dates_the_tile() -> None:
    """Of three prints the one that is newest under this stage gives the month, however they hang."""
    hung = [_print(date(2026, 3, 1)), _print(date(2025, 1, 31)), _print(date(2026, 10, 1), OTHER_STAGE)]
    assert newest_artifact(hung, STAGE, FORMATS) == Freshness("newest Mar 2026", stale=False)
    assert newest_artifact([], STAGE, FORMATS) is None


def test_the_newest_call_of_a_known_day_dates_the_tile() -> None:
    """Calls without a day, and calls of other stages, date nothing."""
    calls = [_call(None), _call(date(2026, 2, 28)), _call(date(2026, 1, 5)), _call(date(2026, 9, 9), OTHER_STAGE)]
    assert newest_clip(calls, STAGE, FORMATS) == Freshness("newest Feb 2026", stale=False)
    assert newest_clip([_call(None)], STAGE, FORMATS) is None


def test_teams_show_status_due_date_and_delay(room: Room) -> None:
    """A broken experience whose date has passed is overdue; a reliable one has no date to miss."""
    bring(
        room,
        ImportKind.TEAMS,
        "code,name,stage,sponsor,lead,members,problem,promise,due,status,since,reason,by\n"
        "a,On the Day,wait,COO,Ann,,Late,On the day,2026-10-01,broken,2026-01-10,Review,COO\n"
        "b,Kind Words,wait,COO,Bo,,Rude,Kind,2026-10-01,broken,2026-01-10,Review,COO\n"
        "b,Kind Words,wait,COO,Bo,,Rude,Kind,2026-10-01,reliable,2026-09-10,12 good months,COO\n",
    )
    teams = waiting(wall(room)).teams
    assert [(team.name, team.status, team.overdue, team.since) for team in teams] == [
        ("On the Day", "broken", True, "since Jan 2026"),
        ("Kind Words", "reliable", False, "since Sep 2026"),
    ]
    assert teams[0].due == "due Oct 1, 2026"


@pytest.mark.parametrize(("due", "is_overdue"), [("2026-11-04", True), ("2026-11-05", False), ("2026-11-06", False)])
def test_a_team_has_until_the_end_of_its_day(due: str, is_overdue: bool, room: Room) -> None:
    """A team whose day is today is not late yet; it is tomorrow."""
    bring(
        room,
        ImportKind.TEAMS,
        "code,name,stage,sponsor,lead,members,problem,promise,due,status,since,reason,by\n"
        f"a,On the Day,wait,COO,Ann,,Late,On the day,{due},broken,2026-01-10,Review,COO\n",
    )
    assert [team.overdue for team in waiting(wall(room)).teams] == [is_overdue]


def test_the_last_step_of_any_team_dates_the_tile(room: Room) -> None:
    """Two teams of one stage: the later of their last steps counts; a stage without teams has no date."""
    bring(
        room,
        ImportKind.TEAMS,
        "code,name,stage,sponsor,lead,members,problem,promise,due,status,since,reason,by\n"
        "a,On the Day,wait,COO,Ann,,Late,On the day,2026-10-01,broken,2026-01-10,Review,COO\n"
        "b,Kind Words,wait,COO,Bo,,Rude,Kind,2026-10-01,broken,2025-01-10,Review,COO\n"
        "b,Kind Words,wait,COO,Bo,,Rude,Kind,2026-10-01,reliable,2026-09-10,12 good months,COO\n",
    )
    view = wall(room)
    assert waiting(view).teams_freshness == Freshness("last step Sep 2026", stale=False)
    assert [stage.teams_freshness for stage in view.stages if not stage.teams] == [None]
