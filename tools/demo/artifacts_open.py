"""What customers find at the door and in the box."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .artifact import Artifact
from .drawing import GRAY, GREEN, INK, RUST, Sheet, desk, grain, laid, textured
from .garments import garment


def _board(color: str, size: tuple[int, int], seed: str) -> Image.Image:
    """Corrugated cardboard: grain and faint flutes."""
    board = textured(Image.new("RGB", size, color), seed, 0.35, 0.8)
    flutes = grain(size[0] // 6, 4, f"{seed}/flutes", 0.5, 0.1).resize(size)
    soft = flutes.point([118 + value // 13 for value in range(256)])
    return ImageChops.overlay(board, Image.merge("RGB", (soft, soft, soft)))


def _face(scene: Image.Image, corners: list[tuple[float, float]], color: str, seed: str) -> None:
    outline = Image.new("L", scene.size, 0)
    ImageDraw.Draw(outline).polygon(corners, fill=255)
    scene.paste(_board(color, scene.size, seed), (0, 0), outline.filter(ImageFilter.GaussianBlur(1)))


def _wet_boards() -> Image.Image:
    """Porch boards in the rain."""
    ground = desk(1600, 1200, "#6f7478", "porch")
    pen = ImageDraw.Draw(ground)
    for place in range(7):
        pen.line((0, 140 + place * 170, 1600, 170 + place * 170), fill="#2d2f31", width=6)
    chance = random.Random("rain")
    for _ in range(420):
        x, y, length = chance.randrange(1600), chance.randrange(1200), chance.randrange(10, 34)
        pen.line((x, y, x - length / 3, y + length), fill="#aab4bb", width=1)
    return ground


def parcel() -> Image.Image:
    """A crushed, wet carton with one strip of tape on a porch."""
    scene = _wet_boards()
    shade = Image.new("L", scene.size, 0)
    ImageDraw.Draw(shade).polygon([(300, 980), (1210, 1090), (1480, 840), (1450, 700), (380, 700)], fill=190)
    scene.paste(Image.new("RGB", scene.size, "#0d0e0f"), (0, 0), shade.filter(ImageFilter.GaussianBlur(30)))
    _face(scene, [(320, 470), (1040, 560), (1040, 1050), (345, 935)], "#b98d5c", "front")
    _face(scene, [(1040, 560), (1390, 420), (1370, 800), (1240, 935), (1040, 1050)], "#94693f", "side")
    _face(scene, [(320, 470), (690, 330), (1180, 352), (1250, 400), (1390, 420), (1040, 560)], "#cda26e", "top")
    pen = ImageDraw.Draw(scene)
    creases = (
        [(320, 470), (430, 560), (380, 640)],
        [(1390, 420), (1270, 520), (1330, 610), (1230, 690)],
        [(1370, 800), (1200, 830), (1160, 960)],
    )
    for crease in creases:
        pen.line(crease, fill="#6e4d2c", width=7, joint="curve")
        pen.line([(x + 5, y + 5) for x, y in crease], fill="#dcb582", width=3, joint="curve")
    pen.polygon([(660, 512), (725, 520), (985, 342), (935, 340)], fill="#d9c39a")
    pen.polygon([(660, 512), (725, 520), (728, 640), (664, 632)], fill="#d0b88c")
    wet = Image.new("L", scene.size, 0)
    ImageDraw.Draw(wet).polygon([(340, 800), (560, 860), (820, 830), (1040, 900), (1040, 1050), (345, 935)], fill=120)
    scene.paste(Image.new("RGB", scene.size, "#4d331b"), (0, 0), wet.filter(ImageFilter.GaussianBlur(12)))
    label = Sheet.blank(360, 210, "white")
    label.logo(20, 14, 26)
    label.bars(20, 84, 320, 60, "parcel")
    label.text(20, 156, "K-655-3120", 28, "mono")
    label.text(340, 34, "LEAVE DRY", 22, "bold", RUST, "ra")
    return textured(laid(scene, label.image, 380, 560, -7), "rainlight", 0.1)


def packing_slip() -> Image.Image:
    """A packing slip in codes, with neither names nor prices."""
    slip = Sheet.blank(1240, 1600, "#fdfdfb")
    slip.text(70, 70, "PACKING SLIP  KF/WH-7", 52, "monobold")
    slip.bars(820, 60, 350, 90, "slip")
    slip.text(70, 170, "ORD K-418-2093  WV 0311  BN 14C  PK 22", 36, "mono")
    slip.rule(70, 236, 1170, INK, 3)
    slip.row([(70, "LN"), (170, "ART"), (720, "Q"), (800, "S"), (920, "CD"), (1090, "CK")], 254, 34, "monobold")
    rows = [
        ("01", "KF-118-JKT-FGR-M", "1", "1", "A", "/"), ("02", "KF-204-SWT-MUS-L", "1", "0", "B/O 1", ""),
        ("03", "KF-206-SWT-RST-L", "0", "1", "SUB 02", "/"), ("04", "INS-PRM-77", "1", "1", "Z", "/"),
        ("05", "INS-RTN-4", "1", "0", "N/S", ""), ("06", "PLY-LRG", "2", "2", "Z", "/"),
        ("07", "CTN-9", "1", "1", "Z", "/"),
    ]  # fmt: skip
    for place, cells in enumerate(rows):
        places = (70.0, 170.0, 720.0, 800.0, 920.0, 1100.0)
        slip.row(list(zip(places, cells, strict=True)), 322 + place * 74, 36, "mono")
    slip.rule(70, 860, 1170, INK, 3)
    slip.text(70, 890, "TTL LN 07  TTL S 05  WT 2.41  ADJ Y", 36, "mono")
    slip.text(70, 980, "SUB PER KF/TC 8.2.  B/O SEE NOTICE.  N/S NOT SUPPLIED.", 30, "mono", GRAY)
    slip.text(70, 1030, "RTN: USE FORM KF/RT-4 (INS-RTN-4).", 30, "mono", GRAY)
    slip.text(70, 1080, "CLAIMS 10D IN WRITING WITH LN AND CD.", 30, "mono", GRAY)
    slip.stamp(690, 1130, "CHECKED 22", 64, "#3a4f9a", 9)
    note = "Codes are explained in the general terms, section 8. This document carries no prices by design."
    slip.para(70, 1440, 1000, note, 26, "narrow", GRAY)
    slip.draw.line((0, 836, 1240, 839), fill="#e4e3dc", width=4)
    return slip.image


def _bag(kind: str, color: str) -> Image.Image:
    """A garment in a clear bag on the packing bench."""
    ground = desk(1300, 1500, "#b8b4a9", "bench")
    picture, mask = garment(kind, color, 1080)
    laid(ground, picture, 110, 200, 2, mask)
    film = Image.new("L", ground.size, 0)
    pen = ImageDraw.Draw(film)
    pen.rounded_rectangle((70, 90, 1230, 1420), 26, fill=46)
    for x, y, x_end, y_end in (
        (130, 160, 420, 760),
        (900, 240, 1130, 900),
        (240, 900, 620, 1330),
        (760, 980, 1000, 1380),
    ):
        pen.line((x, y, x_end, y_end), fill=120, width=16)
        pen.line((x + 34, y, x_end + 20, y_end), fill=80, width=7)
    ground.paste(Image.new("RGB", ground.size, "white"), (0, 0), film.filter(ImageFilter.GaussianBlur(7)))
    edge = ImageDraw.Draw(ground)
    edge.rounded_rectangle((70, 90, 1230, 1420), 26, outline="#dfe3e4", width=5)
    edge.line((70, 170, 1230, 170), fill="#cfd4d6", width=4)
    return ground


def bag_label_with_picture() -> Image.Image:
    """The label of the scanner time: a picture, words, and a scan."""
    label = Sheet.blank(640, 430, "white")
    small, mask = garment("parka", "#2f5a3d", 230)
    label.image.paste(small, (24, 30), mask)
    label.text(280, 40, "Tarnwick parka", 46, "slabbold", GREEN)
    label.text(280, 104, "forest green", 40, "slab")
    label.text(280, 150, "M", 110, "slabbold", RUST)
    label.bars(30, 290, 400, 80, "bag-a")
    label.text(30, 380, "SCANNED 10:42  BENCH 6", 28, "mono", GRAY)
    label.draw.line([(500, 330), (535, 370), (605, 275)], fill=GREEN, width=20, joint="curve")
    return textured(laid(_bag("parka", "#2f5a3d"), label.image, 340, 900, 3), "bag-a", 0.1)


def bag_label_with_code() -> Image.Image:
    """The label since the new benches: nine digits; it says parka M, the bag holds a rust vest."""
    label = Sheet.blank(640, 430, "white")
    label.text(320, 80, "118 004 217", 82, "monobold", INK, "mm")
    label.text(320, 160, "KF-118-JKT-FGR-M", 42, "mono", INK, "mm")
    label.bars(60, 210, 520, 100, "bag-b")
    label.text(320, 350, "B 14  L/H 58", 36, "mono", GRAY, "mm")
    label.text(320, 396, "SCAN N/A", 32, "monobold", RUST, "mm")
    return textured(laid(_bag("vest", "#a84d2c"), label.image, 340, 900, -2), "bag-b", 0.1)


ARTIFACTS = [
    Artifact(
        "parcel-at-the-door.jpg", "open", "packing", "Parcel at the door",
        "Carton on a wet porch: two corners crushed, one strip of tape, the lower half soaked, and a label that says "
        "leave dry.",
        "2025-11-20", parcel,
    ),
    Artifact(
        "packing-slip.png", "open", "packing", "Packing slip",
        "Packing slip of seven coded lines, with a back order and a substitute, and without one product name or price.",
        "2022-03-01", packing_slip,
    ),
    Artifact(
        "bag-label-2025.jpg", "open", "right-item", "Bag label",
        "Clear bag with a green parka; the label shows its picture, name and size, and that it was scanned.",
        "2025-02-10", bag_label_with_picture,
    ),
    Artifact(
        "bag-label-2026.jpg", "open", "right-item", "Bag label",
        "Clear bag from the new benches: the label is a nine-digit code for a green parka, the bag holds a rust vest.",
        "2026-05-04", bag_label_with_code,
    ),
]  # fmt: skip
