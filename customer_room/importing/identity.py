"""Ids that are the same each time the same file is read, and rows that occur more than once in a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from customer_room.importing.engine import count, literal, select
from customer_room.importing.given import Given

_MARK = "chr(31)"


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a row the same row: its `external_id` within a `scope`, else all its `content` and which time it is.

    `scope` and `content` are SQL over the understood rows; `always_named` says that every row has an external id.
    """

    kind: str
    scope: str
    content: Sequence[str]
    always_named: bool

    @property
    def content_text(self) -> str:
        """The content as one text."""
        parts = ", ".join(f"coalesce(CAST({part} AS VARCHAR), '')" for part in self.content)
        return f"concat_ws({_MARK}, {parts})"

    @property
    def id_sql(self) -> str:
        """SQL for the row's UUID; rows without an external id need `nth`."""
        kind = literal(self.kind)
        named = f"concat_ws({_MARK}, {kind}, CAST({self.scope} AS VARCHAR), external_id)"
        unnamed = f"concat_ws({_MARK}, {kind}, {self.content_text}, CAST(nth AS VARCHAR))"
        if self.always_named:
            return f"CAST(md5({named}) AS UUID)"
        return f"CAST(md5(CASE WHEN external_id IS NULL THEN {unnamed} ELSE {named} END) AS UUID)"


def identity_of(given: Given, kind: str, scope: str, content: Sequence[str]) -> Identity:
    """The identity of a kind's rows, knowing whether the file gives all of them an id."""
    unnamed = count(given.engine, "kept", f"WHERE {given.sql('id')} IS NULL")
    return Identity(kind, scope, content, always_named=unnamed == 0)


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows to stage: `source` has `nth`, the how many-th row of its content this is; `passes` is a condition."""

    source: str
    passes: str
    duplicates: int = 0


def without_repeats(given: Given, view: str, passes: str, identity: Identity, named_in: str | None = None) -> Selection:
    """Leave out rows whose external id was there before: counted when they say the same, refused when they do not.

    `named_in` is a view of the same rows that is cheaper to read and has all that `passes` and their names need.
    """
    engine = given.engine
    asked = view
    named = f"hash({identity.scope}, external_id)"
    key = f"CASE WHEN external_id IS NULL THEN hash({', '.join(identity.content)}) ELSE {named} END"
    if identity.always_named:
        key, asked = named, named_in or view
    repeated = select({"key": key}, asked, f"WHERE {passes} GROUP BY 1 HAVING count(*) > 1")
    engine.execute(f"CREATE TABLE repeated AS {repeated}")
    if not count(engine, "repeated"):
        return Selection(f"({select({'nth': '1'}, view, keep='*')})", passes)
    _create_occurrences(given, view, f"{passes} AND ({key}) IN (FROM repeated)", identity)
    again = "external_id IS NOT NULL AND nth > 1"
    reason = literal("the id was used before for something else")
    fix = "'Give the row an id of its own, or remove it: record ' || first_record || ' has the same id.'"
    conflict = ["record", "'id'", "left(external_id, 200)", reason, fix]
    engine.execute(f"INSERT INTO refusals {select(conflict, 'occurrences', f'WHERE {again} AND NOT says_same')}")
    kept = f"{view} LEFT JOIN occurrences AS o ON o.record = {view}.record"
    nth = {"nth": "coalesce(o.nth, 1)"}
    source = select(nth, kept, "WHERE NOT coalesce(o.external_id IS NOT NULL AND o.nth > 1, false)", keep=f"{view}.*")
    return Selection(f"({source})", passes, count(engine, "occurrences", f"WHERE {again} AND says_same"))


def _create_occurrences(given: Given, view: str, condition: str, identity: Identity) -> None:
    """Create the table `occurrences`: rows that may be there several times, and the how many-th each is."""
    asked = {"record": "record", "external_id": "external_id"}
    compared = {**asked, "content": identity.content_text, "identity": identity.id_sql}
    rows = select(compared, f"({select({'nth': '0'}, view, keep='*')})", f"WHERE {condition}")
    window = "OVER (PARTITION BY identity ORDER BY record)"
    occurrences = {
        **asked,
        "nth": f"row_number() {window}",
        "says_same": f"content = first_value(content) {window}",
        "first_record": f"first_value(record) {window}",
    }
    given.engine.execute(f"CREATE TABLE occurrences AS {select(occurrences, f'({rows})')}")
