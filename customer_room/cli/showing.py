"""What a command writes: results on standard output, progress and errors on standard error."""

import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from customer_room.errors import RoomError

_PLAIN_WIDTH = 120
_LONGEST_CELL = 40

ShowProgress = Callable[[str, float | None], None]


def say(text: str = "") -> None:
    """Write a line of the result."""
    click.echo(clean(text))


def remark(text: str) -> None:
    """Write a line that is no part of the result."""
    click.echo(clean(text), err=True)


def show_error(error: RoomError) -> None:
    """Write an error in three lines: the title, what happened, what to do."""
    remark(f"{error.title}.")
    remark(error.what)
    remark(f"What to do: {error.fix}")


def clean(text: str) -> str:
    """A text without characters that command a terminal: files and customers may hold them."""
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c == "\u200d" else "\ufffd" for c in text
    )


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 row", "2,000 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def show_rows(rows: Sequence[Mapping[str, str]]) -> None:
    """Write rows as a table with a line per field and a column per row; what is too long is cut."""
    is_terminal = sys.stdout.isatty()
    console = Console(file=sys.stdout, highlight=False, markup=False, width=None if is_terminal else _PLAIN_WIDTH)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    for _ in rows:
        table.add_column(no_wrap=True, overflow="ellipsis", max_width=_LONGEST_CELL)
    for name in dict.fromkeys(name for row in rows for name in row):
        cells = [row.get(name, "").replace("\n", " ") for row in rows]
        if any(cells):
            table.add_row(*(Text(clean(cell)) for cell in (name, *cells)))
    console.print(table)


@contextmanager
def progress_shown() -> Iterator[ShowProgress]:
    """A moving bar on a terminal; elsewhere one line as each step begins."""
    if not sys.stderr.isatty():
        yield _line_per_step()
        return
    columns = (
        SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(),
        TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(step: str, share: float | None) -> None:
            bar.update(task, description=_sentence(step), total=None if share is None else 1.0, completed=share or 0.0)

        yield show


def _line_per_step() -> ShowProgress:
    last: list[str] = []

    def show(step: str, share: float | None) -> None:
        if last != [step]:
            last[:] = [step]
            remark(f"{_sentence(step)} …")

    return show


def _sentence(step: str) -> str:
    return clean(step[:1].upper() + step[1:])
