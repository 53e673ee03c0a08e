"""Text files that are no tables at all: JSON, web pages and XML, told by how they begin."""

import re
from pathlib import Path

from customer_room.errors import ImportRefusedError
from customer_room.importing.refusals import refused

_BEGINNING_BYTES = 4096
_AS_TABLE = "Export it as CSV or XLSX from the tool it comes from, with one row for each record."
_LANGUAGES = (
    (re.compile(r"[\[{]\s*[\"\[{}\]]"), "It is JSON", _AS_TABLE),
    (
        re.compile(r"(?i)(<!--.*?-->\s*)?<(!doctype html|html|head|body|table|div|meta)\b"),
        "It is a web page (HTML), perhaps one that came instead of the export, such as a sign-in page",
        "Open it in a browser: if it shows your table, copy that into a spreadsheet program and save it as XLSX; if "
        "not, sign in and download the export again.",
    ),
    (
        re.compile(r"<[?!]?[A-Za-z]"),
        "It is XML",
        "If a spreadsheet program opens it, save it from there as XLSX; else export it as CSV.",
    ),
)


def language_refusal(path: Path, file_name: str) -> ImportRefusedError | None:
    """The refusal of a UTF-8 file in which no columns were found, when it is another language; None for any other."""
    with path.open("rb") as stream:
        beginning = stream.read(_BEGINNING_BYTES).decode("utf-8-sig", "replace").lstrip()
    for begins, what, fix in _LANGUAGES:
        if begins.match(beginning):
            return refused(file_name, f"{what}, so its columns could not be matched.", fix)
    return None
