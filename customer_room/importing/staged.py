"""Writing what was understood, and what there is to say about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from customer_room.importing.engine import first_row, literal, select
from customer_room.importing.given import Given
from customer_room.importing.identity import Selection
from customer_room.importing.sample import sample_of

# Read once and thrown away: no filters to build, and no dictionaries of texts that hardly repeat.
PARQUET_OPTIONS = (
    "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION lz4, WRITE_BLOOM_FILTER false, DICTIONARY_SIZE_LIMIT 5000"
)


@dataclass(frozen=True, slots=True)
class Staged:
    """What a kind of import made of the rows."""

    rows: int
    duplicates: int
    first_on: date | None
    last_on: date | None
    sample: tuple[dict[str, str], ...]
    dates: str = ""
    new_categories: tuple[str, ...] = ()

    def described(self, dates: str, new_categories: tuple[str, ...] = ()) -> "Staged":
        """The same with how its dates were read and which categories are new."""
        return replace(self, dates=dates, new_categories=new_categories)


def write_staged(
    given: Given, columns: Mapping[str, str], selection: Selection, target: Path, order: str, day: str | None
) -> Staged:
    """Write the selected rows to a Parquet file, sorted by `order`; `day` is the column of its first and last day."""
    rows = select(columns, selection.source, f"WHERE {selection.passes} ORDER BY {order}")
    given.engine.execute(f"COPY ({rows}) TO {literal(str(target))} ({PARQUET_OPTIONS})")
    days = [f"min({day})", f"max({day})"] if day else ["NULL", "NULL"]
    facts = first_row(given.engine, select(["count(*)", *days], f"read_parquet({literal(str(target))})"))
    return Staged(
        rows=int(str(facts[0])),
        duplicates=selection.duplicates,
        first_on=facts[1] if isinstance(facts[1], date) else None,
        last_on=facts[2] if isinstance(facts[2], date) else None,
        sample=sample_of(given, columns, selection.source, selection.passes),
    )
