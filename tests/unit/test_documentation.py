"""The documents, held to the program they describe."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import get_args

import click
import pytest
from PIL import Image

from customer_room import __version__
from customer_room.cli.program import program
from customer_room.domain.words import ImportKind, TeamStatus
from customer_room.importing import read_mapping
from customer_room.importing.columns import COLUMNS
from customer_room.measures.health import HealthLevel, HealthReason, StageHealth
from customer_room.operations.plan import list_templates
from customer_room.operations.room import database_path
from customer_room.server.presence import presence_path
from customer_room.settings import RoomSettings, Thresholds, WallSettings
from customer_room.views.formats import Formats
from customer_room.views.wall_health import health_view
from customer_room.views.wall_operation import OPERATION_WORDS
from customer_room.views.wall_words import WORDS

CHECKOUT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")])
TREE = ("customer_room", "pages", "docs", "data", "artifacts", "recordings", "tests", "tools", "bench")
IN_EVERY_ROOM = {
    *(path(Path()).as_posix() for path in (database_path, presence_path)),
    "data/exchange",
}
LEADER, FACILITATOR = CHECKOUT / "docs" / "leader.md", CHECKOUT / "docs" / "facilitator.md"
OPERATOR, TEAM = CHECKOUT / "docs" / "wall-operator.md", CHECKOUT / "docs" / "fix-team.md"
RECORDS = sorted((CHECKOUT / "docs" / "decisions").glob("[0-9]*.md"))
WORLD_ADDRESSES = ("https://keepachangelog.com/", "https://semver.org/", "http://127.0.0.1:")
OF_ONE_MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|tmp|Users|private)/|\bindex-url\b|\bpypi\.|pythonhosted")
LARGEST_PICTURE_BYTES = 600_000

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(CHECKOUT).as_posix())


def read(document: Path) -> str:
    """A document's text."""
    return document.read_text(encoding="utf-8")


def prose(document: Path) -> str:
    """A document without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", read(document), flags=re.DOTALL | re.MULTILINE)


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as repositories' sites make them."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def shell_lines(document: Path) -> list[str]:
    """The commands of a document's shell blocks, with continued lines joined."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", read(document), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines() if line.strip()]


def customer_room_calls(document: Path) -> Iterator[list[str]]:
    """The arguments of each `customer-room` command in a document's shell blocks."""
    for line in shell_lines(document):
        program_name, *arguments = shlex.split(line, comments=True)
        if PurePosixPath(program_name).name == "customer-room":
            yield arguments[: arguments.index(">")] if ">" in arguments else arguments


def table_rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table after a text, without its head."""
    table = re.search(r"^\|.*?(?=^(?!\|))", text.split(heading, 1)[1] + "\n", re.DOTALL | re.MULTILINE)
    assert table, heading
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table[0].strip().splitlines()[2:]]


def program_text() -> str:
    """All of the program's Python, in which messages are looked up."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "customer_room").rglob("*.py"))


@every_document
def test_every_link_leads_somewhere(document: Path) -> None:
    """A relative link names a file of the tree, and its anchor a heading of that file."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(document)):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        linked = (document.parent / path).resolve() if path else document
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


@every_document
def test_every_command_is_understood(document: Path) -> None:
    """Each `customer-room` command in a shell block has options and arguments that the program knows."""
    for name, *arguments in customer_room_calls(document):
        if name.startswith("-"):
            assert any(name in option.opts for option in program.get_params(click.Context(program))), name
            continue
        command = program.commands[name]
        context = click.Context(command, info_name=name)
        given, surplus, _ = command.make_parser(context).parse_args(list(arguments))
        assert surplus == [], arguments
        for parameter in command.params:
            value = given.get(parameter.name or "")
            is_listing = {"--list", "--show"} & set(arguments)
            assert is_listing or not parameter.required or isinstance(value, str), f"{name}: {parameter.name}"
            if isinstance(parameter.type, click.Choice) and isinstance(value, str):
                assert value in parameter.type.choices, value


@every_document
def test_every_template_that_is_named_exists(document: Path) -> None:
    """`--template` in a shell block names one that the program brings, or a plan file."""
    codes = {template.code for template in list_templates()}
    for arguments in customer_room_calls(document):
        named = [after for option, after in pairwise(arguments) if option == "--template"]
        assert {name for name in named if not name.endswith(".toml")} <= codes


@every_document
def test_every_command_in_running_text_exists(document: Path) -> None:
    """`customer-room WORD` in running text names a command of the program."""
    words = set(re.findall(r"`customer-room ([a-z]\w*)", prose(document)))
    assert words <= set(program.commands)


@every_document
def test_every_make_target_exists(document: Path) -> None:
    """`make WORD`, in shell blocks and in running text, names a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    spoken = set(re.findall(r"`make ([a-z]+)", prose(document)))
    typed = {words[1] for words in map(shlex.split, shell_lines(document)) if words[0] == "make"}
    assert spoken | typed <= targets


@every_document
def test_every_mapping_file_that_is_shown_is_understood(document: Path, tmp_path: Path) -> None:
    """Each TOML block is a mapping file that the program reads without complaint."""
    for block in re.findall(r"^```toml\n(.*?)^```$", read(document), re.DOTALL | re.MULTILINE):
        path = tmp_path / "mapping.toml"
        path.write_text(block, encoding="utf-8")
        assert read_mapping(path).columns


@every_document
def test_every_path_that_is_named_exists(document: Path) -> None:
    """A path in backticks under the tree's folders is there, or is one that every room has."""
    for path in re.findall(rf"`((?:{'|'.join(TREE)})/[^`\s*]*)`", prose(document)):
        assert path in IN_EVERY_ROOM or (CHECKOUT / path).exists(), path


