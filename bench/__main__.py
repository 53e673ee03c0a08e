"""`python -m bench`: measure the wall, the import and open walls, and print one table of ratios."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.imports import measure_import
from bench.live import measure_live
from bench.screens import measure_screens
from bench.sizes import FULL, QUICK, Sizes
from bench.table import as_table, environment
from bench.wall import measure_wall

_PARTS = {"wall": measure_wall, "import": measure_import, "screens": measure_screens, "live": measure_live}


def _say(step: str) -> None:
    print(f"… {step}", file=sys.stderr, flush=True)


def run(sizes: Sizes, parts: tuple[str, ...] = tuple(_PARTS), temporary_folder: Path | None = None) -> str:
    """Measure, and give back the environment and the table; what was made to measure is removed."""
    where = environment()
    lines = []
    for part in parts:
        with TemporaryDirectory(prefix="customer-room-bench-", dir=temporary_folder) as folder:
            lines += _PARTS[part](Path(folder).resolve(), sizes, _say)
    return f"{where}\n\n{as_table(lines)}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Ratios, each from one interleaved run.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows, in about a minute")
    parser.add_argument("--part", choices=tuple(_PARTS), help="only this part")
    parser.add_argument("--folder", type=Path, help="where the rooms are made and removed (needs 3 GB)")
    given = parser.parse_args()
    parts = (given.part,) if given.part else tuple(_PARTS)
    print(run(QUICK if given.quick else FULL, parts, given.folder))


if __name__ == "__main__":
    main()
