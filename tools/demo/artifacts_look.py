"""What customers receive while they look around and choose a size."""

from PIL import Image, ImageDraw

from .artifact import Artifact
from .drawing import CREAM, GRAY, GREEN, INK, PALE, RUST, Sheet, desk, laid, textured
from .garments import garment


def catalog_page() -> Image.Image:
    """Two coats in golden evening light; "forest green" looks brown."""
    page = Sheet.blank(1240, 1600, CREAM)
    page.box(0, 0, 1240, 1000, fill="#d9b77a")
    for step in range(50):
        page.box(0, step * 20, 1240, step * 20 + 20, fill=f"#{0xE6 - step:02x}{0xC3 - step:02x}{0x86 - step:02x}")
    for kind, color, x, y, size in (("parka", "#5d4f26", 50, 270, 680), ("sweater", "#a9672f", 640, 330, 560)):
        picture, mask = garment(kind, color, size)
        laid(page.image, picture, x, y, 0, mask)
    page.text(80, 60, "First frost,", 92, "slabbold", "white")
    page.text(80, 150, "last light.", 92, "slabbold", "white")
    page.text(80, 1050, "Tarnwick parka", 56, "slabbold", GREEN)
    page.para(
        80, 1120, 520, "Warm to ten below. Shown in forest green. Also in rust, navy, oatmeal and slate.", 32, "slab"
    )
    page.text(80, 1300, "$189.00", 52, "slabbold", RUST)
    page.text(80, 1372, "KF-118-JKT  XS-XXL, talls +$10", 24, "mono", GRAY)
    page.text(660, 1050, "Millbrae sweater", 56, "slabbold", GREEN)
    page.para(660, 1120, 500, "Lambswool, knit thick. Shown in mustard. A friend for the long evenings.", 32, "slab")
    page.text(660, 1300, "$98.00", 52, "slabbold", RUST)
    page.text(660, 1372, "KF-204-SWT  XS-XXL", 24, "mono", GRAY)
    page.rule(80, 1440, 1160, GREEN, 3)
    page.text(80, 1470, "Free shipping until October 10.", 34, "slabbold", RUST)
    page.text(1160, 1476, "22", 30, "slab", GRAY, "ra")
    page.text(80, 1530, "Colors may differ from print. Prices on the website may differ.", 20, "sans", GRAY)
    return textured(page.image, "catalog", 0.12)


def _browser(width: int, height: int, address: str) -> Sheet:
    """A browser window with an address, and a shop header."""
    page = Sheet.blank(width, height, "white")
    page.box(0, 0, width, 64, fill="#d9dadd")
    for place, color in enumerate(("#e0695c", "#e2b04a", "#69b461")):
        page.draw.ellipse((24 + place * 34, 22, 44 + place * 34, 42), fill=color)
    page.box(150, 13, width - 40, 51, fill="white", radius=18)
    page.text(176, 20, address, 22, "sans", GRAY)
    page.logo(50, 86, 56)
    left = 620.0
    for word in ("Women", "Men", "Kids", "Sale"):
        left = page.text(left, 118, word, 30, "slab") + 60
    page.text(width - 50, 118, "Basket (0)", 28, "sans", INK, "ra")
    page.rule(0, 184, width, PALE, 3)
    return page


def product_page() -> Image.Image:
    """A product page without weight, hood, lining or washing."""
    page = _browser(1600, 1120, "kettlefell.example/men/outerwear/KF-118-JKT")
    page.box(50, 220, 770, 1060, fill="#efe3c8")
    picture, mask = garment("parka", "#5d4f26", 660)
    laid(page.image, picture, 80, 300, 0, mask)
    page.text(830, 230, "Tarnwick parka", 64, "slabbold", GREEN)
    page.text(830, 312, "$199.00", 44, "bold", RUST)
    page.text(1010, 322, "(catalog price $189.00)", 26, "sans", GRAY)
    page.text(830, 390, "Color: forest green", 30)
    for place, color in enumerate(("#2f5a3d", "#b5532a", "#243a5a", "#d8c9a6", "#5b6670")):
        page.box(830 + place * 90, 436, 900 + place * 90, 506, fill=color, radius=35)
    page.text(830, 540, "Size", 30)
    for place, size in enumerate(("XS", "S", "M", "L", "XL", "XXL")):
        page.box(830 + place * 110, 584, 925 + place * 110, 646, line=GRAY, radius=8)
        page.text(877 + place * 110, 615, size, 28, "sans", INK, "mm")
    page.box(830, 680, 1480, 760, fill=GREEN, radius=10)
    page.text(1155, 720, "Add to basket", 34, "bold", "white", "mm")
    page.text(830, 800, "Details", 34, "slabbold")
    page.para(830, 848, 680, "The coat you have been waiting for. Details to follow.", 30)
    for place, fact in enumerate(("Weight", "Hood", "Lining", "Washing")):
        page.text(830, 940 + place * 36, fact, 26, "sans", GRAY)
        page.text(1010, 940 + place * 36, "n/a", 26, "mono", GRAY)
    return page.image


