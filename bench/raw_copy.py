"""One raw COPY of a CSV file in a process of its own: `python -m bench.raw_copy FILE FOLDER`."""

import json
import sys
from pathlib import Path

import duckdb

from bench.clock import cost_of
from bench.memory import peak_megabytes


def main(file: Path, folder: Path) -> None:
    """Copy the file into columns of text in a new database, and print what that took."""
    database = duckdb.connect(str(folder / "raw.duckdb"))
    names = file.open(encoding="utf-8").readline().strip().split(",")
    database.execute(f"CREATE TABLE raw ({', '.join(f'{name} VARCHAR' for name in names)})")
    cost = cost_of(lambda: database.execute(f"COPY raw FROM '{file}' (HEADER)"))
    print(json.dumps({"seconds": cost.seconds, "cpu": cost.cpu, "peak_mb": peak_megabytes(), "steps": {}}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
