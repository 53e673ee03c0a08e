import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.commanding import CHECKOUT, Outcome, environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to this limit")

STARTS = (
    "from customer_room.cli import main; main()",
    "import runpy; runpy.run_module('customer_room', None, '__main__')",
)
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_AS, ({limit} << 20, {limit} << 20)); {start}"


def started(cwd: Path, start: str, python_path: Sequence[Path] = ()) -> Outcome:
    """Run `customer-room names .` by a Python statement that starts it."""
    variables = environment() | {"PYTHONPATH": ":".join(map(str, [*python_path, CHECKOUT]))}
    command = [sys.executable, "-c", start, "names", "."]
    ended = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, timeout=60, check=False)
    return Outcome(ended.returncode, ended.stdout, ended.stderr)


@pytest.mark.parametrize("start", STARTS, ids=["script", "module"])
@pytest.mark.parametrize("limit", [60, 100, 200, 256, 400, 700])
def test_too_small_a_limit_is_said_before_anything_is_loaded(room: Path, limit: int, start: str) -> None:
    """Under a limit at which libraries crash, end the process or wait for ever, three lines say what is needed."""
    ended = started(room, LIMITED.format(limit=limit, start=start))
    first, what, fix = ended.err.splitlines()
    assert (ended.code, ended.out, first) == (1, "", "There is not enough memory.")
    assert f"may use {limit} MB of address space; it needs 1,024 MB" in what
    assert fix.startswith("What to do: ")


@pytest.mark.skipif((os.cpu_count() or 1) > 8, reason="libraries set memory aside for every processor")
def test_the_least_limit_is_enough(room: Path) -> None:
    """What the refusal asks for is enough to list a room's names."""
    ended = started(room, LIMITED.format(limit=1024, start=STARTS[0]))
    assert ended.code == 0, ended.err
    assert "Stages" in ended.out


@pytest.mark.parametrize(
    "raised",
    [
        "MemoryError",
        "ImportError('x.so: failed to map segment from shared object')",
        "OSError(12, 'Cannot allocate memory')",
    ],
)
def test_a_library_that_finds_no_memory_is_said(room: Path, tmp_path: Path, raised: str) -> None:
    """Where memory runs out while libraries are loaded, there is no traceback."""
    (tmp_path / "babel.py").write_text(f"raise {raised}\n", encoding="utf-8")
    ended = started(room, STARTS[0], [tmp_path])
    assert ended.code == 1
    assert ended.err.startswith("There is not enough memory.\nCustomer Room could not be loaded: ")
    assert len(ended.err.splitlines()) == 3


def test_a_library_that_is_missing_is_no_lack_of_memory(room: Path, tmp_path: Path) -> None:
    """An incomplete installation shows which library is missing, as Python says it."""
    (tmp_path / "babel.py").write_text("import no_such_library\n", encoding="utf-8")
    ended = started(room, STARTS[0], [tmp_path])
    assert ended.code == 1
    assert "No module named 'no_such_library'" in ended.err
    assert "memory" not in ended.err
