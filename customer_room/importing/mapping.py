"""The mapping file: how a foreign file's columns and words become the room's. TOML, checked key by key."""

import codecs
import re
import stat
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from customer_room.domain.words import ImportKind
from customer_room.errors import ImportRefusedError
from customer_room.importing.columns import COLUMNS

MAX_MAPPING_BYTES = 1_000_000
_FORMAT = re.compile(r"(?=.*%-?[yY])([^%]|%[aAbBdmyYHIMSfpzj]|%-[dmyHIMSj]|%%)+")


class DateOrder(StrEnum):
    """In which order a date's parts are written."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    YEAR_FIRST = "year-first"


@dataclass(frozen=True, slots=True)
class FileMapping:
    """A parsed mapping file; what it leaves out is recognised from the file or asked for.

    `header` is the record number of the header (0: none, columns are "1", "2", …); `skip_rows` records after it are
    left out. `columns` go from our name to theirs, joined with a space when there are several; `values` from our
    column to their word to ours ("*" is every other word, "" is blank). `scale` multiplies numbers.
    """

    kind: ImportKind | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    header: int | None = None
    skip_rows: int = 0
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_order: DateOrder | None = None
    date_formats: tuple[str, ...] = ()
    timezone: str | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    skip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scale: Mapping[str, float] = field(default_factory=dict)
    from_date: bool = False
    blank: tuple[str, ...] = ()


def read_mapping(path: Path) -> FileMapping:
    """Read a mapping file.

    Raises:
        ImportRefusedError: it cannot be read, is not TOML, or holds a key or value that means nothing; the error names
            the line and the key.
    """
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise _refused(path, "It is a folder.", "Name the mapping file inside it.")
        if not stat.S_ISREG(facts.st_mode):
            raise _refused(path, "It is not a regular file.", "Copy it to an ordinary file first.")
        if facts.st_size > MAX_MAPPING_BYTES:
            raise _refused(path, "It is larger than 1 MB.", "Name the mapping file, not the data.")
        text = path.read_text(encoding="utf-8-sig")
        document = tomllib.loads(text)
    except FileNotFoundError as error:
        raise _refused(path, "There is no such file.", "Check the name and the folder.") from error
    except OSError as error:
        raise _refused(
            path, f"It cannot be read: {error.strerror}.", "Check the file's name and permissions."
        ) from error
    except UnicodeDecodeError as error:
        raise _refused(path, "It is not UTF-8 text.", "Save it as UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _refused(path, f"It is not valid TOML: {error}.", "Mend that line; texts stand in quotes.") from error
    return _Reader(path, text, document).mapping()


def _refused(path: Path, what: str, fix: str) -> ImportRefusedError:
    return ImportRefusedError("The mapping file cannot be used", f"{path.name}: {what}", fix)


_FILE_KEYS = ("encoding", "delimiter", "quote", "decimal", "sheet", "header", "skip_rows")
_SECTIONS = ("kind", "file", "columns", "dates", "constants", "values", "skip", "scale", "period", "blank")


@dataclass(frozen=True, slots=True)
class _Reader:
    path: Path
    text: str
    document: Mapping[str, Any]

    def mapping(self) -> FileMapping:
        self._known(self.document, _SECTIONS, "")
        kind = self._kind()
        file, dates = self._table("file", _FILE_KEYS), self._table("dates", ("order", "formats", "timezone"))
        ours = tuple(COLUMNS[kind]) if kind else tuple(sorted({name for names in COLUMNS.values() for name in names}))
        return FileMapping(
            kind=kind,
            encoding=self._checked(file, "encoding", "file", _is_encoding, 'a name such as "utf-8" or "windows-1252"'),
            delimiter=self._one_character(file, "delimiter"),
            quote=self._one_character(file, "quote"),
            decimal=self._checked(file, "decimal", "file", lambda mark: mark in {",", "."}, '"," or "."'),
            sheet=self._checked(file, "sheet", "file", bool, "the sheet's name"),
            header=self._count(file, "header"),
            skip_rows=self._count(file, "skip_rows") or 0,
            columns={
                name: self._names(value, "columns", name, [str]) for name, value in self._table("columns", ours).items()
            },
            date_order=self._order(dates),
            date_formats=self._formats(dates),
            timezone=self._checked(dates, "timezone", "dates", _is_zone, 'a name such as "Europe/Berlin"'),
            constants=self._texts("constants", self._table("constants", ours)),
            values=self._values(ours),
            skip={
                name: self._names(value, "skip", name, [str, int, float])
                for name, value in self._table("skip", None).items()
            },
            scale=self._scale(),
            from_date=self._flag(self._table("period", ("from_date",)), "period", "from_date"),
            blank=self._blank(),
        )

    def _fail(self, section: str, key: str, what: str, fix: str) -> ImportRefusedError:
        name = f"[{section}] {key}" if section else key
        line = _line_of(self.text, section, key)
        where = f"line {line}, {name}" if line else name
        return _refused(self.path, f"{where}: {what}", fix)

    def _known(self, table: Mapping[str, Any], known: tuple[str, ...], section: str) -> None:
        for key in table:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"Did you mean {near[0]}? " if near else ""
                raise self._fail(section, key, "is not known here.", f"{hint}Known are: {', '.join(known)}.")

    def _table(self, section: str, known: tuple[str, ...] | None) -> Mapping[str, Any]:
        table = self.document.get(section, {})
        if not isinstance(table, dict):
            raise self._fail("", section, "is not a section.", f"Write it as [{section}] with its keys below it.")
        if known is not None:
            self._known(table, known, section)
        return table

    def _kind(self) -> ImportKind | None:
        value = self.document.get("kind")
        if value is None or value in set(ImportKind):
            return ImportKind(value) if value else None
        raise self._fail("", "kind", f"is “{value}”.", f"Use one of {', '.join(ImportKind)}.")

    def _checked(
        self, table: Mapping[str, Any], key: str, section: str, is_valid: Callable[[str], bool], wanted: str
    ) -> str | None:
        value = table.get(key)
        if value is None:
            return None
        if isinstance(value, str) and is_valid(value):
            return value
        raise self._fail(section, key, f"is “{value}”.", f"Use {wanted}.")

    def _one_character(self, table: Mapping[str, Any], key: str) -> str | None:
        return self._checked(
            table, key, "file", _is_one_character, 'one ASCII character in quotes, such as ";" or "\\t"'
        )

    def _count(self, table: Mapping[str, Any], key: str) -> int | None:
        value = table.get(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1000):
            return value
        raise self._fail("file", key, f"is “{value}”.", "Use a whole number from 0 to 1000.")

    def _flag(self, table: Mapping[str, Any], section: str, key: str) -> bool:
        value = table.get(key, False)
        if isinstance(value, bool):
            return value
        raise self._fail(section, key, f"is “{value}”.", "Use true or false, without quotes.")

    def _order(self, dates: Mapping[str, Any]) -> DateOrder | None:
        value = self._checked(
            dates, "order", "dates", set(DateOrder).__contains__, " or ".join(f'"{o}"' for o in DateOrder)
        )
        return DateOrder(value) if value else None

    def _formats(self, dates: Mapping[str, Any]) -> tuple[str, ...]:
        formats = self._names(dates.get("formats", []), "dates", "formats", [str])
        offsets = {"%z" in one for one in formats}
        if not all(_FORMAT.fullmatch(one) for one in formats) or len(offsets) > 1:
            fix = (
                'Use codes such as "%d.%m.%Y %H:%M", each with a year; %z (an offset, such as +0200) in all of them or '
                "in none; no %Z, which is a time zone's name."
            )
            raise self._fail("dates", "formats", f"is “{dates['formats']}”.", fix)
        return formats

    def _names(self, value: object, section: str, key: str, types: list[type]) -> tuple[str, ...]:
        items = value if isinstance(value, list) else [value]
        if any(isinstance(item, bool) or not isinstance(item, tuple(types)) for item in items):
            raise self._fail(section, key, f"is “{value}”.", 'Write a text in quotes, or several: ["…", "…"].')
        if not items and section == "columns":
            raise self._fail(section, key, "names no column.", "Name one, or remove the line.")
        return tuple(str(item) for item in items)

    def _texts(self, section: str, table: Mapping[str, Any]) -> dict[str, str]:
        for key, value in table.items():
            if not isinstance(value, str):
                raise self._fail(section, key, f"is “{value}”.", f'Write it in quotes: "{key}" = "…".')
        return dict(table)

    def _values(self, ours: tuple[str, ...]) -> dict[str, dict[str, str]]:
        tables = self._table("values", ours)
        for name, table in tables.items():
            if not isinstance(table, dict):
                raise self._fail(
                    "values", name, "is not a section.", f'Write [values.{name}] and below it "theirs" = "ours".'
                )
        return {name: self._texts(f"values.{name}", table) for name, table in tables.items()}

    def _blank(self) -> tuple[str, ...]:
        table = self._table("blank", ("values",))
        return self._names(table.get("values", []), "blank", "values", [str, int, float])

    def _scale(self) -> dict[str, float]:
        table = self._table("scale", ("value", "score", "n", "customers", "target"))
        for key, value in table.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < abs(value) < 1e12:
                raise self._fail("scale", key, f"is “{value}”.", "Use a number other than 0, such as 100.")
        return {key: float(value) for key, value in table.items()}


def _line_of(text: str, section: str, key: str) -> int | None:
    """The line a key stands on, for the error's sake; None when it is written in an unusual way."""
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        heading = re.match(r"\s*\[([^\[\]]+)\]", line)
        current = heading.group(1).strip() if heading else current
        if heading and current in {f"{section}.{key}".strip("."), key if not section else ""}:
            return number
        if current == section and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line):
            return number
    return None


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _is_one_character(text: str) -> bool:
    return len(text) == 1 and text.isascii() and text not in "\r\n\0"
