"""Words of a file looked up among the room's: once per different word, not once per row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from customer_room.domain.catalogue import fold_name
from customer_room.domain.words import Audience, Cause, Channel, Nature
from customer_room.importing.engine import identifier, literal, select
from customer_room.importing.given import Given
from customer_room.importing.refusals import refused, room_names

MAX_WORDS = 5000

SYNONYMS: Mapping[type[StrEnum], Mapping[str, str]] = {
    Channel: {
        "phone": "call", "telephone": "call", "phone call": "call", "calls": "call", "call center": "call",
        "call centre": "call", "hotline": "call", "returns": "return", "website": "web", "online": "web",
        "internet": "web", "web form": "web", "shop": "store", "branch": "store", "in store": "store",
        "social media": "social", "e-mail": "email", "mail": "letter", "post": "letter", "postal mail": "letter",
        "letters": "letter", "fax": "letter", "surveys": "survey", "employee": "staff",
    },
    Audience: {
        "customers": "customer", "client": "customer", "consumer": "customer", "suppliers": "supplier",
        "vendor": "supplier", "partners": "partner", "channel partner": "partner", "dealer": "partner",
        "employee": "staff", "employees": "staff",
    },
    Nature: {
        "complaints": "complaint", "compliment": "praise", "thanks": "praise", "suggestions": "suggestion",
        "idea": "suggestion", "questions": "question", "inquiry": "question", "enquiry": "question",
    },
    Cause: {"organization": "organisation", "company": "organisation", "process": "organisation", "staff": "employee"},
}  # fmt: skip
"""Everyday words for our codes, understood without a mapping file; listed in docs/importing.md."""


def distinct_words(given: Given, column: str, most: int = MAX_WORDS) -> list[str]:
    """The different values of a column, in the order they first occur.

    Raises:
        ImportRefusedError: there are more than a list of words can have.
    """
    name = given.sql(column)
    query = select([name], "kept", f"WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY min(record) LIMIT {most + 1}")
    words = [str(row[0]) for row in given.engine.execute(query).fetchall()]
    if len(words) > most:
        raise refused(
            given.request.file_name,
            f"The column for {column} holds more than {most:,} different values: it looks like free text.",
            f"Name another column for {column} in the mapping file, or remove it there.",
        )
    return words


def create_words(table: str, given: Given, columns: Mapping[str, str], rows: Iterable[Sequence[str | None]]) -> None:
    """Create a small table of words (first column `word`) and what they mean; `columns` go from name to SQL type."""
    definition = ", ".join(f"{identifier(name)} {kind}" for name, kind in {"word": "VARCHAR", **columns}.items())
    given.engine.execute(f"CREATE TABLE {table} ({definition})")
    values = ", ".join(f"({', '.join(map(literal, row))})" for row in rows)
    if values:
        given.engine.execute(f"INSERT INTO {table} {select(['*'], f'(VALUES {values})')}")


def look_up(given: Given, column: str, meaning: Callable[[str], str | None], kind: str = "VARCHAR") -> bool:
    """Create the table `words_<column>` (word, id) of those words that mean something; `kind` is the id's SQL type.

    Returns:
        Whether all its words mean something, so that no row need be asked.
    """
    words = distinct_words(given, column) if given.has(column) else []
    known = [(word, found) for word in words if (found := meaning(word)) is not None]
    create_words(f"words_{column}", given, {"id": kind}, known)
    return len(known) == len(words)


def code_type(vocabulary: type[StrEnum]) -> str:
    """The SQL type of a closed vocabulary's codes: sorted and written as numbers, read as texts."""
    return f"ENUM ({', '.join(map(literal, vocabulary))})"


def code_of(vocabulary: type[StrEnum]) -> Callable[[str], str | None]:
    """How a word is understood as a code of a closed vocabulary: itself, or a synonym."""
    codes = {code.value: code.value for code in vocabulary} | dict(SYNONYMS.get(vocabulary, {}))

    def meaning(word: str) -> str | None:
        return codes.get(fold_name(word))

    return meaning


def id_in(known: Mapping[str, UUID]) -> Callable[[str], str | None]:
    """How a word is understood as the code or name of something the room knows."""

    def meaning(word: str) -> str | None:
        found = known.get(fold_name(word))
        return str(found) if found else None

    return meaning


def stage_fix(given: Given) -> str:
    """What to do about an unknown stage."""
    return (
        f"The room's stages: {room_names(given.request.catalogue, given.request.catalogue.stages)}. "
        "Use one of them, or map it in the mapping file under [values.stage]."
    )
