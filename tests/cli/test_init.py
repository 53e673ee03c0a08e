from pathlib import Path

import pytest

from customer_room.operations.plan import list_templates
from customer_room.settings import load_settings
from tests.cli.conftest import CommandLine


def test_a_new_room_says_what_to_do_next(customer_room: CommandLine, tmp_path: Path) -> None:
    """`init` makes a room with the settings given and names the next commands."""
    folder = tmp_path / "our room"
    outcome = customer_room(
        "init", folder, "--template", "insurance", "--name", "Raum 1", "--company", "Ä & Söhne", "--locale", "de-DE",
        "--currency", "eur", "--timezone", "Europe/Berlin",
    )  # fmt: skip
    settings = load_settings(folder)
    assert outcome.code == 0
    assert (settings.name, settings.company, settings.locale, settings.currency, settings.timezone) == (
        "Raum 1", "Ä & Söhne", "de_DE", "EUR", "Europe/Berlin",
    )  # fmt: skip
    assert f"customer-room serve '{folder}'" in outcome.out
    assert "Numbers are written as in de-DE, money in EUR" in outcome.out


def test_a_new_room_stands_in_the_empty_folder_it_was_given(customer_room: CommandLine, tmp_path: Path) -> None:
    """An empty folder stays the same folder, so that whoever stands in it still does."""
    inode = tmp_path.stat().st_ino
    assert customer_room("init", tmp_path, "--template", "telecom").code == 0
    assert tmp_path.stat().st_ino == inode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["artifacts", "data", "inbox", "recordings", "room.toml"]
    assert customer_room("check", tmp_path).code == 0


def test_a_template_gives_its_own_settings(customer_room: CommandLine, tmp_path: Path) -> None:
    """Without options a room is called after its folder and has the template's locale and currency."""
    assert customer_room("init", tmp_path / "ward", "--template", "hospital").code == 0
    settings = load_settings(tmp_path / "ward")
    assert (settings.name, settings.locale, settings.currency) == ("ward", "en_US", "USD")


@pytest.mark.parametrize(("zone", "expected"), [("Asia/Tokyo", "Asia/Tokyo"), (":America/Lima", "America/Lima")])
def test_a_new_room_has_this_computers_time_zone(
    customer_room: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str, expected: str
) -> None:
    """Without --timezone the room takes the time zone of the computer."""
    monkeypatch.setenv("TZ", zone)
    assert customer_room("init", tmp_path / "room", "--template", "telecom").code == 0
    assert load_settings(tmp_path / "room").timezone == expected


def test_the_list_names_all_templates(customer_room: CommandLine) -> None:
    """`init --list` needs nothing else and names every template with its summary."""
    outcome = customer_room("init", "--list")
    assert outcome.code == 0
    assert all(template.code in outcome.out and template.summary in outcome.out for template in list_templates())


def test_a_plan_of_ones_own(customer_room: CommandLine, tmp_path: Path) -> None:
    """`init --show` prints a template that, changed and saved, makes a room with the changes."""
    shown = customer_room("init", "--show", "telecom")
    plan = tmp_path / "my-plan.toml"
    plan.write_text(shown.out.replace('name = "I sign up"', 'name = "I take a contract"'), encoding="utf-8")
    assert shown.code == 0
    outcome = customer_room("init", tmp_path / "room", "--template", plan)
    assert outcome.code == 0
    assert f"from the plan {plan}: 8 stages" in outcome.out
    assert "I take a contract" in customer_room("names", tmp_path / "room").out


def test_a_plan_that_cannot_become_a_room_makes_none(customer_room: CommandLine, tmp_path: Path) -> None:
    """A plan from which a stage was dropped and its touchpoints were not is refused, naming the first of them."""
    plan = tmp_path / "my-plan.toml"
    text = customer_room("init", "--show", "telecom").out
    plan.write_text(text.replace('code = "compare"', 'code = "look"', 1), encoding="utf-8")
    outcome = customer_room("init", tmp_path / "room", "--template", plan)
    assert outcome.code == 1
    assert "[[touchpoints]] plan-page: stage is “compare”" in outcome.err
    assert not (tmp_path / "room").exists()


def test_a_folder_with_something_in_it_is_refused(customer_room: CommandLine, tmp_path: Path) -> None:
    """`init` overwrites nothing and says so in three lines."""
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    outcome = customer_room("init", tmp_path, "--template", "telecom")
    assert outcome.code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    assert len(outcome.err.splitlines()) == 3
    assert outcome.err.splitlines()[2].startswith("What to do: ")


@pytest.mark.parametrize(
    ("option", "value", "named"),
    [
        ("--template", "florist", "florist"),
        ("--template", "florist.toml", "florist.toml"),
        ("--show", "florist", "florist"),
        ("--locale", "xx-YY", "xx-YY"),
        ("--currency", "EURO", "EURO"),
        ("--timezone", "Mars/Olympus", "Mars/Olympus"),
    ],
)
def test_a_setting_that_means_nothing_is_named(
    customer_room: CommandLine, tmp_path: Path, option: str, value: str, named: str
) -> None:
    """A wrong option makes no room, and the error names the value."""
    arguments = {"--template": "telecom"} | {option: value}
    outcome = customer_room("init", tmp_path / "room", *(part for pair in arguments.items() for part in pair))
    assert outcome.code == 1
    assert named in outcome.err
    assert not (tmp_path / "room").exists()
