"""The import rules of pyproject.toml, shown to hold and shown to catch."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
DIRECTION = "Imports run one way, and every module of the package has its place"
VIOLATIONS = (
    ("customer_room/domain/wrong.py", "import customer_room.store", DIRECTION),
    ("customer_room/importing/wrong.py", "import customer_room.store", DIRECTION),
    ("customer_room/views/wrong.py", "import customer_room.ui", DIRECTION),
    ("customer_room/homeless.py", "", DIRECTION),
    ("customer_room/ui/wrong.py", "import pages", "Nothing imports a page: Streamlit runs them"),
    ("pages/wrong.py", "import pandas", "A page holds no SQL and no tables"),
    ("customer_room/operations/wrong.py", "import streamlit", "Streamlit only in pages, ui, app and server"),
    ("customer_room/views/wrong.py", "import duckdb", "DuckDB only in store and importing"),
    ("customer_room/views/wrong.py", "import plotly", "Plotly only in charts"),
    ("customer_room/ui/wrong.py", "import PIL", "Pictures and sound only in media"),
)


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


def test_every_import_against_the_rules_is_caught(house: Path) -> None:
    """Each wrong import, and a module without a place, is named under the rule that forbids it."""
    for place, statement, _ in VIOLATIONS:
        with (house / place).open("a", encoding="utf-8") as source:
            source.write(f"{statement}\n")
    result = check(house)
    assert result.returncode != 0
    findings = findings_by_rule(result.stdout)
    for place, statement, rule in VIOLATIONS:
        module = place.removesuffix(".py").replace("/", ".")
        imported = statement.removeprefix("import ")
        assert any(module in line and imported in line for line in findings[rule]), (module, rule, result.stdout)


def findings_by_rule(report: str) -> dict[str, list[str]]:
    """The lines that the check prints under each broken rule's heading."""
    _, _, details = report.partition("Broken contracts")
    findings: dict[str, list[str]] = {rule: [] for _, _, rule in VIOLATIONS}
    current = ""
    for line in details.splitlines():
        current = line if line in findings else current
        if current:
            findings[current].append(line)
    return findings
