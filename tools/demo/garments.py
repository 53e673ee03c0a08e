"""Garments drawn as a catalog would show them: flat, from the front."""

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

_SCALE = 2  # drawn twice as large and reduced, for smooth edges


def shade(color: str, factor: float) -> tuple[int, int, int]:
    """The color darker (factor below 1) or lighter (above 1)."""
    red, green, blue = ImageColor.getrgb(color)[:3]
    return (min(255, round(red * factor)), min(255, round(green * factor)), min(255, round(blue * factor)))


def _points(pairs: list[tuple[float, float]], size: int) -> list[tuple[float, float]]:
    return [(x * size * _SCALE, y * size * _SCALE) for x, y in pairs]


_BODY = [(0.36, 0.17), (0.64, 0.17), (0.73, 0.24), (0.74, 0.55), (0.76, 0.93), (0.24, 0.93), (0.26, 0.55), (0.27, 0.24)]
_LEFT = [(0.36, 0.17), (0.27, 0.22), (0.17, 0.38), (0.08, 0.74), (0.19, 0.79), (0.27, 0.52), (0.29, 0.36)]
_HOOD = [(0.37, 0.19), (0.36, 0.06), (0.44, 0.01), (0.56, 0.01), (0.64, 0.06), (0.63, 0.19), (0.5, 0.26)]
_COLLAR = [(0.38, 0.18), (0.40, 0.11), (0.60, 0.11), (0.62, 0.18), (0.5, 0.23)]


def _mirror(pairs: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(1 - x, y) for x, y in pairs]


def _front(pen: ImageDraw.ImageDraw, kind: str, color: str, size: int) -> None:
    """What tells one kind from the other: zipper, quilting, buttons, ribs, pockets."""
    dark, light, width = shade(color, 0.55), shade(color, 1.35), max(3, size // 130)

    def line(*pairs: tuple[float, float], fill: tuple[int, int, int] = dark, thick: int = width) -> None:
        pen.line(_points(list(pairs), size), fill=fill, width=thick, joint="curve")

    if kind in {"parka", "vest", "fleece"}:
        line((0.5, 0.2), (0.5, 0.93), fill=shade(color, 0.4), thick=width * 3)
        line((0.5, 0.2), (0.5, 0.93), fill=light, thick=width)
        line((0.34, 0.62), (0.42, 0.76))
        line((0.66, 0.62), (0.58, 0.76))
    if kind == "vest":
        for step in range(7):
            height = 0.28 + step * 0.095
            line((0.265, height), (0.38, height + 0.012), (0.48, height))
            line((0.52, height), (0.62, height + 0.012), (0.735, height))
    if kind == "sweater":
        for step in range(26):
            place = 0.285 + step * 0.0172
            line((place, 0.3), (place, 0.87), fill=shade(color, 0.86 if step % 2 else 1.12))
        for step in range(12):
            line((0.25 + step * 0.045, 0.89), (0.25 + step * 0.045, 0.93))
    if kind == "shirt":
        line((0.5, 0.2), (0.5, 0.93))
        for step in range(6):
            x, y = 0.515 * size * _SCALE, (0.29 + step * 0.11) * size * _SCALE
            pen.ellipse((x - width * 2, y - width * 2, x + width * 2, y + width * 2), fill=light, outline=dark)
        line((0.32, 0.38), (0.43, 0.38), (0.43, 0.5), (0.375, 0.53), (0.32, 0.5), (0.32, 0.38))
    line((0.27, 0.88), (0.73, 0.88))


def garment(kind: str, color: str, size: int, zipper_gone: bool = False) -> tuple[Image.Image, Image.Image]:
    """A garment as picture and outline mask, `size` pixels square; kinds: parka, vest, fleece, sweater, shirt."""
    full = size * _SCALE
    image, mask = Image.new("RGB", (full, full), color), Image.new("L", (full, full), 0)
    pen, cut = ImageDraw.Draw(image), ImageDraw.Draw(mask)
    shapes = [_BODY] if kind == "vest" else [_LEFT, _mirror(_LEFT), _BODY]
    shapes.append(_HOOD if kind == "parka" else _COLLAR)
    for place, shape in enumerate(shapes):
        tone = shade(color, 0.88 if shape is not _BODY and place < 2 else 1.0)
        pen.polygon(_points(shape, size), fill=tone)
        pen.line(_points([*shape, shape[0]], size), fill=shade(color, 0.6), width=max(3, size // 160))
        cut.polygon(_points(shape, size), fill=255)
    pen.polygon(_points([(0.43, 0.16), (0.57, 0.16), (0.5, 0.22)], size), fill=shade(color, 0.45))
    _front(pen, kind, color, size)
    if zipper_gone:
        pen.polygon(_points([(0.5, 0.42), (0.57, 0.93), (0.43, 0.93)], size), fill=shade(color, 0.35))
    folds = Image.linear_gradient("L").rotate(90).resize((full, full))
    folds = folds.point([228 + round(27 * (value / 255)) for value in range(256)]).filter(ImageFilter.GaussianBlur(4))
    image = ImageChops.multiply(image, Image.merge("RGB", (folds, folds, folds)))
    small = (size, size)
    return image.resize(small, Image.Resampling.LANCZOS), mask.resize(small, Image.Resampling.LANCZOS)
