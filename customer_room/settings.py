"""A room's settings: `room.toml` read into a frozen dataclass, with what is missing at its default."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from customer_room.errors import RoomNotFoundError, RoomSettingsError

SETTINGS_FILE = "room.toml"
LEAST_ROTATION_S, MOST_ROTATION_S = 5, 3600

Look = Literal["light", "dark", "auto"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The room's own thresholds: proposals of ours, not a published standard, so every room may set them.

    `reading_grace_days` is how long after its own period a KPI's reading may come, `reading_gap_days` how many days in
    a row may go without one. `complete_within_days` is how near
    feedback must come to a period's first and last day for its count to be whole, `source_gap_days` how near a source
    must come to the first and last day of what is compared to have a part in a trend.
    """

    stale_after_days: int = 45
    reading_grace_days: int = 14
    complete_within_days: int = 7
    source_gap_days: int = 14
    survey_min_n: int = 30
    survey_max_width: float = 0.30
    missed_readings: int = 3
    missed_days: int = 28
    reading_gap_days: int = 6
    concern_points: int = 3


@dataclass(frozen=True, slots=True)
class WallSettings:
    """How the room's wall works by itself; the wall's address may say otherwise for one screen.

    `rotation_seconds` is how long it shows the whole wall and each stage in turn, 0 for never. A `look` of "auto" is
    what the screen's own system asks for.
    """

    rotation_seconds: int = 0
    look: Look = "light"


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """What `room.toml` says of a room.

    `locale` is a CLDR name such as `de_DE`, `timezone` an IANA name, `currency` an ISO 4217 code.
    `as_of` is set in a demo room only: the day its data was made for.
    """

    name: str
    company: str = ""
    locale: str = "en_US"
    currency: str = "USD"
    timezone: str = "UTC"
    is_demo: bool = False
    demo_note: str = ""
    as_of: date | None = None
    thresholds: Thresholds = Thresholds()
    wall: WallSettings = WallSettings()

    @property
    def zone(self) -> ZoneInfo:
        """The room's time zone."""
        return ZoneInfo(self.timezone)

    def today(self) -> date:
        """The room's date: the demo room's own, or the calendar's in the room's time zone."""
        return self.as_of or datetime.now(self.zone).date()


def load_settings(folder: Path) -> RoomSettings:
    """Read the settings of the room in `folder`.

    Raises:
        RoomNotFoundError: there is no `room.toml`.
        RoomSettingsError: it cannot be read, or a value means nothing.
    """
    path = folder / SETTINGS_FILE
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise RoomNotFoundError(
            "This folder is not a room",
            f"{folder} holds no {SETTINGS_FILE}.",
            "Name a room's folder, or make one with `customer-room init FOLDER --template NAME`.",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _unusable(
            path, f"It is not valid TOML: {error}.", "Mend that line, or take the file from a backup."
        ) from error
    except OSError as error:
        raise _unusable(path, f"It cannot be read: {error.strerror}.", "Check the folder's permissions.") from error
    return settings_from(document, path)


def settings_from(document: Mapping[str, Any], path: Path) -> RoomSettings:
    """Check a parsed `room.toml`; `path` is named in errors."""
    room, demo = _table(document, "room", path), _table(document, "demo", path)
    is_demo, as_of = demo.get("is_demo") is True, _checked_date(demo.get("as_of"), path)
    settings = RoomSettings(
        name=_text(room, "name", path) or "Customer Room",
        company=_text(room, "company", path),
        locale=_checked_locale(_text(room, "locale", path) or "en_US", path),
        currency=(_text(room, "currency", path) or "USD").upper(),
        timezone=_checked_zone(_text(room, "timezone", path) or "UTC", path),
        is_demo=is_demo,
        demo_note=_text(demo, "note", path),
        as_of=as_of if is_demo else None,
        thresholds=_thresholds(_table(document, "thresholds", path), path),
        wall=_wall(_table(document, "wall", path), path),
    )
    if not re.fullmatch("[A-Z]{3}", settings.currency):
        raise _unusable(path, f"currency is “{settings.currency}”.", "Use a three-letter code such as EUR.")
    return settings


def settings_toml(settings: RoomSettings) -> str:
    """The text of a new `room.toml` for these settings (room, thresholds and wall; a demo writes its own)."""
    lines = ["[room]"]
    for key in ("name", "company", "locale", "currency", "timezone"):
        lines.append(f"{key} = {_toml_text(getattr(settings, key))}")
    thresholds = settings.thresholds
    lines += ["", "[thresholds]"]
    lines += [f"{key} = {getattr(thresholds, key)}" for key in Thresholds.__slots__]
    wall = settings.wall
    lines += ["", "[wall]", f"rotation_seconds = {wall.rotation_seconds}", f"look = {_toml_text(wall.look)}"]
    return "\n".join(lines) + "\n"


def _toml_text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _unusable(path: Path, what: str, fix: str) -> RoomSettingsError:
    return RoomSettingsError("The room's settings cannot be used", f"{path}: {what}", fix)


def _table(document: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
    value = document.get(name, {})
    if not isinstance(value, dict):
        raise _unusable(path, f"[{name}] is not a table.", f"Write it as a [{name}] section.")
    return value


def _text(table: Mapping[str, Any], key: str, path: Path) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise _unusable(path, f"{key} is not text.", f'Write it in quotes: {key} = "…".')
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise _unusable(path, f"{key} is “{value}”, which holds bytes that are no text.", "Type it anew.") from None
    return value.strip()


def _checked_locale(name: str, path: Path) -> str:
    try:
        return str(Locale.parse(name.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        raise _unusable(path, f"locale “{name}” is unknown.", "Use a name such as en-US, de-DE or ja-JP.") from None


def _checked_zone(name: str, path: Path) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise _unusable(path, f"timezone “{name}” is unknown.", "Use a name such as Europe/Berlin.") from None
    return name


def _checked_date(value: object, path: Path) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _unusable(path, f"as_of “{value}” is not a date.", "Write it as 2026-11-05.") from None


def _thresholds(table: Mapping[str, Any], path: Path) -> Thresholds:
    default = Thresholds()
    values: dict[str, Any] = {}
    for key in Thresholds.__slots__:
        value = table.get(key, getattr(default, key))
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 100_000:
            raise _unusable(path, f"{key} is “{value}”.", "Use a number above 0.")
        if isinstance(getattr(default, key), int) and value != int(value):
            raise _unusable(path, f"{key} is “{value}”.", "Use a whole number.")
        values[key] = type(getattr(default, key))(value)
    return Thresholds(**values)


def _wall(table: Mapping[str, Any], path: Path) -> WallSettings:
    default = WallSettings()
    seconds, look = table.get("rotation_seconds", default.rotation_seconds), table.get("look", default.look)
    is_whole = isinstance(seconds, int) and not isinstance(seconds, bool)
    if not is_whole or not (seconds == 0 or LEAST_ROTATION_S <= seconds <= MOST_ROTATION_S):
        fix = f"Use a whole number from {LEAST_ROTATION_S} to {MOST_ROTATION_S}, or 0 for no rotation."
        raise _unusable(path, f"rotation_seconds is “{seconds}”.", fix)
    if look not in get_args(Look):
        raise _unusable(path, f"look is “{look}”.", 'Use "light", "dark" or "auto".')
    return WallSettings(seconds, look)
