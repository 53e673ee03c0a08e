"""What tests/conftest.py does with browser tests and tests on real files that cannot run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
NEEDY_TESTS = """
def test_page(chromium_path): assert chromium_path
def test_file(real_files): assert real_files
def test_other(): assert True
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with our conftest.py and pytest settings, and one test of each need."""
    (tmp_path / "tests").mkdir()
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    shutil.copy(CHECKOUT / "tests" / "conftest.py", tmp_path / "tests")
    (tmp_path / "tests" / "test_needy.py").write_text(NEEDY_TESTS, encoding="utf-8")
    return tmp_path


def run(project: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the project's tests where no browser and no real files are, with more environment variables."""
    needs = {"CUSTOMER_ROOM_CHROMIUM": "no-such-browser", "CUSTOMER_ROOM_REAL": str(project / "absent")}
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "CUSTOMER_ROOM_REQUIRE_BROWSER": "", **needs, **variables}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=120)


def test_without_a_browser_the_run_says_so_loudly(project: Path) -> None:
    """Tests that lack a browser are skipped, counted in a banner at the end, and the cure is named."""
    result = run(project)
    assert result.returncode == 0, result.stdout
    assert "BROWSER TESTS DID NOT RUN" in result.stdout
    assert "Browser tests that did not run: 1." in result.stdout
    assert "CUSTOMER_ROOM_CHROMIUM is “no-such-browser”" in result.stdout


def test_without_the_real_files_the_run_names_their_place(project: Path) -> None:
    """Tests that lack the real files are skipped, and the banner says where they were looked for."""
    result = run(project)
    assert f"Tests on real files that did not run: 1. There are no files at {project / 'absent'}" in result.stdout


def test_a_required_browser_that_is_missing_fails_the_run(project: Path) -> None:
    """Where a browser is required, a browser test that did not run is a failure, and other tests are not."""
    result = run(project, CUSTOMER_ROOM_REQUIRE_BROWSER="1")
    assert result.returncode == 1
    assert "1 passed, 1 skipped, 1 error" in result.stdout
    assert "this browser test did not run" in result.stdout


def test_the_named_browser_is_used(project: Path) -> None:
    """CUSTOMER_ROOM_CHROMIUM wins over every browser on the PATH."""
    browser = project / "my-browser"
    browser.write_text("#!/bin/sh\necho Chromium 1.0\n", encoding="utf-8")
    browser.chmod(0o755)
    result = run(project, CUSTOMER_ROOM_CHROMIUM=str(browser), CUSTOMER_ROOM_REQUIRE_BROWSER="1")
    assert result.returncode == 0, result.stdout
    assert "BROWSER TESTS DID NOT RUN" not in result.stdout
