"""What customers hold while they wear, wash and mend."""

from PIL import Image, ImageDraw

from .artifact import Artifact
from .drawing import CREAM, GRAY, GREEN, INK, RUST, Sheet, desk, laid, textured
from .garments import garment


def _tub(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    pen.line([(x, y + 20), (x + 20, y + 120), (x + 140, y + 120), (x + 160, y + 20)], fill=INK, width=7)
    pen.line(
        [(x, y + 36), (x + 30, y + 22), (x + 60, y + 38), (x + 95, y + 22), (x + 125, y + 38), (x + 160, y + 24)],
        fill=INK,
        width=6,
    )


def _cross(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    pen.line((x - 4, y, x + 164, y + 136), fill=INK, width=7)
    pen.line((x + 164, y, x - 4, y + 136), fill=INK, width=7)


def care_label() -> Image.Image:
    """Six signs, no words, and a temperature that the website contradicts."""
    ground = textured(Image.new("RGB", (1500, 1200), "#a9672f"), "knit", 0.6, 1.4)
    label = Sheet.blank(1080, 620, "#fbfaf4")
    pen = label.draw
    pen.line([(0, 26), (1080, 26)], fill="#d8d4c6", width=4)
    label.text(540, 74, "KF-204-SWT", 40, "mono", INK, "mm")
    for place in range(6):
        x, y = 46 + place * 166, 170
        if place in {0, 3}:
            _tub(pen, x, y)
        elif place == 1:
            pen.polygon([(x + 80, y), (x + 160, y + 132), (x, y + 132)], outline=INK, width=7)
            _cross(pen, x, y)
        elif place == 2:
            pen.rectangle((x + 14, y + 4, x + 146, y + 132), outline=INK, width=7)
            pen.ellipse((x + 30, y + 18, x + 130, y + 118), outline=INK, width=7)
            pen.ellipse((x + 70, y + 58, x + 90, y + 78), fill=INK)
        elif place == 4:
            pen.line(
                [(x + 6, y + 120), (x + 30, y + 62), (x + 150, y + 62), (x + 160, y + 120), (x + 6, y + 120)],
                fill=INK,
                width=7,
            )
            pen.line([(x + 36, y + 62), (x + 46, y + 26), (x + 140, y + 26)], fill=INK, width=7)
        else:
            pen.ellipse((x + 12, y + 4, x + 148, y + 136), outline=INK, width=7)
            label.text(x + 80, y + 70, "P", 76, "sans", INK, "mm")
    label.text(126, 256, "30", 46, "bold", INK, "mm")
    label.text(624, 256, "40", 46, "bold", INK, "mm")
    label.text(540, 400, "80 WO 15 PA 5 EA", 48, "mono", INK, "mm")
    label.text(540, 470, "WVN/KNT 2 ORIGINS", 34, "mono", GRAY, "mm")
    label.text(540, 540, "RN 00000  LOT 7/B", 34, "mono", GRAY, "mm")
    laid(ground, textured(label.image, "label-weave", 0.22), 210, 270, 2)
    pen = ImageDraw.Draw(ground)
    for stitch in range(34):
        pen.line((236 + stitch * 31, 318 - stitch, 254 + stitch * 31, 317 - stitch), fill="#f0e6d2", width=5)
    return ground


def repair_tag() -> Image.Image:
    """A coat with an open zipper and a tag in workshop shorthand."""
    ground = desk(1300, 1600, "#9c9484", "workshop")
    picture, mask = garment("parka", "#243a5a", 1120, zipper_gone=True)
    laid(ground, picture, 60, 60, -3, mask)
    tag = Sheet.blank(560, 820, "#e8d9b0")
    tag.draw.ellipse((250, 30, 310, 90), fill="#5b5546", outline=RUST, width=10)
    tag.text(280, 140, "REPAIR", 72, "bold", INK, "ma")
    for place, (label, words) in enumerate((("In", "9/14"), ("No.", "K-722"), ("Work", "J/7"), ("Out", "hold mat."))):
        tag.text(40, 272 + place * 120, label, 36, "sans", GRAY)
        tag.rule(170, 330 + place * 120, 520, GRAY, 2)
        tag.text(190, 244 + place * 120, words, 84, "hand", "#24366e")
    tag.text(280, 756, "Customer informed:  yes / no", 34, "sans", INK, "ma")
    return laid(ground, textured(tag.image, "tag-paper", 0.15), 560, 660, 8)


def promise_card() -> Image.Image:
    """Ten winters in large letters, the exceptions in small ones."""
    card = Sheet.blank(1200, 900, CREAM)
    card.box(24, 24, 1176, 876, line=GREEN, width=6)
    card.logo(80, 70, 72)
    card.text(600, 320, "Ten winters.", 150, "slabbold", GREEN, "mm")
    card.text(600, 450, "Or we mend it.", 92, "slabbold", RUST, "mm")
    terms = (
        "Excluded: zippers, snaps, drawcords, linings, fillings, seams after 12 months, color, pilling, "
        "shrinkage, wear, "
        "items washed, items without receipt and hang tag. Repair time depends on material. Postage is borne "
        "by the customer. "
        "A winter is 90 days."
    )
    card.para(80, 590, 1040, terms, 30, "narrow", INK)
    card.text(80, 800, "Keep this card. It is not valid without the packing slip.", 30, "italic", GRAY)
    return textured(laid(desk(1600, 1200, "#74604c", "promise"), card.image, 180, 130, -2.5), "promise-grain", 0.1)


ARTIFACTS = [
    Artifact(
        "care-label.jpg", "wear", "durability", "Care label",
        "Care label in a sweater: six signs without a word, one tub says 30 and the other 40.",
        "2024-08-01", care_label,
    ),
    Artifact(
        "repair-tag.jpg", "wear", "repair", "Repair tag",
        "Parka with a broken zipper; the repair tag says J/7 hold mat., and whether the customer was told is "
        "left open.",
        "2026-09-14", repair_tag,
    ),
    Artifact(
        "ten-winters-card.jpg", "wear", "durability", "Ten-winters card",
        "Card that promises ten winters and excludes zippers, seams after a year, and items that have been washed.",
        "2023-10-01", promise_card,
    ),
]  # fmt: skip
