"""Wording the refusal of a whole file."""

from collections.abc import Iterable, Mapping

from customer_room.domain.catalogue import Catalogue, Known
from customer_room.errors import ImportRefusedError

SHOWN = 12
NAMES_SHOWN = 8


def refused(file_name: str, what: str, fix: str) -> ImportRefusedError:
    """The error that refuses a whole file; `what` and `fix` are sentences."""
    return ImportRefusedError(f"“{shown(file_name)}” was not imported", what, fix)


def shown(value: str, limit: int = 80) -> str:
    """A foreign text as it may stand in a message: one line, printable, not longer than `limit`."""
    line = "".join(character if character.isprintable() else " " for character in value)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def listed(names: Iterable[str], most: int = SHOWN) -> str:
    """Names for a message, cut to `most`."""
    all_names = [shown(name, 40) for name in names]
    more = f" and {len(all_names) - most:,} more" if len(all_names) > most else ""
    return ", ".join(all_names[:most]) + more if all_names else "none"


def room_names(catalogue: Catalogue, known: Mapping[str, Known]) -> str:
    """What the room's things of one noun are called, for a message."""
    return listed((f"“{name}”" for name in catalogue.names_of(known)), NAMES_SHOWN)


def counted(count: int, noun: str) -> str:
    """A count with its noun: 1 record, 2 records."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
