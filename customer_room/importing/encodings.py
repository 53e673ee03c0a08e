"""Finding out how a text file is encoded, and rewriting it as UTF-8 where it is not."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from customer_room.errors import ImportRefusedError
from customer_room.importing.refusals import counted, refused

HEAD_BYTES = 262_144
CHUNK_BYTES = 1_048_576
LONGEST_LINE = 4_194_304
SAMPLE_BYTES = 200_000

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RARE_SIGNS = bytes.fromhex("81828384868788898b8d8f90989b9d9f")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A text file's encoding; `mixed` means UTF-8 with lines of Windows-1252 among it."""

    codec: str
    label: str
    mixed: bool = False

    @property
    def is_utf8(self) -> bool:
        """Whether the file can be read as UTF-8 as it is."""
        return codecs.lookup(self.codec).name in {"utf-8", "utf-8-sig", "ascii"} and not self.mixed


def first_guess(head: bytes, wanted: str | None) -> Encoding | None:
    """The encoding the mapping names, or that the first bytes prove or allow; None when they are not UTF-8."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, codec.upper().removesuffix("-SIG") + " with a byte order mark")
    if wanted:
        return Encoding(wanted, wanted)
    utf16 = _utf16_without_mark(head)
    if utf16:
        return utf16
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return None
    return Encoding("utf-8", "UTF-8")


def _utf16_without_mark(head: bytes) -> Encoding | None:
    """Latin text in UTF-16 has a zero in nearly every second byte."""
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[: half * 2 : 2].count(0) / half, head[1 : half * 2 : 2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return Encoding("utf-16-le", "UTF-16 (little-endian, by its zero bytes)")
    if even > 0.4 and odd < 0.05:
        return Encoding("utf-16-be", "UTF-16 (big-endian, by its zero bytes)")
    return None


def legacy_encoding(path: Path, file_name: str) -> Encoding:
    """What a file that is not UTF-8 throughout is: Windows-1252, or UTF-8 mixed with it.

    Raises:
        ImportRefusedError: it looks like neither; the error names a likely encoding to put into the mapping file.
    """
    utf8_lines, foreign = 0, []
    for line in _lines(path):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            utf8_lines += 1
        except UnicodeDecodeError:
            foreign.append(line[:2000])
            if len(foreign) * 200 > SAMPLE_BYTES:
                foreign = foreign[: SAMPLE_BYTES // 200]
    sample = b"".join(foreign)[:SAMPLE_BYTES]
    if utf8_lines <= len(foreign) and not _looks_western(sample):
        raise _unknown_encoding(sample, file_name)
    if utf8_lines:
        return Encoding("utf-8", "UTF-8 mixed with lines of Windows-1252", mixed=True)
    return Encoding("cp1252", "Windows-1252 (it is not UTF-8; name another under [file] encoding)")


def _looks_western(sample: bytes) -> bool:
    """Accented letters in Western text stand alone or in pairs; other scripts come in runs, or use rare signs."""
    runs = _HIGH_RUN.findall(sample)
    if not runs:
        return True
    high = b"".join(runs)
    rare = len(high) - len(high.translate(None, _RARE_SIGNS))
    return len(high) <= 2 * len(runs) and len(high) <= len(sample) * 0.3 and rare <= len(high) * 0.1


def _unknown_encoding(sample: bytes, file_name: str) -> ImportRefusedError:
    from charset_normalizer import from_bytes  # slow to import, and needed for odd files only

    best = from_bytes(sample).best()
    name = best.encoding if best else "windows-1252"
    return refused(
        file_name,
        "Its text is neither UTF-8, UTF-16 nor Windows-1252.",
        f'Save it as UTF-8, or name its encoding in the mapping file: [file] encoding = "{name}" may be right.',
    )


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while line := stream.readline(LONGEST_LINE):
            yield line


def rewrite_as_utf8(path: Path, encoding: Encoding, target: Path, file_name: str) -> tuple[str, ...]:
    """Write the file as UTF-8 without zero characters to `target`; returns notes on what was changed.

    Raises:
        ImportRefusedError: the bytes are not what the encoding allows.
    """
    with path.open("rb") as source, target.open("wb") as result:
        if encoding.mixed:
            return _rewrite_mixed(source, result)
        decoder = codecs.getincrementaldecoder(encoding.codec)("strict" if encoding.codec != "cp1252" else "replace")
        zeros = 0
        try:
            while chunk := source.read(CHUNK_BYTES):
                zeros += _write_text(decoder.decode(chunk), result)
            zeros += _write_text(decoder.decode(b"", final=True), result)
        except (UnicodeError, ValueError) as error:
            raise refused(
                file_name,
                f"Its text is not {encoding.label} throughout.",
                "Save it as UTF-8, or name its encoding in the mapping file under [file] encoding.",
            ) from error
    return _zeros_note(zeros)


def _rewrite_mixed(source: BinaryIO, result: BinaryIO) -> tuple[str, ...]:
    foreign = zeros = 0
    while line := source.readline(LONGEST_LINE):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            foreign += 1
            text = line.decode("cp1252", errors="replace")
        zeros += _write_text(text, result)
    note = f"{counted(foreign, 'line')} were not UTF-8 and were read as Windows-1252: check their accented letters."
    return (note, *_zeros_note(zeros))


def _write_text(text: str, result: BinaryIO) -> int:
    zeros = text.count("\0")
    result.write((text.replace("\0", "") if zeros else text).encode("utf-8", errors="replace"))
    return zeros


def _zeros_note(zeros: int) -> tuple[str, ...]:
    return (f"{counted(zeros, 'zero character')} (NUL) were left out.",) if zeros else ()
