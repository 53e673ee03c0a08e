"""What customers receive when they order and pay."""

from PIL import Image, ImageDraw

from .artifact import Artifact
from .drawing import CREAM, GRAY, GREEN, INK, PALE, RUST, Sheet, desk, laid, textured


def basket() -> Image.Image:
    """The basket after signing in: empty, with an error number."""
    page = Sheet.blank(1600, 1100, "white")
    page.box(0, 0, 1600, 64, fill="#d9dadd")
    page.box(60, 13, 1560, 51, fill="white", radius=18)
    page.text(86, 20, "kettlefell.example/checkout/step-3?session=expired", 22, "sans", GRAY)
    page.logo(60, 90, 60)
    for place, step in enumerate(("1 Basket", "2 Sign in", "3 Pay", "4 Done")):
        page.text(640 + place * 230, 126, step, 32, "bold" if place == 2 else "sans", GREEN if place < 3 else GRAY)
    page.rule(0, 196, 1600, PALE, 3)
    page.box(60, 236, 1540, 340, fill="#fbe9e2", line=RUST, width=3, radius=8)
    page.text(96, 288, "Something went wrong (419). Please try again.", 38, "bold", RUST, "lm")
    page.draw.line(
        [(640, 470), (680, 470), (730, 640), (930, 640), (965, 520), (698, 520)], fill=GRAY, width=10, joint="curve"
    )
    for x in (750, 900):
        page.draw.ellipse((x - 20, 665, x + 20, 705), outline=GRAY, width=9)
    page.text(800, 780, "Your basket is empty", 68, "slabbold", INK, "mm")
    page.text(800, 860, "You are signed in. Items chosen before signing in may not be shown.", 32, "sans", GRAY, "mm")
    page.box(580, 920, 1020, 1010, fill=GREEN, radius=10)
    page.text(800, 965, "Continue shopping", 36, "bold", "white", "mm")
    return page.image


def _mail(subject: str, sent: str) -> Sheet:
    """An e-mail as a reader shows it: subject, sender, date."""
    page = Sheet.blank(1240, 1400, "white")
    page.box(0, 0, 1240, 200, fill="#f1f1ef")
    page.text(70, 44, subject, 44, "bold")
    page.text(70, 118, "Kettlefell Outfitters <no-reply@kettlefell.example>", 26, "sans", GRAY)
    page.text(1170, 118, sent, 26, "sans", GRAY, "ra")
    page.logo(70, 240, 68)
    return page


def _order_lines(page: Sheet, y: float, rows: list[tuple[str, str, str]]) -> float:
    page.rule(70, y, 1170, INK, 2)
    for words, size, price in rows:
        page.row([(70, words), (800, size), (-1170, price)], y + 20, 30)
        y += 62
    page.rule(70, y + 14, 1170, INK, 2)
    return y + 30


def confirmation_before() -> Image.Image:
    """Codes, shouting, and no day."""
    page = _mail("Your order K-418-2093 has been entered", "Fri, Mar 14, 7:42 PM")
    y = page.para(70, 400, 1100, "DEAR CUSTOMER,\nYOUR ORDER HAS BEEN ENTERED INTO OUR SYSTEM.", 34, "mono")
    y = page.para(70, y + 20, 1100, "Status: RELEASED/1. Do not reply to this message.", 30, "mono", GRAY)
    rows = [("KF-118-JKT-FGR", "M", "189.00"), ("KF-204-SWT-MUS  B/O 1", "L", "98.00"), ("SHP/STD", "", "11.95")]
    y = _order_lines(page, y + 40, rows)
    page.row([(70, "TOTAL (EXCL. ADJ.)"), (-1170, "298.95")], y + 8, 34, "bold")
    page.box(70, y + 110, 1170, y + 300, fill=PALE)
    page.text(620, y + 165, "Ships in 5 to 7 business days", 48, "slabbold", INK, "mm")
    page.text(620, y + 240, "Delivery times are estimates and not guaranteed.", 28, "sans", GRAY, "mm")
    terms = (
        "Orders cannot be changed once entered. For questions about your order please consult the 60 answers "
        "in our help "
        "pages. Charges may appear in separate amounts. B/O: see back-order notice, mailed separately."
    )
    page.para(70, y + 360, 1100, terms, 25, "narrow", GRAY)
    return page.image


def confirmation_after() -> Image.Image:
    """The named day in large letters; still no way to change the order."""
    page = _mail("It comes on Tuesday, October 20", "Thu, Oct 15, 7:42 PM")
    page.box(70, 370, 1170, 640, fill=GREEN, radius=18)
    page.text(620, 440, "Your parcel comes on", 40, "slab", "white", "mm")
    page.text(620, 545, "Tuesday, October 20", 96, "slabbold", "white", "mm")
    y = page.para(70, 690, 1100, "Thank you for your order K-722-5108. This is what we are packing:", 34, "slab")
    rows = [("Tarnwick parka, forest green", "M", "$189.00"), ("Birchrun fleece, rust", "M", "$79.00")]
    y = _order_lines(page, y + 20, [*rows, ("Shipping", "", "free")])
    page.row([(70, "You pay"), (-1170, "$268.00")], y + 8, 40, "slabbold", GREEN)
    y = page.para(70, y + 120, 1100, "If the day should move, we write to you before you wait.", 36, "slab")
    page.box(70, y + 40, 1170, y + 190, line=GRAY, radius=12)
    page.text(100, y + 64, "Something to change?", 34, "bold")
    page.text(100, y + 120, "Please call within business hours. Orders cannot be changed online.", 30, "sans", GRAY)
    return page.image


