"""Small real rooms for tests: made by the program's own commands, filled from files as a facilitator would."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from customer_room.domain.records import Actor
from customer_room.domain.words import ImportKind
from customer_room.operations.bringing_in import ImportOrder, ImportSummary, import_file
from customer_room.operations.create import create_room
from customer_room.operations.room import Room, opened
from customer_room.settings import RoomSettings, settings_toml

TESTER = Actor("tester")
TODAY = date(2026, 11, 5)

PLAN: dict[str, Any] = {
    "silos": [{"code": "warehouse", "name": "Warehouse"}, {"code": "service", "name": "Service"}],
    "stages": [
        {"code": "order", "name": "I order", "promise": "Three minutes."},
        {"code": "wait", "name": "I wait", "promise": "The day we named."},
    ],
    "touchpoints": [
        {"code": "checkout", "stage": "order", "name": "Checkout", "rank": 2, "silos": ["service"]},
        {"code": "delivery", "stage": "wait", "name": "Delivery day", "rank": 1, "silos": ["warehouse", "service"]},
    ],
    "kpis": [
        {
            "code": "on-time", "touchpoint": "delivery", "name": "On the day", "unit": "%", "direction": "up",
            "target": 95, "layer": "process", "orientation": "customer", "cadence": "month", "decimals": 1,
        },
        {
            "code": "basket-cost", "touchpoint": "checkout", "name": "Cost of an order", "unit": "EUR",
            "direction": "down", "layer": "operational", "orientation": "company", "cadence": "month", "decimals": 2,
        },
    ],
    "surveys": [
        {
            "code": "recommend", "name": "Would recommend", "method": "nps", "scale_min": 0, "scale_max": 10,
            "question": "Would you recommend us?", "stage": "wait",
        }
    ],
    "categories": [
        {"code": "late", "name": "It came late", "cause": "organisation", "stage": "wait"},
        {"code": "lost", "name": "It never came", "cause": "organisation", "stage": "wait"},
    ],
}  # fmt: skip


@contextmanager
def small_room(
    folder: Path, plan: Mapping[str, Any] = PLAN, *, today: date = TODAY, locale: str = "en_US", currency: str = "USD"
) -> Iterator[Room]:
    """A new room whose clock stands at `today`."""
    create_room(folder, plan, settings_toml(RoomSettings("Test room", locale=locale, currency=currency)), TESTER)
    with opened(folder) as room:
        yield replace(room, settings=replace(room.settings, as_of=today))


def bring(room: Room, kind: ImportKind, text: str) -> ImportSummary:
    """Import a CSV text."""
    path = room.folder / "inbox" / f"{kind.value}.csv"
    path.write_text(text, encoding="utf-8")
    return import_file(room, ImportOrder(path, kind, None, path.with_suffix(".refused.csv"), False), TESTER, _quiet)


def complaints(day: str, category: str, count: int, prefix: str) -> str:
    """`count` feedback rows of one day and category, with ids made from the prefix."""
    return "".join(f"{prefix}{number},{day}T12:00:00,Too late,{category},Calls\n" for number in range(count))


FEEDBACK_HEADER = "id,said_at,text,category,source\n"


def _quiet(step: str, share: float | None) -> None:
    """Tests need no progress."""
