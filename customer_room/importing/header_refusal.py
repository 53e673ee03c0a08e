"""Saying why no record of a file could be its header."""

from collections.abc import Sequence

from customer_room.errors import ImportRefusedError
from customer_room.importing.columns import COLUMNS, REQUIRED
from customer_room.importing.header import MAX_COLUMNS, SEARCHED_RECORDS, match_header
from customer_room.importing.mapping import FileMapping
from customer_room.importing.refusals import counted, listed, refused
from customer_room.importing.request import ImportRequest


def header_refusal(
    request: ImportRequest, mapping: FileMapping, records: Sequence[tuple[int, Sequence[str]]], how: str
) -> ImportRefusedError:
    """What was found, what was expected, and the nearest names."""
    if mapping.header:
        candidates = [one for one in records if one[0] == mapping.header]
        if not candidates:
            what = f"The mapping file says that its header is record {mapping.header}, and no such record was found."
            raise refused(request.file_name, what, "Correct [file] header in the mapping file.")
    else:
        candidates = list(records[:SEARCHED_RECORDS])
    matches = [(match_header(request.kind, mapping, cells), number, cells) for number, cells in candidates]
    match, number, cells = min(matches, key=lambda one: (len(one[0].problems), one[1]))
    found = [cell.strip() for cell in cells if cell.strip()]
    what = (
        f"Its columns could not be matched ({how}): {'; '.join(match.problems[:5])}. "
        f"Record {number} holds {counted(len(found), 'name')}: {listed(found)}."
    )
    return refused(request.file_name, what, _fix(request, mapping))


def _fix(request: ImportRequest, mapping: FileMapping) -> str:
    if mapping.columns:
        return "Correct [columns] in the mapping file, or name the header's record there: [file] header = 3."
    needed = " and ".join(" or ".join(choice) for choice in REQUIRED[request.kind])
    return (
        f"A file of {request.kind} needs the columns {needed} (known: {', '.join(COLUMNS[request.kind])}). "
        "Rename its columns, or write a mapping file with [columns]."
    )


def refuse_width(request: ImportRequest, records: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Refuse a table with more columns than any export has."""
    width = max((len(cells) for _, cells in records), default=0)
    if width > MAX_COLUMNS:
        what = f"It has {width:,} columns; more than {MAX_COLUMNS:,} are not read."
        raise refused(request.file_name, what, "Export only the columns you need.")
