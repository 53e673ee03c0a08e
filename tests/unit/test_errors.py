import copy
import pickle

import pytest

from customer_room import errors
from customer_room.errors import RoomError

ALL = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, RoomError)]


@pytest.mark.parametrize("kind", ALL)
def test_an_error_says_what_happened_and_what_to_do(kind: type[RoomError]) -> None:
    """Printed, every error of ours gives its title, what happened, and what to do about it."""
    error = kind("The disk is full", "/rooms/a has no space left.", "Free some space.")
    assert str(error) == "The disk is full. /rooms/a has no space left. What to do: Free some space."


@pytest.mark.parametrize("kind", ALL)
def test_an_error_can_be_copied_and_sent(kind: type[RoomError]) -> None:
    """An error keeps its parts when it is copied or passes between processes."""
    error = kind("Title", "What.", "Fix.")
    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 - our own error, made a line above
        assert type(twin) is kind
        assert (twin.title, twin.what, twin.fix) == ("Title", "What.", "Fix.")


def test_exit_codes_tell_a_busy_room_and_a_refused_file_apart() -> None:
    """Scripts can tell the cases they may try again from those a person must look at."""
    assert {kind.__name__: kind.exit_code for kind in ALL if kind.exit_code != 1} == {
        "RoomBusyError": 75, "ImportRefusedError": 65,
    }  # fmt: skip
    assert all(kind.exit_code for kind in ALL)
