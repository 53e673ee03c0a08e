"""What a browser is sent of a wall: the texts of its views, each with a tag that says whether it has that already."""

from dataclasses import dataclass
from hashlib import blake2b

import orjson

from customer_room.views.stage_view import StageView
from customer_room.views.wall_view import WallView

_TAG_BYTES = 8


@dataclass(frozen=True, slots=True)
class Part:
    """A view as JSON; two parts with the same tag are the same."""

    tag: str
    text: str


NOTHING = Part("", "null")
"""Stands for the page of a stage where none is open."""


@dataclass(frozen=True, slots=True)
class Tags:
    """Which parts a browser has; empty where it has none."""

    wall: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is shown at one place at one moment."""

    wall: Part
    stage: Part = NOTHING

    @property
    def tags(self) -> Tags:
        """The tags of its parts."""
        return Tags(self.wall.tag, self.stage.tag)


def part_of(view: WallView | StageView) -> Part:
    """A view as JSON, with its tag."""
    text = orjson.dumps(view)
    return Part(blake2b(text, digest_size=_TAG_BYTES).hexdigest(), text.decode())


def message(shown: Shown, held: Tags | None = None, ask: int = 0) -> str:
    """The JSON text `{"ask": …, "tags": {…}, "wall": …, "stage": …}`, without the parts that the browser holds.

    Args:
        shown: What the browser is to show.
        held: What it has.
        ask: The number of its question that this answers.
    """
    held = held or Tags("", "none")
    wall = "" if held.wall == shown.wall.tag else f',"wall":{shown.wall.text}'
    stage = "" if held.stage == shown.stage.tag else f',"stage":{shown.stage.text}'
    return f'{{"ask":{ask},"tags":{orjson.dumps(shown.tags).decode()}{wall}{stage}}}'
