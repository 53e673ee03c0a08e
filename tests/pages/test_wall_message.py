import json
from dataclasses import asdict
from pathlib import Path

from customer_room.domain.words import ImportKind
from customer_room.ui.wall_message import NOTHING, Part, Shown, Tags, message
from customer_room.ui.wall_place import WallPlace, place_of
from customer_room.ui.wall_source import RoomWalls
from customer_room.views.wall import build_wall
from customer_room.views.wall_period import PeriodChoice
from tests.rooms import FEEDBACK_HEADER, bring, complaints, small_room

HOSTILE = "\"</script><script>alert('1')</script>\u2028\u202e🧥"


def test_a_message_holds_the_views_field_by_field(tmp_path: Path) -> None:
    """What a browser reads out of it is what the views hold, the figures of a chart among it."""
    with small_room(tmp_path / "room") as room:
        bring(room, ImportKind.FEEDBACK, FEEDBACK_HEADER + complaints("2026-08-10", "late", 5, "b"))
        stage_id = build_wall(room, PeriodChoice()).stages[1].id
        shown = RoomWalls(room).shown(WallPlace(PeriodChoice(), stage_id))
        said = json.loads(message(shown, ask=7))
        assert said["ask"] == 7
        assert said["tags"] == {"wall": shown.wall.tag, "stage": shown.stage.tag}
        assert said["wall"] == json.loads(json.dumps(asdict(build_wall(room, PeriodChoice()))))
        assert [quote["text"] for quote in said["stage"]["quotes"]["rows"]]


def test_a_message_leaves_out_what_the_browser_holds() -> None:
    """Each part goes by its own tag; a stage that was closed is sent as null once."""
    wall, stage = Part("a1", '{"company": "Kettlefell"}'), Part("b2", '{"id": "order"}')
    shown = Shown(wall, stage)
    assert set(json.loads(message(shown))) == {"ask", "tags", "wall", "stage"}
    assert set(json.loads(message(shown, Tags(wall.tag)))) == {"ask", "tags", "stage"}
    assert set(json.loads(message(shown, shown.tags))) == {"ask", "tags"}
    assert json.loads(message(Shown(wall), shown.tags))["stage"] is None
    assert "stage" not in json.loads(message(Shown(wall), Tags(wall.tag, NOTHING.tag)))


def test_an_address_becomes_a_place() -> None:
    """Every key is taken as it came, and a page only if it is a number."""
    asked = {"period": "2026-Q3", "grain": "quarter", "comparison": "previous", "stage": HOSTILE, "page": "12"}
    assert place_of(asked) == WallPlace(PeriodChoice("2026-Q3", "quarter", "previous"), HOSTILE, 12)
    for page in ("", "-1", "1.5", "٣", "1234567", "one", 3, None, ["1"]):
        assert place_of({"page": page}) == WallPlace(PeriodChoice())
