"""The locks, against pyproject.toml and the promises made of them."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = ("run", "build", "dev", "lock")
PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>.+?))?(?P<hashes>(?: --hash=sha256:[0-9a-f]{64})+)$"
)
ADDRESS = re.compile(r"://|\b[a-z0-9-]+\.(?:org|com|net|io|dev)\b|index-url|find-links", re.IGNORECASE)


def pins_of(lock: str) -> dict[str, set[Version]]:
    """The versions that a lock pins, by package: one, or one for each range of Python versions."""
    pins: dict[str, set[Version]] = {}
    for line in lock_lines(lock):
        match = PIN.match(line)
        assert match, f"requirements/{lock}.txt holds a line that is no hashed pin: {line[:80]}"
        pins.setdefault(match["name"], set()).add(Version(match["version"]))
    return pins


def lock_lines(lock: str) -> list[str]:
    """A lock's requirements, one a line, without comments and with continued lines joined."""
    text = (CHECKOUT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").replace("\\\n", "")
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def declared(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for: the package's own dependencies, or those of the named groups."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    if not groups:
        return [Requirement(line) for line in project["project"]["dependencies"]]
    listed = [entry for group in groups for entry in project["dependency-groups"][group]]
    return [Requirement(entry) for entry in listed if isinstance(entry, str)]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_a_hashed_pin(lock: str) -> None:
    """A lock holds exact versions with the hashes of their files, and nothing else."""
    assert pins_of(lock)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    """A lock, its comments included, says nothing of where the files come from."""
    text = (CHECKOUT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert not ADDRESS.search(text)


@pytest.mark.parametrize(
    ("lock", "groups"), [("run", ()), ("build", ("build",)), ("dev", ("build", "dev")), ("lock", ("lock",))]
)
def test_a_lock_satisfies_what_is_declared(lock: str, groups: tuple[str, ...]) -> None:
    """Each declared dependency is locked at a version within its bounds; a forgotten `make lock` is found here."""
    pins = pins_of(lock)
    for requirement in declared(*groups):
        versions = pins.get(requirement.name, set())
        assert versions, f"{requirement.name} is not in requirements/{lock}.txt: run `make lock`"
        assert all(requirement.specifier.contains(version) for version in versions), str(requirement)


def test_tests_run_what_users_run() -> None:
    """The test lock holds every package of the run lock at the same versions."""
    run, dev = pins_of("run"), pins_of("dev")
    assert {name: dev.get(name) for name in run} == run


def test_every_dependency_has_an_upper_bound_or_is_a_calendar() -> None:
    """A dependency's next breaking version is never installed by itself; time zone data is always welcome newer."""
    calendars = {"pytz", "tzdata", "types-pytz"}
    for requirement in [*declared(), *declared("build", "dev", "lock")]:
        is_bounded = any(specifier.operator in ("<", "==") for specifier in requirement.specifier)
        assert is_bounded or requirement.name in calendars, str(requirement)


def test_every_library_that_is_imported_is_declared() -> None:
    """The package and its pages import what pyproject.toml declares, never what another library happens to bring."""
    names = {requirement.name for requirement in declared()}
    providers = packages_distributions()
    for module, path in third_party_imports():
        distributions = {name.lower().replace("_", "-") for name in providers.get(module, ["nothing installed"])}
        assert distributions & names, f"{path} imports {module} of {distributions}"


def third_party_imports() -> Iterator[tuple[str, Path]]:
    """The libraries that the package and its pages import, each with a file that does."""
    for path in [*(CHECKOUT / "customer_room").rglob("*.py"), *(CHECKOUT / "pages").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for module in imported_modules(node):
                if module not in sys.stdlib_module_names | {"customer_room", "pages"}:
                    yield module, path


def imported_modules(node: ast.AST) -> list[str]:
    """The top-level modules that an import statement names; none for other statements."""
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module.partition(".")[0]]
    return []
