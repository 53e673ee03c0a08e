"""Imports a file that a test writes, into a room whose stages, surveys and KPIs are known."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import duckdb

from customer_room.domain.catalogue import Catalogue, KnownKpi, KnownSurvey, Label
from customer_room.domain.words import ImportKind
from customer_room.importing import FileMapping, ImportRequest, StagedImport, read_mapping, stage_file
from customer_room.settings import RoomSettings

TODAY = date(2026, 11, 22)


def known(name: str) -> UUID:
    """The id that the test room gives to a thing."""
    return uuid5(UUID(int=0), name)


CATALOGUE = Catalogue(
    stages={"i-order": known("order"), "i order": known("order"), "i-return": known("return")},
    touchpoints={"phone-order": known("phone"), "returns-form": known("form")},
    touchpoint_stages={known("phone"): known("order"), known("form"): known("return")},
    categories={"late parcel": known("late"), "wrong size": known("size")},
    category_stages={known("late"): known("order")},
    silos={"warehouse": known("warehouse"), "wh": known("warehouse"), "service": known("service")},
    surveys={"stars": KnownSurvey(known("stars"), 1, 5), "nps": KnownSurvey(known("nps"), 0, 10)},
    kpis={
        "on-time": KnownKpi(known("on-time"), "month", "%"),
        "calls": KnownKpi(known("calls"), "day", "count"),
        "errors": KnownKpi(known("errors"), "week", "per 1,000"),
    },
    labels={known("order"): Label("i-order", "I order"), known("warehouse"): Label("warehouse", "WH")},
)


@dataclass(frozen=True, slots=True)
class Importer:
    """Writes files into `folder` and imports them."""

    folder: Path

    def write(self, content: str | bytes, name: str = "export.csv") -> Path:
        """A file with this content."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def mapping(self, text: str) -> FileMapping:
        """A mapping file with this text, read."""
        return read_mapping(self.write(text, "mapping.toml"))

    def stage(
        self,
        content: str | bytes | Path,
        kind: str = "feedback",
        mapping: str | FileMapping | None = None,
        timezone: str = "UTC",
        catalogue: Catalogue = CATALOGUE,
    ) -> StagedImport:
        """Import a file, or text written to one."""
        path = content if isinstance(content, Path) else self.write(content)
        work_dir = self.folder / f"work{len(list(self.folder.glob('work*')))}"
        work_dir.mkdir()
        return stage_file(
            ImportRequest(
                kind=ImportKind(kind),
                path=path,
                file_name=path.name,
                mapping=self.mapping(mapping) if isinstance(mapping, str) else mapping,
                catalogue=catalogue,
                settings=RoomSettings(name="Test", timezone=timezone),
                today=TODAY,
                work_dir=work_dir,
            )
        )

    def rows(self, content: str | bytes | Path, kind: str = "feedback", **options: Any) -> list[dict[str, Any]]:
        """The staged rows of a file."""
        return staged_rows(self.stage(content, kind, **options))


def staged_rows(staged: StagedImport) -> list[dict[str, Any]]:
    """The rows of a staging file."""
    return _dicts(f"SELECT * FROM read_parquet('{staged.staged_path}')")


def refused_rows(staged: StagedImport) -> list[dict[str, Any]]:
    """The rows of the file of refused rows, in its order; none when there is no such file."""
    if staged.refused_path is None:
        return []
    return _dicts(f"SELECT * FROM read_csv('{staged.refused_path}', all_varchar = true)")


def reasons(staged: StagedImport) -> dict[str, int]:
    """How many records were refused for which reason."""
    return dict(staged.problems)


def assert_counts_add_up(staged: StagedImport) -> None:
    """Every record read is staged, a duplicate, refused or skipped."""
    accounted = staged.rows_staged + staged.duplicates_in_file + staged.rows_refused + staged.rows_skipped
    assert staged.rows_read == accounted


def _dicts(query: str) -> list[dict[str, Any]]:
    with duckdb.connect() as engine:
        relation = engine.execute(query)
        names = [column[0] for column in relation.description or []]
        return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]
