"""Drawing paper, screens and things with Pillow.

Fonts at authoring time only, none is committed: Liberation Sans, Sans Narrow, Serif and Mono as Debian packs them, and
Zilla Slab and Caveat (both under the Open Font License, Fontsource packs them) as TTF files in the folder that the
variable DEMO_FONTS names.
"""

import os
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

GREEN, CREAM, RUST, INK, GRAY, PALE = "#1f4d3a", "#f6f1e4", "#b5532a", "#23211d", "#77736a", "#e7e2d6"
_LIBERATION = Path("/usr/share/fonts/truetype/liberation")
_OWN_FONTS = Path(os.environ.get("DEMO_FONTS", "fonts"))
_FONTS = {
    "sans": _LIBERATION / "LiberationSans-Regular.ttf",
    "bold": _LIBERATION / "LiberationSans-Bold.ttf",
    "italic": _LIBERATION / "LiberationSans-Italic.ttf",
    "narrow": _LIBERATION / "LiberationSansNarrow-Regular.ttf",
    "serif": _LIBERATION / "LiberationSerif-Regular.ttf",
    "mono": _LIBERATION / "LiberationMono-Regular.ttf",
    "monobold": _LIBERATION / "LiberationMono-Bold.ttf",
    "slab": _OWN_FONTS / "ZillaSlab-Regular.ttf",
    "slabbold": _OWN_FONTS / "ZillaSlab-Bold.ttf",
    "hand": _OWN_FONTS / "Caveat-SemiBold.ttf",
}


@cache
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    """A font by our name for it, at a size in pixels."""
    if not _FONTS[face].is_file():
        raise SystemExit(f"The font {_FONTS[face]} is missing: see {__name__}, or run with --skip-artifacts.")
    return ImageFont.truetype(str(_FONTS[face]), size, layout_engine=ImageFont.Layout.BASIC)