@every_document
def test_no_document_knows_one_machine(document: Path) -> None:
    """No document names a folder of its author's machine, a package index, or an address out of the known few."""
    text = read(document)
    assert OF_ONE_MACHINE.findall(text) == []
    addresses = re.findall(r"https?://[^\s)`]+", text)
    assert [address for address in addresses if not address.startswith(WORLD_ADDRESSES)] == []


def test_the_readme_begins_with_the_two_commands() -> None:
    """The first shell block of the README is `make demo` and `make test`."""
    typed = [shlex.split(line, comments=True) for line in shell_lines(CHECKOUT / "README.md")]
    assert typed[:2] == [["make", "demo"], ["make", "test"]]


def test_the_readme_links_every_page_of_docs() -> None:
    """Each page directly under docs is one link away from the README."""
    text = read(CHECKOUT / "README.md")
    assert [page.name for page in (CHECKOUT / "docs").glob("*.md") if f"(docs/{page.name})" not in text] == []


@pytest.mark.parametrize("name", ["wall", "stage"])
def test_the_pictures_of_the_wall_are_small_enough(name: str) -> None:
    """The README's pictures are 1920 by 1080 pixels and quick to load; `python -m tools.screenshot` takes them anew."""
    path = CHECKOUT / "docs" / "images" / f"{name}.png"
    with Image.open(path) as picture:
        assert picture.size == (1920, 1080)
    assert path.stat().st_size < LARGEST_PICTURE_BYTES


def test_the_settings_are_documented_with_their_defaults() -> None:
    """The facilitator's table of thresholds has every threshold of the program with its default, and no other."""
    rows = table_rows(read(FACILITATOR), "## Settings")
    assert {name.strip("`"): float(default) for name, default, _ in rows} == asdict(Thresholds())


def test_how_the_wall_works_is_documented_with_its_defaults() -> None:
    """The facilitator's table of the wall's settings has every one of the program with its default, and no other."""
    rows = table_rows(read(FACILITATOR), "They are a proposal of ours")
    assert {name.strip("`"): json.loads(default) for name, default, _ in rows} == asdict(WallSettings())


def test_the_kinds_of_import_are_documented() -> None:
    """The facilitator's table of files has every kind of import, and no other."""
    rows = table_rows(read(FACILITATOR), "## The files")
    assert [row[0].strip("`") for row in rows] == [kind.value for kind in ImportKind]


def test_the_teams_file_is_documented() -> None:
    """The fix team's table has every column of its file, in the program's order."""
    rows = table_rows(read(TEAM), "## How the status gets there")
    assert tuple(re.findall(r"`(\w+)`", " ".join(row[0] for row in rows))) == COLUMNS[ImportKind.TEAMS]


def test_the_statuses_are_documented() -> None:
    """The fix team's table has every status, and the leader's page explains each by the word on the wall."""
    rows = table_rows(read(TEAM), "## The three statuses")
    assert [row[0].strip("`") for row in rows] == [status.value for status in TeamStatus]
    assert all(f"**{status.value.capitalize()}**" in read(LEADER) for status in TeamStatus)


def test_the_levels_of_health_are_documented() -> None:
    """The leader's table has every level of health in the order of gravity, by the word on the wall."""
    formats = Formats.of(RoomSettings("Any room"))
    levels: tuple[HealthLevel, ...] = get_args(HealthLevel)
    words = [health_view(StageHealth(one, (HealthReason(one, "no_evidence"),)), formats).word for one in levels]
    rows = table_rows(read(LEADER), "## How a stage is doing")
    assert [row[1].strip("*") for row in rows] == words


def test_the_words_of_the_wall_are_the_programs() -> None:
    """What the leader's table of marks puts in bold stands on the wall in these words."""
    program = program_text()
    marks = " ".join(row[0] for row in table_rows(read(LEADER), "## What the marks mean"))
    spoken = [word for word in re.findall(r"\*\*([^*]+)\*\*", marks) if not re.search(r"\d", word)]
    assert len(spoken) > 5
    assert [word for word in spoken if f'"{word}' not in program] == []
    assert all(f"**{word}**" in read(LEADER) for word in (WORDS.stale, WORDS.overdue))
    assert f"**{WORDS.missing_file}**" in read(OPERATOR)


def test_the_keys_are_documented() -> None:
    """The leader's table of keys is that of the wall, word for word."""
    rows = table_rows(read(LEADER), "## Keys and clicker")
    assert [tuple(row) for row in rows] == [(one.keys, one.does) for one in OPERATION_WORDS.keys]


def test_the_messages_that_are_explained_exist() -> None:
    """Each message and each reason that a table explains is one that the program may say."""
    program = program_text()
    messages = [row[0] for row in table_rows(read(OPERATOR), "## When it says …")]
    reasons = [row[0] for row in table_rows(read(FACILITATOR), "## When something is refused")]
    assert [text for text in (*messages, *reasons) if text not in program] == []


def test_the_changelog_begins_with_this_version() -> None:
    """The newest entry of the changelog is the package's version."""
    versions = re.findall(r"^## \[([\d.]+)\]", read(CHECKOUT / "CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == __version__


def test_the_decision_records_are_numbered_without_gaps_and_listed() -> None:
    """Records count up from 0001, begin with their number, and each is in the list once."""
    assert [record.name[:4] for record in RECORDS] == [f"{number:04d}" for number in range(1, len(RECORDS) + 1)]
    assert all(read(record).startswith(f"# {record.name[:4]}: ") for record in RECORDS)
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", read(CHECKOUT / "docs" / "decisions" / "README.md"))
    assert listed == [record.name for record in RECORDS]