def postcard() -> Image.Image:
    """20 % off everything, with an asterisk."""
    card = Sheet.blank(1240, 860, CREAM)
    card.box(0, 0, 1240, 560, fill=GREEN)
    card.text(70, 60, "20% off", 190, "slabbold", "white")
    card.text(76, 270, "everything*", 150, "slabbold", "#e8c77a")
    card.text(80, 470, "Code: FROSTY0O20", 56, "monobold", "white")
    small = (
        "*Excludes outerwear, new styles, talls and petites, footwear, sale, gift cards, orders under $150, "
        "orders with "
        "another key, and deliveries to a store. Voucher, promo code and key cannot be combined. Not valid for this "
        "selection where so shown. Ends two days after mailing."
    )
    card.para(80, 600, 1080, small, 26, "narrow", INK)
    card.logo(80, 750, 56)
    card.text(1160, 800, "Mailed October 8. Ends October 10.", 26, "sans", GRAY, "rs")
    ground = desk(1600, 1100, "#8d7760", "postcard")
    return textured(laid(ground, card.image, 160, 90, 3), "postcard-grain", 0.1)


_CHART = (
    ("", "XS", "S", "M", "L", "XL", "XXL"),
    ("Chest", "32-34", "35-37", "38-40", "41-43", "44-46", "47-49"),
    ("Waist", "26-28", "29-31", "32-34", "35-37", "38-40", "41-43"),
    ("Hip", "33-35", "36-38", "39-41", "42-44", "45-47", "48-50"),
)


def size_chart() -> Image.Image:
    """One chart for all, without sleeves, and without saying what is measured."""
    page = Sheet.blank(1600, 1080, "white")
    page.logo(70, 60, 64)
    page.text(1530, 84, "Size chart", 76, "slabbold", GREEN, "ra")
    page.text(1530, 176, "men, women, all styles", 32, "slab", GRAY, "ra")
    for line, cells in enumerate(_CHART):
        top = 270 + line * 124
        page.box(70, top, 1530, top + 116, fill=GREEN if line == 0 else (PALE if line % 2 else "white"))
        for place, cell in enumerate(cells):
            fill = "white" if line == 0 else INK
            face = "bold" if line == 0 or place == 0 else "sans"
            page.text(
                120 if place == 0 else 300 + place * 190, top + 58, cell, 44, face, fill, "lm" if place == 0 else "mm"
            )
    page.text(70, 800, "Inches. Fits may vary by style.", 36, "bold")
    note = (
        "Between sizes? Choose the one that suits you. Sleeve and back length: please refer to the garment. "
        "Some styles follow an earlier chart."
    )
    page.para(70, 862, 1400, note, 32, "sans", GRAY)
    page.text(70, 1010, "Form KF/SZ-3, rev. 2, 2021", 22, "mono", GRAY)
    return page.image


