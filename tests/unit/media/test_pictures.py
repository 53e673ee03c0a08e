import io
import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from customer_room.errors import MediaError
from customer_room.media.pictures import Picture, look_at_picture

FORMATS = ("PNG", "JPEG", "WEBP")


def _drawn(image_format: str, size: tuple[int, int] = (300, 200), mode: str = "RGB", **options: object) -> bytes:
    gradient = Image.linear_gradient("L").resize(size)
    buffer = io.BytesIO()
    gradient.convert(mode).save(buffer, image_format, **options)
    return buffer.getvalue()


def _thumbnail(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.thumbnail))
    image.load()
    return image


@pytest.mark.parametrize("image_format", FORMATS)
def test_a_picture_is_measured_and_made_small(image_format: str) -> None:
    """A PNG, JPEG or WebP has its size in pixels, its kind by content, and a JPEG thumbnail that fits."""
    picture = look_at_picture(_drawn(image_format, (1600, 400)), "slip.exe")
    assert (picture.width, picture.height) == (1600, 400)
    assert picture.media_type == f"image/{image_format.lower()}"
    assert picture.thumbnail_size == (520, 130)
    assert (_thumbnail(picture).format, _thumbnail(picture).size) == ("JPEG", (520, 130))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_colour_can_be_hung(mode: str) -> None:
    """Black and white, palettes, transparency, print colours and sixteen bits all give a thumbnail."""
    assert _thumbnail(look_at_picture(_drawn("JPEG" if mode == "CMYK" else "PNG", mode=mode), "x")).mode == "RGB"


def test_a_transparent_picture_hangs_on_white_paper() -> None:
    """What is transparent shows as white in the thumbnail, not black."""
    buffer = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(buffer, "PNG")
    assert _thumbnail(look_at_picture(buffer.getvalue(), "x")).getpixel((25, 25)) == (255, 255, 255)


def test_a_picture_lying_on_its_side_is_set_upright() -> None:
    """Width, height and thumbnail follow the orientation a camera noted."""
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = look_at_picture(_drawn("JPEG", (300, 200), exif=exif), "x")
    assert (picture.width, picture.height) == (200, 300)
    assert _thumbnail(picture).size == (200, 300)


def test_a_phones_picture_with_a_second_one_behind_it_is_a_jpeg() -> None:
    """Multi-picture JPEGs, which phones write, are hung like any JPEG."""
    buffer = io.BytesIO()
    image = Image.new("RGB", (40, 30), "red")
    image.save(buffer, "MPO", save_all=True, append_images=[image.resize((20, 15))])
    picture = look_at_picture(buffer.getvalue(), "phone.jpg")
    assert (picture.media_type, picture.width) == ("image/jpeg", 40)


def _png_claiming(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("width", "height"), [(16_000, 16_000), (9_400, 9_400), (60_001, 1_000), (2**31 - 1, 2**31 - 1)]
)
def test_a_picture_that_would_fill_the_memory_is_refused(width: int, height: int) -> None:
    """A small file that claims more pixels than any picture we show is refused before it is decoded."""
    with pytest.raises(MediaError, match=r"larger than|pixels"):
        look_at_picture(_png_claiming(width, height), "bomb.png")


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\0", b"GIF89a", b"<html><script>alert(1)</script>", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>", _drawn("GIF"), _drawn("TIFF"), _drawn("BMP"), _drawn("ICO"),
    ],
)  # fmt: skip
def test_what_is_no_picture_we_show_is_refused_in_words(content: bytes) -> None:
    """Empty files, HTML, SVG, PDF and other formats are refused, whatever they are called."""
    with pytest.raises(MediaError, match=r"slip\.png"):
        look_at_picture(content, "slip.png")


@pytest.mark.parametrize("image_format", FORMATS)
def test_a_truncated_picture_is_refused(image_format: str) -> None:
    """A picture cut at 1, 10, 50 or 90 per cent is refused, never shown half grey."""
    whole = _drawn(image_format, (400, 300))
    for share in (0.01, 0.1, 0.5, 0.9):
        with pytest.raises(MediaError):
            look_at_picture(whole[: int(len(whole) * share)], "x")


@pytest.mark.parametrize("image_format", FORMATS)
def test_a_flipped_byte_is_refused_or_shown_but_never_a_traceback(image_format: str) -> None:
    """One byte changed anywhere, two hundred times over, gives a picture or a refusal in words."""
    whole = _drawn(image_format, (64, 48))
    for seed in range(200):
        chance = random.Random(seed)
        content = bytearray(whole)
        content[chance.randrange(len(content))] = chance.randrange(256)
        picture = _look_or_be_refused(bytes(content))
        assert picture is None or min(_thumbnail(picture).size) > 0


def _look_or_be_refused(content: bytes) -> Picture | None:
    try:
        return look_at_picture(content, "x")
    except MediaError:
        return None


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("photo_exif_orientation_6.jpg", (450, 600)), ("photo_with_gps.jpg", (640, 480)), ("cmyk.jpg", (640, 682)),
        ("orientation_6.webp", (128, 128)), ("large_photo_3.7mb.jpg", (4032, 3024)),
        ("typewritten_letter.png", (4000, 2864)), ("receipts_cord_sample.png", (1693, 910)),
    ],
)  # fmt: skip
def test_real_pictures_are_hung(name: str, size: tuple[int, int], real_files: Path) -> None:
    """Photos, scans and print colours have the size they show upright; the thumbnail does not say where it was."""
    picture = look_at_picture((real_files / "media" / name).read_bytes(), name)
    assert (picture.width, picture.height) == size
    assert not _thumbnail(picture).getexif()


@pytest.mark.parametrize(
    "name",
    [
        "animated.gif", "broken.png", "decompression_bomb.gif", "example.heic", "malicious_script.svg",
        "multipage.tiff", "scan_skewed.pdf", "truncated_jpeg.jpg",
    ],
)  # fmt: skip
def test_real_broken_and_foreign_pictures_are_refused(name: str, real_files: Path) -> None:
    """Broken files, bombs, scripts and formats browsers do not all show are refused, naming the file."""
    with pytest.raises(MediaError) as refused:
        look_at_picture((real_files / "media" / name).read_bytes(), name)
    assert name in refused.value.what