@dataclass(slots=True)
class Sheet:
    """A drawing surface with the words of a typesetter; all measures in pixels."""

    image: Image.Image
    draw: ImageDraw.ImageDraw

    @classmethod
    def blank(cls, width: int, height: int, paper: str = "white") -> "Sheet":
        """An empty sheet."""
        image = Image.new("RGB", (width, height), paper)
        return cls(image, ImageDraw.Draw(image))

    def text(
        self, x: float, y: float, words: str, size: int, face: str = "sans", fill: str = INK, anchor: str = "la"
    ) -> float:
        """One line of text; returns where it ends to the right."""
        self.draw.text((x, y), words, font=font(face, size), fill=fill, anchor=anchor)
        return x + font(face, size).getlength(words)

    def para(
        self, x: float, y: float, width: float, words: str, size: int, face: str = "sans", fill: str = INK
    ) -> float:
        """Wrapped text, a line break for each newline; returns the height of the next line."""
        type_ = font(face, size)
        for paragraph in words.split("\n"):
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}".strip()
                if type_.getlength(longer) > width and line:
                    self.text(x, y, line, size, face, fill)
                    y, line = y + size * 1.38, word
                else:
                    line = longer
            self.text(x, y, line, size, face, fill)
            y += size * 1.38
        return y

    def rule(self, x: float, y: float, x_end: float, fill: str = INK, width: int = 2) -> None:
        """A horizontal line."""
        self.draw.line((x, y, x_end, y), fill=fill, width=width)

    def box(
        self,
        x: float,
        y: float,
        x_end: float,
        y_end: float,
        fill: str | None = None,
        line: str | None = None,
        width: int = 2,
        radius: int = 0,
    ) -> None:
        """A rectangle, rounded when a radius is given."""
        self.draw.rounded_rectangle((x, y, x_end, y_end), radius, fill=fill, outline=line, width=width)

    def row(
        self, x_and_words: list[tuple[float, str]], y: float, size: int, face: str = "sans", fill: str = INK
    ) -> None:
        """A table row: each text at its own x; a negative x sets the text flush right there."""
        for x, words in x_and_words:
            self.text(abs(x), y, words, size, face, fill, anchor="la" if x >= 0 else "ra")

    def bars(self, x: float, y: float, width: float, height: float, seed: str, fill: str = INK) -> None:
        """Bars that look like a bar code and mean nothing."""
        chance, place = random.Random(seed), x
        while place < x + width:
            thick, gap = chance.choice([2, 2, 3, 5, 7]), chance.choice([2, 3, 4, 6])
            self.draw.rectangle((place, y, min(place + thick, x + width), y + height), fill=fill)
            place += thick + gap

    def logo(self, x: float, y: float, size: int, fill: str = GREEN) -> None:
        """The invented company's mark, two hills over a kettle line, and its name."""
        hills = [(0, 1), (0.38, 0.25), (0.62, 0.62), (0.85, 0.1), (1.35, 1)]
        self.draw.polygon([(x + size * a, y + size * b) for a, b in hills], fill=fill)
        self.draw.arc(
            (x + size * 0.3, y + size * 0.78, x + size * 1.05, y + size * 1.35), 200, 340, fill="white", width=4
        )
        self.text(x + size * 1.6, y + size * 0.98, "Kettlefell", round(size * 0.98), "slabbold", fill, "ls")
        self.text(x + size * 1.63, y + size * 1.42, "O U T F I T T E R S", round(size * 0.28), "bold", fill, "ls")

    def stamp(self, x: float, y: float, words: str, size: int, fill: str, angle: float) -> None:
        """A rubber stamp set askew."""
        length = round(font("bold", size).getlength(words)) + size
        ink = Image.new("L", (length, size * 2), 0)
        pen = ImageDraw.Draw(ink)
        pen.rounded_rectangle((3, 3, length - 4, size * 2 - 4), size // 4, outline=215, width=max(3, size // 12))
        pen.text((length / 2, size), words, font=font("bold", size), fill=215, anchor="mm")
        turned = ink.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
        self.image.paste(Image.new("RGB", turned.size, fill), (round(x), round(y)), turned)


def grain(width: int, height: int, seed: str, strength: float, blur: float = 0.6) -> Image.Image:
    """A gray noise picture around the middle value, the same for the same seed."""
    noise = Image.frombytes("L", (width, height), random.Random(seed).randbytes(width * height))
    noise = noise.filter(ImageFilter.GaussianBlur(blur))
    return noise.point([round(128 + (value - 128) * strength) for value in range(256)])


def textured(image: Image.Image, seed: str, strength: float, blur: float = 0.6) -> Image.Image:
    """The picture with grain, like paper, cloth or cardboard."""
    noise = grain(*image.size, seed, strength, blur)
    return ImageChops.overlay(image, Image.merge("RGB", (noise, noise, noise)))


def desk(width: int, height: int, color: str, seed: str) -> Image.Image:
    """A table top with a soft fall of light."""
    light = Image.radial_gradient("L").resize((width * 2, height * 2)).crop((width // 2, 0, width // 2 + width, height))
    light = light.point([255 - round(value * 0.5) for value in range(256)])
    top = Image.new("RGB", (width, height), color)
    streaks = grain(width // 8, height, seed, 0.9, 0.8).resize((width, height))
    top = ImageChops.overlay(top, Image.merge("RGB", (streaks, streaks, streaks)).point(lambda value: 96 + value // 4))
    return ImageChops.multiply(top, Image.merge("RGB", (light, light, light)))


def laid(
    ground: Image.Image, thing: Image.Image, x: int, y: int, angle: float = 0.0, mask: Image.Image | None = None
) -> Image.Image:
    """The thing laid on the ground, turned, with a shadow; the mask gives its outline where it is no rectangle."""
    cut = mask or Image.new("L", thing.size, 255)
    turned = thing.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
    outline = cut.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
    shade = Image.new("L", ground.size, 0)
    shade.paste(outline.point([value * 150 // 255 for value in range(256)]), (x + 14, y + 20))
    shade = shade.filter(ImageFilter.GaussianBlur(16))
    ground.paste(Image.new("RGB", ground.size, "#15120d"), (0, 0), shade)
    ground.paste(turned, (x, y), outline)
    return ground