def invoice() -> Image.Image:
    """An invoice with three totals, one in codes."""
    page = Sheet.blank(1240, 1600, "white")
    page.logo(80, 80, 72)
    page.text(1160, 90, "INVOICE", 70, "bold", INK, "ra")
    page.text(1160, 176, "No. 26-1009-88417 / C-118302", 28, "mono", GRAY, "ra")
    page.row([(80, "Pos"), (180, "Article"), (640, "Qty"), (760, "Adj"), (-1160, "Amount USD")], 330, 30, "bold")
    page.rule(80, 378, 1160, INK, 3)
    lines = [
        ("010", "KF-118-JKT-FGR-M", "1", "A2", "189.00"), ("020", "KF-204-SWT-MUS-L", "0", "B/O", "0.00"),
        ("021", "SUB 02 KF-206", "1", "S", "104.00"), ("030", "SHP/STD", "1", "", "11.95"),
        ("040", "PRM FROSTY", "1", "NV", "0.00"), ("050", "ADJ LINE 021", "1", "A7", "-6.00"),
    ]  # fmt: skip
    for place, (pos, article, quantity, code, amount) in enumerate(lines):
        cells = [(80.0, pos), (180.0, article), (640.0, quantity), (760.0, code), (-1160.0, amount)]
        page.row(cells, 404 + place * 64, 32, "mono")
    page.rule(80, 800, 1160, INK, 3)
    totals = [("Subtotal goods", "293.00"), ("Total incl. SHP excl. ADJ", "304.95"), ("Amount due", "298.95")]
    for place, (label, amount) in enumerate(totals):
        page.row([(560, label), (-1160, amount)], 830 + place * 66, 36, "bold" if place == 2 else "sans")
    page.para(80, 1090, 1080, "Your card has been charged in two amounts: 194.95 and 104.00.", 36, "sans")
    note = (
        "Key: A2 price list 2; A7 see line; B/O back order; NV not valid for this selection; S substitute. "
        "This invoice is "
        "sent separately from the goods. Please keep with packing slip. Questions in writing only, within 10 days."
    )
    page.para(80, 1230, 1080, note, 28, "narrow", GRAY)
    page.text(80, 1510, "KF/FIN-12 rev. 9", 24, "mono", GRAY)
    return page.image


def gift_card() -> Image.Image:
    """A pretty card with a code that nobody can type."""
    card = Sheet.blank(1160, 730, GREEN)
    for hill, color in enumerate(("#2b5f49", "#35705a", "#41836b")):
        top = 430 + hill * 70
        points = [
            (0, top + 90),
            (260 + hill * 90, top - 70),
            (560, top + 60),
            (840 - hill * 70, top - 100),
            (1160, top + 40),
        ]
        card.draw.polygon([*points, (1160, 730), (0, 730)], fill=color)
    card.logo(70, 70, 80, CREAM)
    card.text(1090, 96, "$75", 110, "slabbold", CREAM, "ra")
    card.text(70, 290, "A gift for you", 84, "slabbold", "#e8c77a")
    card.box(70, 540, 1090, 640, fill=CREAM, radius=10)
    card.text(580, 590, "KO0I-l1O0-OIl0-1I0O", 62, "monobold", INK, "mm")
    card.text(
        580,
        672,
        "Enter as voucher, not as promo code or key. Not with other codes. Void after 12 months.",
        24,
        "sans",
        CREAM,
        "mm",
    )
    mask = Image.new("L", card.image.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 1159, 729), 44, fill=255)
    return textured(laid(desk(1600, 1060, "#a08a6e", "gift"), card.image, 190, 110, -4, mask), "gift-grain", 0.08)


ARTIFACTS = [
    Artifact(
        "basket.png", "order", "checkout", "Basket after signing in",
        "Web checkout at step three: error 419, and the basket that was full before signing in is empty.",
        "2025-11-27", basket,
    ),
    Artifact(
        "order-confirmation-2024.png", "order", "confirmation", "Order confirmation",
        "Order confirmation in codes and capitals: ships in 5 to 7 business days, not guaranteed.",
        "2023-05-01", confirmation_before,
    ),
    Artifact(
        "order-confirmation-2025.png", "order", "confirmation", "Order confirmation",
        "Order confirmation that names the day in large letters; a change still needs a call in business hours.",
        "2025-04-07", confirmation_after,
    ),
    Artifact(
        "invoice.png", "order", "confirmation", "Invoice",
        "Invoice with three different totals, a substitute nobody asked for, and a key to the codes in small print.",
        "2024-02-01", invoice,
    ),
    Artifact(
        "gift-card.jpg", "order", "checkout", "Gift card",
        "Gift card of 75 dollars whose code is made of zeros, letters O, ones and letters l.",
        "2024-10-01", gift_card,
    ),
]  # fmt: skip
