"""The sample walls as a server answers them."""

from collections.abc import Callable, Hashable
from dataclasses import asdict

from customer_room.ui.wall_message import NOTHING, Shown, part_of
from customer_room.ui.wall_place import WallPlace
from customer_room.ui.wall_source import LIVE_PATH
from tests.e2e.stage_samples import stage_detail
from tests.e2e.wall_samples import SAMPLES, chosen


def line_of(name: str) -> str:
    """The path at which a sample's wall asks."""
    return f"{LIVE_PATH}/{name}"


class SampleWalls:
    """One of the samples, which nothing ever changes."""

    def __init__(self, name: str) -> None:
        self._view = SAMPLES[name]()

    def moment(self) -> Hashable:
        """It is always the same."""
        return 0

    def shown(self, place: WallPlace) -> Shown:
        """The sample with the period that was chosen, and the stage that was opened."""
        stage = stage_detail(self._view, place.stage, place.page)
        return Shown(part_of(chosen(self._view, asdict(place.choice))), part_of(stage) if stage else NOTHING)

    def subscribe(self, wake: Callable[[], None]) -> Callable[[], None]:
        """There is never any news."""
        return lambda: None
