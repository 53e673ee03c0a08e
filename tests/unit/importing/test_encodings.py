import codecs

import pytest

from customer_room.errors import ImportRefusedError
from tests.unit.importing.importer import Importer

TABLE = "said_at,text\n2026-10-01,Größe “falsch” – zu spät\n2026-10-02,Ærø\n"
BODIES = ["Größe “falsch” – zu spät", "Ærø"]


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        codecs.BOM_UTF8 + TABLE.encode(),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        TABLE.encode("utf-32"),
        TABLE.encode("cp1252"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_encoding_is_recognised(importer: Importer, content: bytes) -> None:
    """The same table in any usual encoding gives the same texts."""
    assert [row["body"] for row in importer.rows(content)] == BODIES


def test_windows_1252_is_said(importer: Importer) -> None:
    """A file that is not UTF-8 is read as Windows-1252 only together with a word about it."""
    assert "Windows-1252" in importer.stage(TABLE.encode("cp1252")).recognised


def test_other_scripts_are_asked_for(importer: Importer) -> None:
    """Chinese text in Big5 is refused with the encoding to name, not read as accented letters."""
    big5 = "said_at,text\n" + "2026-10-01,包裹遲到了三天沒有人回電話給我們\n" * 20
    with pytest.raises(ImportRefusedError, match=r"neither UTF-8.*encoding = "):
        importer.stage(big5.encode("big5"))


def test_named_encoding_is_used(importer: Importer) -> None:
    """The encoding that the mapping file names is believed."""
    content = "said_at,text\n2026-10-01,包裹遲到了\n".encode("big5")
    rows = importer.rows(content, mapping='[file]\nencoding = "big5"')
    assert rows[0]["body"] == "包裹遲到了"


def test_wrongly_named_encoding_is_refused(importer: Importer) -> None:
    """A file that is not what the mapping file says is refused as a whole."""
    with pytest.raises(ImportRefusedError, match="utf-8"):
        importer.stage(TABLE.encode("cp1252"), mapping='[file]\nencoding = "utf-8"')


def test_encoding_that_shows_late(importer: Importer) -> None:
    """A foreign letter after a million plain bytes is found, and the file read again."""
    rows = b"2026-10-01,nothing special here\n" * 40_000
    staged = importer.stage(b"said_at,text\n" + rows + "2026-10-02,Größe\n".encode("cp1252"))
    assert staged.rows_staged == 40_001
    assert "Windows-1252" in staged.recognised


def test_mixed_encodings(importer: Importer) -> None:
    """UTF-8 with a line of Windows-1252 in it keeps both lines' letters, with a note."""
    content = b"said_at,text\n" + "2026-10-01,Größe\n".encode() + "2026-10-02,spät\n".encode("cp1252")
    staged = importer.stage(content)
    assert staged.rows_staged == 2
    assert any("not UTF-8" in note for note in staged.notes)


def test_lone_surrogate_does_not_crash(importer: Importer) -> None:
    """Bytes of a lone surrogate are no UTF-8; their row and the rest of the file still arrive."""
    good = "2026-10-01,schön\n".encode() * 3
    assert importer.stage(b"said_at,text\n" + good + b"2026-10-01,a\xed\xa0\x80b\n").rows_staged == 4


def test_japanese_is_not_read_as_western(importer: Importer) -> None:
    """Shift JIS, whose letters alternate between high and plain bytes, is asked for too."""
    content = "said_at,text\n" + "2026-10-01,コールセンターのソファ\n" * 9
    with pytest.raises(ImportRefusedError, match="encoding"):
        importer.stage(content.encode("shift_jis"))


def test_zero_characters_are_left_out(importer: Importer) -> None:
    """NUL characters in a text are removed, and that is said."""
    content = b"said_at,text\n2026-10-01,a\0b\n" + b"2026-10-02,plain text\n" * 5
    staged = importer.stage(content)
    assert any("zero character" in note for note in staged.notes)
    assert staged.rows_staged == 6
