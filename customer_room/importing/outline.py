"""Stages and touchpoints: the room's outline, a few rows each."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID

from customer_room.domain.catalogue import fold_name
from customer_room.importing.few_rows import Row, few_rows, refuse_cell, write_few
from customer_room.importing.given import Given
from customer_room.importing.lookups import stage_fix
from customer_room.importing.refusals import listed
from customer_room.importing.staged import Staged

MAX_NAME = 200
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "þ": "th", "ð": "d"})


def slug(name: str) -> str:
    """A name as a code: lower-case Latin letters, digits and hyphens; "" when nothing of it is."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LATIN))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return "-".join(re.findall(r"[a-z0-9]+", letters))[:60].strip("-")


def code_for(given: Given, row: Row, known: Mapping[str, UUID]) -> str | None:
    """A row's code: its own, that of the thing the room knows by its name, or one made of the name; None if refused."""
    name, code = row.texts.get("name") or "", row.texts.get("code")
    made = code or known_code(known, name) or slug(name)
    if not name or len(name) > MAX_NAME:
        reason = "name is blank" if not name else f"the name is longer than {MAX_NAME} characters"
        refuse_cell(given, row, "name", reason, "Give it a short name.")
    elif code is not None and not _CODE.fullmatch(code):
        fix = f"Use lower-case letters, digits and hyphens, such as “{slug(code) or 'i-order'}”."
        refuse_cell(given, row, "code", "not a code", fix)
    elif not made:
        refuse_cell(given, row, "code", "no code can be made of the name", "Add a column code, such as i-order.")
    return made or None


def known_code(known: Mapping[str, UUID], word: str) -> str | None:
    """The code of something the room knows by its code or name; a name of one word can look like a code."""
    folded = fold_name(word)
    wanted = known.get(folded)
    codes = [key for key, found in known.items() if found == wanted and _CODE.fullmatch(key)]
    is_name = word != folded
    return min(codes, key=lambda key: (is_name and key == folded, len(key))) if wanted and codes else None


def whole_number(given: Given, row: Row, column: str) -> int | None:
    """A row's whole number from 1 to 9999; None when it is blank, or refused."""
    text = row.texts.get(column)
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{1,4}", text) and int(text) > 0:
        return int(text)
    refuse_cell(given, row, column, "not a whole number from 1 to 9999", "Write 1 for the first.")
    return None


def stage_stages(given: Given, target: Path) -> Staged:
    """Validate the records as stages and write those that pass to `target`; their order is the file's by default."""
    known = given.request.catalogue.stages

    def understand(row: Row, place: int) -> tuple[object, ...]:
        position = whole_number(given, row, "position") or place
        return code_for(given, row, known), row.texts.get("name"), position, row.texts.get("promise") or ""

    columns = {"code": "VARCHAR", "name": "VARCHAR", "position": "INTEGER", "promise": "VARCHAR"}
    return _write_by_code(given, columns, understand, target)


def stage_touchpoints(given: Given, target: Path) -> Staged:
    """Validate the records as touchpoints and write those that pass to `target`."""
    catalogue = given.request.catalogue
    new_silos: dict[str, str] = {}

    def understand(row: Row, place: int) -> tuple[object, ...]:
        stage = catalogue.stages.get(fold_name(row.texts.get("stage") or ""))
        if stage is None:
            refuse_cell(given, row, "stage", "the room has no such stage", stage_fix(given))
        rank = whole_number(given, row, "rank")
        names = [name.strip() for name in (row.texts.get("silos") or "").split(";") if name.strip()]
        codes = [known_code(catalogue.silos, name) or slug(name) for name in names]
        if not all(codes):
            refuse_cell(given, row, "silos", "no code can be made of the silo's name", "Write it in Latin letters.")
        new_silos.update({c: n for c, n in zip(codes, names, strict=True) if fold_name(n) not in catalogue.silos})
        code = code_for(given, row, catalogue.touchpoints)
        return code, row.texts.get("name"), stage and str(stage), rank, ";".join(codes), ";".join(names)

    columns = {"code": "VARCHAR", "name": "VARCHAR", "stage_id": "UUID", "rank": "INTEGER"}
    columns |= {"silo_codes": "VARCHAR", "silo_names": "VARCHAR"}
    staged = _write_by_code(given, columns, understand, target)
    if new_silos:
        given.notes.append(f"New silos: {listed(new_silos.values())}.")
    return staged


def _write_by_code(
    given: Given, columns: Mapping[str, str], understand: Callable[[Row, int], tuple[object, ...]], target: Path
) -> Staged:
    """Write rows that are told apart by their code, in the file's order; a code is used once."""
    kept: dict[object, tuple[object, ...]] = {}
    duplicates = 0
    for place, row in enumerate(few_rows(given), start=1):
        values = understand(row, place)
        if row.is_refused:
            continue
        before = kept.get(values[0])
        if before is None:
            kept[values[0]] = values
        elif before == values or _but_position(columns, before) == _but_position(columns, values):
            duplicates += 1
        else:
            refuse_cell(given, row, "code", "the code was used before for something else", "Use each code once.")
    return write_few(given, columns, list(kept.values()), duplicates, target)


def _but_position(columns: Mapping[str, str], values: tuple[object, ...]) -> list[object]:
    return [value for name, value in zip(columns, values, strict=True) if name != "position"]
