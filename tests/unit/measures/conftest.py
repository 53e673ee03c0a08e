"""Worked examples from the literature, each with its source, tolerance and notes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_DOCUMENT = json.loads(Path(__file__).with_name("worked_examples.json").read_text(encoding="utf-8"))
_BY_ID = {example["id"]: example for example in _DOCUMENT["examples"]}

Example = dict[str, Any]


@pytest.fixture
def example() -> Callable[[str], Example]:
    """The worked example with the given id."""
    return _BY_ID.__getitem__
