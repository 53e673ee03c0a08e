"""How much is measured: in full, quickly, or in a test."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Rows and rounds; `wall_rows` are rows of feedback by room, the smallest first, which the others are held against.

    `arrival_rows` is one further import into each of those rooms, `import_rows` the CSV file of the import. Under
    `live_walls` open walls at once there are `live_rounds` writes, in a browser `live_writes` and `live_refreshes`.
    """

    wall_rows: tuple[int, ...]
    wall_rounds: int
    warm_up_rounds: int
    arrival_rows: int
    arrival_rounds: int
    import_rows: int
    import_rounds: int
    screen_rounds: int = 6
    live_walls: int = 50
    live_rounds: int = 20
    live_writes: int = 100
    live_refreshes: int = 1_000


FULL = Sizes((100_000, 1_000_000, 10_000_000), 100, 10, 50_000, 3, 1_000_000, 3)
QUICK = Sizes(
    (10_000, 100_000, 1_000_000),
    30,
    3,
    5_000,
    3,
    100_000,
    3,
    live_walls=20,
    live_rounds=10,
    live_writes=30,
    live_refreshes=100,
)
