"""The errors a person of the room may read: a title, what happened, and what to do."""

import lzma
import zipfile
import zlib

# What Python's zip reader raises on damaged, encrypted or exotic archives.
DAMAGED_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class RoomError(Exception):
    """An error worded for a facilitator.

    Args:
        title: A few words, such as "The room folder is read-only".
        what: What happened and where, in one or two plain sentences.
        fix: What the reader can do about it, in one sentence.
    """

    exit_code = 1

    def __init__(self, title: str, what: str, fix: str) -> None:
        super().__init__(title, what, fix)
        self.title = title
        self.what = what
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.title}. {self.what} What to do: {self.fix}"


class RoomNotFoundError(RoomError):
    """The folder is not a room, or a part of the room is missing."""


class RoomSettingsError(RoomError):
    """`room.toml` cannot be read or holds a value that means nothing."""


class RoomBusyError(RoomError):
    """Another process holds the room's file."""

    exit_code = 75


class RoomVersionError(RoomError):
    """The room was written by another version of the program."""


class StoreError(RoomError):
    """The room's DuckDB file refused to be read or written."""


class StoreFullError(StoreError):
    """The disk is full; nothing of the write was kept."""


class WriteRefusedError(RoomError):
    """A write that would leave the room inconsistent was refused; nothing was changed."""


class ImportRefusedError(RoomError):
    """A file as a whole could not be imported; the room is as it was."""

    exit_code = 65


class MediaError(RoomError):
    """A picture, document or recording could not be kept or read."""


class BackupError(RoomError):
    """A backup could not be made, read or restored."""
