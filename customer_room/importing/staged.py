"""Writing what was understood, and what there is to say about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from customer_room.importing.engine import count, first_row, literal, select
from customer_room.importing.given import Given
from customer_room.importing.identity import Selection

SAMPLE_ROWS = 5
LARGE_ROWS = 50_000
# Read once and thrown away: no filters to build, and no dictionaries of texts that hardly repeat.
PARQUET_OPTIONS = (
    "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION lz4, WRITE_BLOOM_FILTER false, DICTIONARY_SIZE_LIMIT 5000"
)
SAMPLE_CHARACTERS = 160


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
        sample=_sample(given, columns, selection),
    )


def _sample(given: Given, columns: Mapping[str, str], selection: Selection) -> tuple[dict[str, str], ...]:
    texts = {name: f"left(CAST({expression} AS VARCHAR), {SAMPLE_CHARACTERS})" for name, expression in columns.items()}
    selected = f"{selection.source} WHERE {selection.passes}"
    if count(given.engine, "kept") > LARGE_ROWS:  # sorting the whole file for five rows would show in its time
        selected += f" LIMIT {SAMPLE_ROWS}"
    rows = given.engine.execute(
        select(list(texts), f"({select(texts, selected, keep='record')})", f"ORDER BY record LIMIT {SAMPLE_ROWS}")
    ).fetchall()
    names = _place_names(given)
    return tuple(
        {name: names.get(value, value) for name, value in zip(texts, row, strict=True) if value is not None}
        for row in rows
    )


def _place_names(given: Given) -> dict[str, str]:
    """Ids of the room's things to a name of theirs, so that a sample can be read."""
    known = given.request.catalogue
    names: dict[str, str] = {}
    for things in (known.stages, known.touchpoints, known.categories, known.silos):
        names |= {str(key): name for name, key in things.items()}
    names |= {str(survey.id): name for name, survey in known.surveys.items()}
    return names | {str(kpi.id): name for name, kpi in known.kpis.items()}