def hang_tag() -> Image.Image:
    """A tag on a coat; its M is two inches larger than the chart's."""
    ground = textured(Image.new("RGB", (1240, 1600), "#35543f"), "cloth", 0.55, 1.1)
    tag = Sheet.blank(720, 1240, CREAM)
    mask = Image.new("L", (720, 1240), 0)
    cut = ImageDraw.Draw(mask)
    cut.polygon([(120, 0), (600, 0), (720, 130), (720, 1240), (0, 1240), (0, 130)], fill=255)
    cut.ellipse((325, 60, 395, 130), fill=0)
    tag.draw.ellipse((310, 45, 410, 145), outline=RUST, width=12)
    tag.logo(120, 210, 72)
    tag.rule(60, 340, 660, GREEN, 4)
    tag.text(360, 380, "Tarnwick parka", 58, "slabbold", GREEN, "ma")
    tag.text(360, 452, "forest green", 40, "slab", INK, "ma")
    tag.text(360, 540, "M", 190, "slabbold", RUST, "ma")
    tag.text(360, 770, "Chest 40-42 in", 50, "bold", INK, "ma")
    tag.text(360, 836, "cut for layers, order one down", 32, "italic", GRAY, "ma")
    tag.rule(60, 900, 660, GREEN, 4)
    tag.text(360, 930, "Made for ten winters.", 46, "slabbold", GREEN, "ma")
    tag.text(360, 990, "(see terms; zippers excluded)", 22, "narrow", GRAY, "ma")
    tag.bars(130, 1050, 460, 90, "hang-tag")
    tag.text(360, 1160, "KF-118-JKT-FGR-M  $199.00", 28, "mono", INK, "ma")
    laid(ground, textured(tag.image, "tag", 0.1), 230, 240, -6, mask)
    ImageDraw.Draw(ground).line([(640, 0), (628, 190), (706, 366)], fill="#c9b78d", width=9, joint="curve")
    return ground


def fit_finder() -> Image.Image:
    """Seven questions on a phone, and the answer is two sizes."""
    phone = Sheet.blank(760, 1500, "white")
    phone.box(0, 0, 760, 130, fill=GREEN)
    phone.text(380, 66, "Fit finder", 54, "slabbold", "white", "mm")
    phone.text(50, 170, "Question 7 of 7", 32, "sans", GRAY)
    phone.box(50, 220, 710, 236, fill=RUST, radius=8)
    y = phone.para(50, 280, 660, "Your size for the Tarnwick parka is", 46, "slab")
    phone.text(380, y + 130, "M or L", 170, "slabbold", GREEN, "mm")
    y = phone.para(50, y + 260, 660, "Many customers like you order both sizes and return one.", 40)
    phone.box(50, y + 30, 710, y + 140, fill=RUST, radius=14)
    phone.text(380, y + 85, "Order both", 44, "bold", "white", "mm")
    phone.box(50, y + 170, 710, y + 280, line=GRAY, radius=14)
    phone.text(380, y + 225, "Start again", 44, "sans", GRAY, "mm")
    phone.para(50, y + 330, 660, "The size chart may show another size. Results are not a promise.", 30, "sans", GRAY)
    frame = Image.new("RGB", (820, 1580), "#17181a")
    frame.paste(phone.image, (30, 40))
    ground = desk(1240, 1700, "#a99d8a", "fit")
    rounded = Image.new("L", frame.size, 0)
    ImageDraw.Draw(rounded).rounded_rectangle((0, 0, 819, 1579), 70, fill=255)
    return laid(ground, frame, 210, 60, 0, rounded).crop((60, 0, 1180, 1700))


ARTIFACTS = [
    Artifact(
        "catalog-page.jpg", "look", "catalog", "Catalog page",
        "Catalog page 22 in golden evening light: the parka named forest green looks brown, and free shipping "
        "ends on October 10.",
        "2026-09-28", catalog_page,
    ),
    Artifact(
        "product-page.png", "look", "product-page", "Product page",
        "Product page of the Tarnwick parka: weight, hood, lining and washing are all n/a, and the price is "
        "ten dollars "
        "above the catalog.",
        "2026-09-01", product_page,
    ),
    Artifact(
        "offer-postcard.jpg", "look", "catalog", "Offer postcard",
        "Postcard with 20% off everything, an asterisk that excludes nearly everything, and a code with a zero beside "
        "a letter O.",
        "2026-10-08", postcard,
    ),
    Artifact(
        "size-chart.png", "choose", "size-chart", "Size chart",
        "One size chart for men, women and all styles, without sleeve length, which never says whether body or garment "
        "is measured.",
        "2021-02-15", size_chart,
    ),
    Artifact(
        "hang-tag.jpg", "choose", "size-chart", "Hang tag",
        "Hang tag of a size M parka: chest 40 to 42 inches, while the size chart says 38 to 40.",
        "2025-08-01", hang_tag,
    ),
    Artifact(
        "fit-finder.jpg", "choose", "size-chart", "Fit finder",
        "Phone screen after seven questions: your size is M or L, order both and return one.",
        "2025-07-01", fit_finder,
    ),
]  # fmt: skip
