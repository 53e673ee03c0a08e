"""A process of its own that adds a staged file to a store, to be killed from outside: python -m tests.store.worker."""

import sys
from pathlib import Path

from tests.store.samples import keep_feedback, open_store


def main(folder: Path, staged: Path) -> None:
    """Open the store, say so, add the file, say how many rows were kept, and wait to be told to go."""
    store = open_store(folder)
    sys.stdout.write("open\n")
    sys.stdout.flush()
    counts = keep_feedback(store, staged)
    sys.stdout.write(f"kept {counts.new}\n")
    sys.stdout.flush()
    sys.stdin.readline()
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
