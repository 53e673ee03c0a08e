"""The line of an open wall to its server, as a browser speaks it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from customer_room.ui.wall_source import LIVE_PATH
from tests.cli.commanding import PATIENCE_SECONDS, Served, run_process

SOON = 20
PLACE = {"grain": "month", "period": "2026-05", "comparison": "", "stage": "", "page": ""}
FEEDBACK = (
    "id,said_at,text,stage,category,channel,nature\n{id},2026-05-01,Late again,I order,Wrong item,call,complaint\n"
)


class Wall:
    """An open wall without a browser: what it asks, and what it has been told."""

    def __init__(self, line: ClientConnection) -> None:
        self.line = line
        self.number = 0
        self.tags = {"wall": "", "stage": ""}

    def ask(self, **place: str) -> dict[str, Any]:
        """What is shown at a place, as far as this wall does not have it."""
        self.number += 1
        self.line.send(json.dumps({"ask": self.number, "place": PLACE | place, "tags": self.tags}))
        said = self.hear()
        while said["ask"] != self.number:
            said = self.hear()
        return said

    def hear(self) -> dict[str, Any]:
        """The next thing that the wall is told."""
        said: dict[str, Any] = json.loads(self.line.recv(SOON))
        self.tags = said.get("tags", self.tags)
        return said


def come(room: Served, origin: str | None = None) -> ClientConnection:
    """The line of a wall that has not asked for anything."""
    headers = {"Origin": origin} if origin else None
    return connect(f"ws://127.0.0.1:{room.port}{LIVE_PATH}", additional_headers=headers, max_size=None)


def bring(room: Served, cwd: Path, name: str) -> None:
    """Import one complaint through the served room, as its user does."""
    file = cwd / f"{name}.csv"
    file.write_text(FEEDBACK.format(id=name), encoding="utf-8")
    outcome = run_process(cwd, "import", room.folder, "feedback", file)
    assert outcome.code == 0, outcome.err


def complaints(said: dict[str, Any]) -> list[str]:
    """How many complaints of the wrong item each stage of a wall has."""
    return [row["count"] for stage in said["wall"]["stages"] for row in stage["complaints"]["rows"]]


def test_every_wall_is_told_of_an_import_at_once(served: Served, tmp_path: Path) -> None:
    """Two walls at one place get the new wall by themselves, and nothing that they have."""
    with come(served) as one, come(served) as other:
        walls = [Wall(one), Wall(other)]
        assert [complaints(wall.ask()) for wall in walls] == [[], []]
        bring(served, tmp_path, "one")
        for wall in walls:
            said = wall.hear()
            assert complaints(said) == ["1"]
            assert "stage" not in said


def test_a_wall_that_comes_back_gets_only_what_is_new(served: Served, tmp_path: Path) -> None:
    """What it has is not sent again; what was kept while it was away is."""
    with come(served) as line:
        wall = Wall(line)
        wall.ask()
    with come(served) as wall.line:
        assert set(wall.ask()) == {"ask", "tags"}
    bring(served, tmp_path, "one")
    with come(served) as wall.line:
        assert complaints(wall.ask()) == ["1"]


def test_a_stage_is_sent_without_the_wall_it_belongs_to(quiet_room: Served) -> None:
    """Opening, leaving, and naming one that there is not: each answer holds the stage's page, and nothing else."""
    with come(quiet_room) as line:
        wall = Wall(line)
        stage_id = wall.ask()["wall"]["stages"][2]["id"]
        opened = wall.ask(stage=stage_id)
        assert opened["stage"]["id"] == stage_id
        assert "wall" not in opened
        assert wall.ask()["stage"] is None
        assert "stage" not in wall.ask(stage="no such stage")


@pytest.fixture
def asked(quiet_room: Served) -> Iterator[Wall]:
    """A wall that has had its first answer."""
    with come(quiet_room) as line:
        wall = Wall(line)
        wall.ask()
        yield wall


@pytest.mark.parametrize("name", ["period", "grain", "comparison", "stage", "page"])
@pytest.mark.parametrize("wish", ["<script>alert(1)</script>", "9999-Q9", "\x00", "'; DROP TABLE stages", "x" * 1000])
def test_a_place_that_means_nothing_is_answered(asked: Wall, name: str, wish: str) -> None:
    """Whatever a wall names, it is shown what the place without that name shows."""
    assert "trouble" not in asked.ask(**{name: wish})


def test_another_sites_page_is_refused(quiet_room: Served) -> None:
    """A page from elsewhere does not come in, the room's own does."""
    with pytest.raises(InvalidStatus):
        come(quiet_room, "http://evil.example")
    with come(quiet_room, f"http://127.0.0.1:{quiet_room.port}") as line:
        assert Wall(line).ask()["wall"]["stages"]


@pytest.mark.parametrize(
    "said",
    [
        "let me in",
        "[]",
        "{}",
        "null",
        "[" * 60_000,
        '{"ask": "1", "place": {}, "tags": {"wall": "", "stage": ""}}',
        '{"ask": 1, "place": [], "tags": {"wall": "", "stage": ""}}',
        '{"ask": 1, "place": {}, "tags": {"wall": 1, "stage": ""}}',
        '{"ask": 1, "place": {"stage": "' + "x" * 70_000 + '"}, "tags": {"wall": "", "stage": ""}}',
    ],
)
def test_who_asks_for_anything_else_is_shown_out(quiet_room: Served, said: str) -> None:
    """The line ends, and others may still come."""
    with come(quiet_room) as line:
        line.send(said)
        with pytest.raises(ConnectionClosed):
            line.recv(PATIENCE_SECONDS)
    with come(quiet_room) as line:
        assert Wall(line).ask()["wall"]["stages"]


def test_a_wall_that_asks_faster_than_it_listens_gets_its_last_answer(quiet_room: Served) -> None:
    """A hundred questions at once end with the answer to the last; those in between may be left out."""
    with come(quiet_room) as line:
        wall = Wall(line)
        for number in range(1, 100):
            line.send(json.dumps({"ask": number, "place": PLACE, "tags": wall.tags}))
        wall.number = 99
        assert wall.ask()["ask"] == 100
