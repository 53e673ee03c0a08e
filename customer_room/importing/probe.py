"""What a file is, decided by its content: never by its name."""

import stat
import zipfile
from enum import StrEnum
from pathlib import Path

from customer_room.errors import DAMAGED_ARCHIVE
from customer_room.importing.refusals import refused

MAX_UNZIPPED_BYTES = 1_073_741_824
MAX_RATIO = 200
MIN_SUSPECT_BYTES = 10_485_760
MAX_ZIP_ENTRIES = 10_000


class FileForm(StrEnum):
    """How a file holds its table."""

    TEXT = "text"
    SHEET = "sheet"
    PARQUET = "parquet"


_KNOWN_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a recording or a picture"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"(\xb5/\xfd", "a compressed file (zstd)"),
    (b"Rar!", "a compressed file (rar)"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "a formatted document (RTF)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_USE_TABLE = "Export the table as CSV, XLSX or Parquet and import that."


def check_file(path: Path, file_name: str) -> None:
    """Refuse what cannot be read as a file: a folder, a pipe, a missing, empty or locked file."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise refused(file_name, "It is a folder.", "Name the file inside it.")
        if not stat.S_ISREG(mode):
            raise refused(file_name, "It is not a regular file.", "Copy it to an ordinary file first.")
        with path.open("rb") as stream:
            head = stream.read(8)
    except FileNotFoundError as error:
        raise refused(file_name, "There is no such file.", "Check the name and the folder.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not usable"
        raise refused(file_name, f"It cannot be read: {reason}.", "Check its name and permissions.") from error
    if not head:
        raise refused(file_name, "It is empty.", "Export it again, with a header and at least one row.")


def form_of(path: Path, file_name: str) -> FileForm:
    """The form of a file that `check_file` accepted.

    Raises:
        ImportRefusedError: it holds no table we can read, or unpacks to more than a table can be.
    """
    with path.open("rb") as stream:
        head = stream.read(16)
    for mark, noun in _KNOWN_OTHERS:
        if head.startswith(mark):
            raise refused(file_name, f"It is {noun}, not a table.", _USE_TABLE)
    if head[8:12] == b"DUCK":
        raise refused(file_name, "It is a DuckDB database, not a table.", _USE_TABLE)
    if head.startswith(b"PAR1"):
        return FileForm.PARQUET
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return FileForm.SHEET
    if head.startswith(b"PK"):
        _check_zip(path, file_name)
        return FileForm.SHEET
    return FileForm.TEXT


def _check_zip(path: Path, file_name: str) -> None:
    """A workbook is a zip: look at what it would unpack to before anything unpacks it."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (*DAMAGED_ARCHIVE, OSError) as error:
        raise refused(file_name, "It is a damaged zip or workbook.", "Save or download it again.") from error
    names = {entry.filename for entry in entries}
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):
        what = "a document" if "[Content_Types].xml" in names else "a zip archive"
        raise refused(
            file_name, f"It is {what}, not a table.", "Unpack it, and import the table inside as CSV or XLSX."
        )
    packed = max(path.stat().st_size, 1)
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = unpacked > MAX_UNZIPPED_BYTES or (unpacked > MIN_SUSPECT_BYTES and unpacked / packed > MAX_RATIO)
    if is_bomb or len(entries) > MAX_ZIP_ENTRIES:
        raise refused(
            file_name,
            f"It would unpack from {packed // 1024:,} KB to {unpacked // 1_048_576:,} MB.",
            "Save the sheet as CSV and import that.",
        )
