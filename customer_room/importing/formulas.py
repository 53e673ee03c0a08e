"""Formulas of a workbook that were saved without their values: written by a program that cannot calculate them."""

import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

from customer_room.errors import DAMAGED_ARCHIVE

CHUNK_BYTES = 8 << 20
_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?:id="([^"]+)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_UNSAVED = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]+)"(?![^>]*\st="str")[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*'
    rb"(?:<v\s*/>|<v>\s*</v>|</c>)"
)


def unsaved_formula(path: Path, sheet: int, places: Collection[int] | None = None) -> str | None:
    """The first cell of a sheet (counted from 0), such as B2, whose formula has no value.

    With `places` only those columns, counted from 0, are looked at. Old and other workbooks always bring values.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for letters, row in _unsaved_cells(archive, _part_of(archive, sheet)):
                if places is None or _place_of(letters) in places:
                    return f"{letters}{row}"
    except (*DAMAGED_ARCHIVE, OSError, KeyError, IndexError):
        return None  # the workbook's own reader has read it, so this look at it must not refuse what that one took
    return None


def _part_of(archive: zipfile.ZipFile, sheet: int) -> str:
    wanted = _SHEET.findall(archive.read("xl/workbook.xml"))[sheet]
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        said = dict(re.findall(rb'\b(Id|Target)="([^"]*)"', relation))
        if said.get(b"Id") == wanted:
            target = said[b"Target"].decode()
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)


def _unsaved_cells(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    with archive.open(part) as stream:
        kept = b""
        while chunk := stream.read(CHUNK_BYTES):
            text = kept + chunk
            begun = text.rfind(b"<c ")
            whole, kept = (text[:begun], text[begun:]) if begun > 0 else (text, b"")
            yield from _unsaved_in(whole)
        yield from _unsaved_in(kept)


def _unsaved_in(text: bytes) -> Iterator[tuple[str, str]]:
    if b"<f>" in text or b"<f " in text:
        for match in _UNSAVED.finditer(text):
            yield match[1].decode(), match[2].decode()


def _place_of(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
