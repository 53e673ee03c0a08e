"""The import rules of pyproject.toml, shown to hold and shown to catch."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package, the pages and the rules, to be damaged."""
    only_code = shutil.ignore_patterns("__pycache__", "static")
    for folder in ("customer_room", "pages"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder, ignore=only_code)
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    return tmp_path


def check(house: Path) -> subprocess.CompletedProcess[str]:
    """Run the import check of `make lint` in `house`."""
    return subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=house, capture_output=True, text=True, timeout=120)


def test_the_house_as_it_stands_keeps_its_rules(house: Path) -> None:
    """No module of the package or the pages imports against the direction."""
    result = check(house)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("place", "statement", "rule"),
    [
        ("customer_room/domain/wrong.py", "import customer_room.store", "Imports run one way"),
        ("customer_room/importing/wrong.py", "import customer_room.store", "Imports run one way"),
        ("customer_room/views/wrong.py", "import customer_room.ui", "Imports run one way"),
        ("customer_room/homeless.py", "", "every module of the package has its place"),
        ("customer_room/ui/wrong.py", "import pages", "Nothing imports a page"),
        ("pages/wrong.py", "import pandas", "A page holds no SQL and no tables"),
        ("customer_room/operations/wrong.py", "import streamlit", "Streamlit only in"),
        ("customer_room/views/wrong.py", "import duckdb", "DuckDB only in"),
        ("customer_room/ui/wrong.py", "import PIL.Image", "Pictures and sound only in media"),
    ],
)
def test_an_import_against_the_rules_is_caught(house: Path, place: str, statement: str, rule: str) -> None:
    """One wrong import, or a module without a place, breaks exactly the rule that forbids it."""
    (house / place).write_text(statement + "\n", encoding="utf-8")
    result = check(house)
    broken = [line for line in result.stdout.splitlines() if line.endswith("BROKEN")]
    assert result.returncode != 0
    assert len(broken) == 1
    assert rule in broken[0]
