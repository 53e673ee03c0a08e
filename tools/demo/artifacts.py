"""All artifacts of the demo room: draws them, writes them, and writes the table that hangs them on the wall."""

from pathlib import Path

from PIL import Image

from . import (
    artifacts_help,
    artifacts_look,
    artifacts_open,
    artifacts_order,
    artifacts_return,
    artifacts_wait,
    artifacts_wear,
)
from .artifact import Artifact
from .tables import write_csv

COLUMNS = ("file", "stage", "touchpoint", "name", "description", "valid_from")


def _save(image: Image.Image, path: Path) -> None:
    """PNG with few colors for documents and screens, JPEG for what looks like a photo."""
    if path.suffix == ".png":
        small = image.convert("RGB").quantize(128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
    else:
        image.convert("RGB").save(path, quality=82, optimize=True)


def write_artifacts(root: Path, only: str = "") -> None:
    """Draw every artifact into `artifacts/` and list them in `data/artifacts.csv`; `only` draws one file."""
    until_open = (artifacts_look, artifacts_order, artifacts_wait, artifacts_open)
    modules = (*until_open, artifacts_wear, artifacts_return, artifacts_help)
    artifacts: list[Artifact] = [artifact for module in modules for artifact in module.ARTIFACTS]
    (root / "artifacts").mkdir(parents=True, exist_ok=True)
    for artifact in artifacts:
        if only in artifact.file:
            _save(artifact.draw(), root / "artifacts" / artifact.file)
    rows = [[getattr(artifact, column) for column in COLUMNS] for artifact in artifacts]
    write_csv(root / "data" / "artifacts.csv", COLUMNS, rows)
