"""Matching a row to a thing of the room, by its code or else its exact name; what is new gets a code of its own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from customer_room.domain.catalogue import Known, Label, fold_name, id_of
from customer_room.domain.naming import slug, unique_code
from customer_room.importing.few_rows import Row, refuse_cell
from customer_room.importing.given import Given
from customer_room.importing.refusals import shown

MAX_NAME = 200
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Match:
    """What a row is about: a code, the name it shall have, and the thing's id when the room has it."""

    code: str
    name: str
    id: UUID | None = None


class Codes:
    """The codes of one noun: those of the room, and those that rows of the file bring or are given."""

    def __init__(self, given: Given, known: Mapping[str, Known], noun: str, rows: Sequence[Row] = ()) -> None:
        self._given, self._known, self._noun = given, known, noun
        self._labels = given.request.catalogue.labels_of(known)
        self._ids = {label.code: key for key, label in self._labels.items()}
        self._taken = {*self._ids, *(row.texts.get("code") or "" for row in rows)}
        self._in_file: dict[str, str] = {}

    def matches(self, rows: Sequence[Row]) -> list[tuple[Row, Match]]:
        """What each row is about; rows that cannot be told, or that take another's name, are refused."""
        found = [(row, self.match(row) or Match("", "")) for row in rows]
        self._refuse_shared_names(found)
        return found

    def match(self, row: Row) -> Match | None:
        """What a row is about; None when that cannot be told, and the row is refused."""
        name, code = row.texts.get("name") or "", row.texts.get("code")
        if len(name) > MAX_NAME:
            refuse_cell(
                self._given, row, "name", f"the name is longer than {MAX_NAME} characters", "Give it a short name."
            )
        elif code is not None and not _CODE.fullmatch(code):
            fix = f"Use lower-case letters, digits and hyphens, such as “{slug(code) or 'i-order'}”."
            refuse_cell(self._given, row, "code", "not a code", fix)
        elif code in self._ids:
            key = self._ids[code]
            return Match(code, name or self._labels[key].name, key)
        elif not name:
            refuse_cell(self._given, row, "name", "name is blank", "Give it a short name.")
        else:
            return self._by_name(row, name, code)
        return None

    def _by_name(self, row: Row, name: str, code: str | None) -> Match | None:
        folded = fold_name(name)
        called = [(key, label) for key, label in self._labels.items() if fold_name(label.name) == folded]
        if len(called) == 1:
            self._say_kept(code, called[0][1])
            return Match(called[0][1].code, name, called[0][0])
        if called and code is None:
            codes = ", ".join(label.code for _, label in called)
            fix = f"Say which by a column code: {codes}."
            refuse_cell(self._given, row, "name", f"the room has several {self._noun}s of that name", fix)
            return None
        if code is None and folded in self._known:  # the name is a code of the room
            key = id_of(self._known[folded])
            return Match(self._labels[key].code, self._labels[key].name, key)
        return Match(self._new_code(folded, name, code), name)

    def _refuse_shared_names(self, rows: Sequence[tuple[Row, Match]]) -> None:
        """Refuse rows that would give a thing the name that another has, in the room or by an earlier row.

        A refused row leaves its thing the old name, which then may be another's new one: so it is looked at again.
        """
        while clashes := self._clashes([one for one in rows if not one[0].is_refused]):
            for row, code in clashes:
                fix = f"The {self._noun} “{code}” is called so: give each a name of its own, or use its code."
                refuse_cell(self._given, row, "name", f"another {self._noun} has this name", fix)

    def _clashes(self, rows: Sequence[tuple[Row, Match]]) -> list[tuple[Row, str]]:
        """Rows whose name belongs to another thing, with that one's code; a name that stays is no clash."""
        renamed = {match.id for _, match in rows if match.id is not None and not self._keeps_name(match)}
        called = {fold_name(label.name): label.code for key, label in self._labels.items() if key not in renamed}
        owners = [(row, called.setdefault(fold_name(match.name), match.code), match) for row, match in rows]
        return [(row, code) for row, code, match in owners if code != match.code and not self._keeps_name(match)]

    def _keeps_name(self, match: Match) -> bool:
        return match.id is not None and fold_name(self._labels[match.id].name) == fold_name(match.name)

    def _say_kept(self, code: str | None, label: Label) -> None:
        if code is not None:
            name = shown(label.name)
            self._given.notes.append(f"“{name}” keeps its code {label.code}: codes never change, “{code}” is left out.")

    def _new_code(self, folded: str, name: str, code: str | None) -> str:
        if code is None and folded in self._in_file:
            return self._in_file[folded]
        made = code or unique_code(name, self._taken, self._noun.casefold())
        self._taken.add(made)
        self._in_file.setdefault(folded, made)
        return made
