"""Where the pages and the demo room's content lie: inside an installed wheel, or beside the package in a checkout."""

from pathlib import Path

from customer_room.errors import RoomError

_PACKAGE = Path(__file__).resolve().parent.parent


def bundle_root() -> Path:
    """The folder that holds `pages/`, `data/`, `artifacts/` and `recordings/`.

    Raises:
        RoomError: the installation is incomplete.
    """
    for root in (_PACKAGE / "_bundle", _PACKAGE.parent):
        if (root / "pages" / "wall.py").is_file():
            return root
    raise RoomError(
        "The installation is incomplete", f"No pages were found beside or inside {_PACKAGE}.", "Install it again."
    )
