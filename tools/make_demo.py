"""Makes the demo room's content: tables, artifacts and recordings of an invented company.

Run from the repository's root: `python -m tools.make_demo`. Every run writes the same bytes. Pictures need Pillow and
the fonts named in `tools/demo/drawing.py`; recordings need flite and ffmpeg. Where those are not to be had, leave them
out with `--skip-artifacts` and `--skip-audio`; the tables need neither.
"""

import argparse
from pathlib import Path

from tools.demo.tables import write_tables

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Write the demo content into the repository, or into `--out`."""
    parser = argparse.ArgumentParser(description="Make the demo room's content.")
    parser.add_argument("--out", type=Path, default=ROOT, help="folder to write into (default: the repository)")
    parser.add_argument("--skip-artifacts", action="store_true", help="leave the pictures as they are")
    parser.add_argument("--skip-audio", action="store_true", help="leave the recordings as they are")
    options = parser.parse_args()
    write_tables(options.out / "data")
    if not options.skip_artifacts:
        from tools.demo.artifacts import write_artifacts

        write_artifacts(options.out)
    if not options.skip_audio:
        from tools.demo.calls import write_calls

        write_calls(options.out)


if __name__ == "__main__":
    main()
