import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_room.errors import RoomNotFoundError, RoomSettingsError
from customer_room.settings import RoomSettings, Thresholds, WallSettings, load_settings, settings_from, settings_toml

NAME = Path("room.toml")


def _load(folder: Path, text: str | bytes) -> RoomSettings:
    (folder / NAME).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(folder)


def test_what_is_missing_has_its_default(tmp_path: Path) -> None:
    """An empty room.toml is a room with every setting at its default."""
    assert _load(tmp_path, "") == RoomSettings(name="Customer Room")


def test_every_setting_is_read(tmp_path: Path) -> None:
    """Names, locale, currency, time zone, thresholds and the demo's day are read as written."""
    settings = _load(
        tmp_path,
        '[room]\nname = " Möbel & Mehr "\ncompany = "MM"\nlocale = "de-DE"\ncurrency = "eur"\n'
        'timezone = "Europe/Berlin"\n[thresholds]\nstale_after_days = 10\nsurvey_max_width = 0.2\n'
        '[wall]\nrotation_seconds = 20\nlook = "dark"\n'
        '[demo]\nis_demo = true\nnote = "Invented."\nas_of = 2026-11-05\n',
    )
    assert settings == RoomSettings(
        name="Möbel & Mehr", company="MM", locale="de_DE", currency="EUR", timezone="Europe/Berlin", is_demo=True,
        demo_note="Invented.", as_of=date(2026, 11, 5),
        thresholds=Thresholds(stale_after_days=10, survey_max_width=0.2), wall=WallSettings(20, "dark"),
    )  # fmt: skip
    assert settings.today() == date(2026, 11, 5)


def test_a_byte_order_mark_is_not_in_the_way(tmp_path: Path) -> None:
    """A room.toml saved by a Windows editor is read."""
    assert _load(tmp_path, b'\xef\xbb\xbf[room]\r\nname = "A"\r\n').name == "A"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[room", "not valid TOML"),
        (b"[room]\nname = '\xff'", "not valid TOML"),
        ("room = 1", "[room]"),
        ("[room]\nname = 5", "name"),
        ('[room]\nlocale = "xx-YY"', "xx-YY"),
        ('[room]\nlocale = "🙂"', "🙂"),
        ('[room]\ntimezone = "Mars/Olympus"', "Mars/Olympus"),
        ('[room]\ntimezone = "../../etc/passwd"', "passwd"),
        ('[room]\ntimezone = "Europe"', "Europe"),
        ('[room]\ncurrency = "EURO"', "EURO"),
        ('[room]\ncurrency = "€€€"', "€"),
        ('[room]\ncurrency = "äöü"', "ÄÖÜ"),
        ('[demo]\nas_of = "soon"', "soon"),
        ("[demo]\nas_of = 2026-11-05T10:00:00", "as_of"),
        ("[thresholds]\nstale_after_days = 0", "stale_after_days"),
        ("[thresholds]\nstale_after_days = 1.5", "whole"),
        ("[thresholds]\nsurvey_min_n = true", "survey_min_n"),
        ("[thresholds]\nsurvey_max_width = nan", "survey_max_width"),
        ("[thresholds]\nconcern_points = inf", "concern_points"),
        ('[thresholds]\nmissed_readings = "3"', "missed_readings"),
        ("wall = []", "[wall]"),
        ("[wall]\nrotation_seconds = 4", "from 5 to 3600"),
        ("[wall]\nrotation_seconds = 3601", "3601"),
        ("[wall]\nrotation_seconds = -5", "-5"),
        ("[wall]\nrotation_seconds = 7.5", "7.5"),
        ("[wall]\nrotation_seconds = true", "rotation_seconds"),
        ('[wall]\nrotation_seconds = "20"', "whole number"),
        ('[wall]\nlook = "dim"', "dim"),
        ("[wall]\nlook = 1", '"auto"'),
        ('[wall]\nlook = ["dark"]', "dark"),
    ],
)
def test_a_value_that_means_nothing_is_named(text: str | bytes, named: str, tmp_path: Path) -> None:
    """A setting that cannot be used is refused with the file, the value and what to write instead."""
    with pytest.raises(RoomSettingsError) as refused:
        _load(tmp_path, text)
    assert str(tmp_path / NAME) in refused.value.what
    assert named in refused.value.what + refused.value.fix


def test_a_folder_without_settings_is_no_room(tmp_path: Path) -> None:
    """A folder without room.toml, and one that does not exist, are no rooms."""
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(RoomNotFoundError, match="not a room"):
            load_settings(folder)


def test_settings_that_are_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    """A folder called room.toml is refused, not a traceback."""
    (tmp_path / NAME).mkdir()
    with pytest.raises(RoomSettingsError, match="cannot be read"):
        load_settings(tmp_path)


@given(name=st.text(st.characters(exclude_categories=["Cs"])), company=st.text(st.characters(codec="utf-8")))
def test_settings_written_are_read_back(name: str, company: str) -> None:
    """Any name a person can type survives writing and reading, without spaces around it."""
    settings = RoomSettings(name=name, company=company, locale="ja_JP", timezone="Asia/Tokyo", currency="JPY")
    read = settings_from(tomllib.loads(settings_toml(settings)), NAME)
    assert (read.name, read.company) == (name.strip() or "Customer Room", company.strip())
    assert (read.locale, read.currency, read.timezone) == ("ja_JP", "JPY", "Asia/Tokyo")


@pytest.mark.parametrize("wall", [WallSettings(), WallSettings(5, "auto"), WallSettings(3600, "dark")])
def test_how_the_wall_works_is_written_and_read_back(wall: WallSettings) -> None:
    """Rotation and look survive writing and reading, at both ends of their range."""
    assert settings_from(tomllib.loads(settings_toml(RoomSettings("Any room", wall=wall))), NAME).wall == wall


def test_today_is_the_date_in_the_rooms_time_zone() -> None:
    """Two rooms at the ends of the world never differ by more than a day, and the eastern one is never behind."""
    east, west = (RoomSettings(name="x", timezone=zone).today() for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"))
    assert 0 <= (east - west).days <= 2


def test_only_a_demo_room_stops_the_clock(tmp_path: Path) -> None:
    """A date in [demo] counts while the room says that it is a demo; a copied section freezes nobody's calendar."""
    path = tmp_path / "room.toml"
    frozen, running = (
        settings_from({"demo": {"is_demo": is_demo, "as_of": "2020-01-01"}}, path).as_of for is_demo in (True, False)
    )
    assert frozen is not None
    assert running is None
