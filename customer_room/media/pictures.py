"""Look at a picture before it is hung, and make its thumbnail."""

import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageOps

from customer_room.errors import MediaError

# A phone's JPEG with a second, smaller picture behind it opens as MPO; every viewer shows its first.
_TYPES = {
    "PNG": ("image/png", ".png"),
    "JPEG": ("image/jpeg", ".jpg"),
    "MPO": ("image/jpeg", ".jpg"),
    "WEBP": ("image/webp", ".webp"),
}
_MOST_PIXELS = 60_000_000
_THUMBNAIL_SIZE = (520, 640)
_THUMBNAIL_QUALITY = 84
# What Pillow's decoders raise on damaged files, found by flipping and cutting real ones.
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, LookupError, ArithmeticError, TypeError, struct.error)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be shown: its media type, file ending and size in pixels, and a JPEG thumbnail."""

    media_type: str
    ending: str
    width: int
    height: int
    thumbnail: bytes
    thumbnail_size: tuple[int, int]


def look_at_picture(content: bytes, name: str) -> Picture:
    """Decode a PNG, JPEG or WebP picture; `name` is for messages.

    Raises:
        MediaError: it is something else, damaged, or too large to show.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise _refused(name, f"it has {image.width} × {image.height} pixels", "Save it smaller.")
            media_type, ending = _TYPES[str(image.format)]
            upright = _on_white(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused(name, "it claims to be larger than any picture we show", "Save it smaller.") from error
    except _DAMAGE as error:
        raise _refused(
            name, "it is no PNG, JPEG or WebP picture, or a damaged one", "Open it on your computer and save it as PNG."
        ) from error
    width, height = upright.size
    upright.thumbnail(_THUMBNAIL_SIZE)
    buffer = io.BytesIO()
    upright.save(buffer, "JPEG", quality=_THUMBNAIL_QUALITY, optimize=True)
    return Picture(media_type, ending, width, height, buffer.getvalue(), upright.size)


def _on_white(image: Image.Image) -> Image.Image:
    """What shows through a transparent picture is paper, not the black that dropping its transparency would leave."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _refused(name: str, what: str, fix: str) -> MediaError:
    return MediaError("This picture cannot be hung", f"{name}: {what}.", fix)
