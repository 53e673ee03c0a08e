"""What an artifact of the demo room is, before it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True, slots=True)
class Artifact:
    """Something the customer receives; a later version has the same name and stage and a later `valid_from`."""

    file: str
    stage: str
    touchpoint: str
    name: str
    description: str
    valid_from: str
    draw: Callable[[], Image.Image]
