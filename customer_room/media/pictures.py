"""Look at a picture before it is hung, and make its thumbnail."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from customer_room.errors import MediaError

_TYPES = {"PNG": ("image/png", ".png"), "JPEG": ("image/jpeg", ".jpg"), "WEBP": ("image/webp", ".webp")}
_MOST_PIXELS = 60_000_000
_THUMBNAIL_SIZE = (520, 640)
_THUMBNAIL_QUALITY = 84


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
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as image:
                if image.format not in _TYPES:
                    raise _refused(name, f"it is a {image.format} file", "Save it as PNG, JPEG or WebP.")
                if image.width * image.height > _MOST_PIXELS:
                    raise _refused(name, f"it has {image.width} × {image.height} pixels", "Save it smaller.")
                upright = ImageOps.exif_transpose(image).convert("RGB")
                media_type, ending = _TYPES[image.format]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise _refused(name, "it is no picture, or a damaged one", "Open it on your computer and save it again.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused(name, "it claims to be larger than any picture we show", "Save it smaller.") from error
    small = upright.copy()
    small.thumbnail(_THUMBNAIL_SIZE)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=_THUMBNAIL_QUALITY, optimize=True)
    return Picture(media_type, ending, upright.width, upright.height, buffer.getvalue(), small.size)


def _refused(name: str, what: str, fix: str) -> MediaError:
    return MediaError("This picture cannot be hung", f"{name}: {what}.", fix)
