"""What customers need to send something back, and what they get for it."""

from PIL import Image

from .artifact import Artifact
from .drawing import CREAM, GRAY, GREEN, INK, PALE, RUST, Sheet, desk, laid, textured

_STEPS = (
    ("1", "Enter article number from INVOICE (not packing slip) and line code CD.", "ART / LN / CD"),
    ("2", "Enter reason code (see table overleaf). One code per line. Do not describe.", "CODE"),
    ("3", "Enter RMA no. Forms without RMA no. will be held.", "RMA"),
    ("4", "To obtain an RMA no., write to Returns Dept. with a copy of this form. Allow 10 days.", "DATE"),
)


def return_form_before() -> Image.Image:
    """Four steps; the third needs what the fourth explains how to get."""
    form = Sheet.blank(1240, 1600, "white")
    form.logo(70, 60, 60, INK)
    form.text(1170, 66, "RETURN FORM KF/RT-4", 46, "bold", INK, "ra")
    form.text(1170, 128, "Complete in block letters, in black ink, in duplicate", 26, "sans", GRAY, "ra")
    for place, (number, words, field) in enumerate(_STEPS):
        top = 210 + place * 250
        form.box(70, top, 1170, top + 230, line=INK, width=3)
        form.box(70, top, 170, top + 230, fill=INK)
        form.text(120, top + 115, number, 90, "bold", "white", "mm")
        form.para(195, top + 16, 950, words, 34, "bold")
        form.text(195, top + 130, field, 24, "mono", GRAY)
        for cell in range(14):
            left = 420 + cell * 52
            form.box(left, top + 124, left + 48, top + 196, line=GRAY, width=2)
    codes = "11 NR  12 DF  13 DF/S  14 SZ-  15 SZ+  16 CLR  17 SZ/V  18 OTH(R)  19 OTH(N)  20 WPK  21 LTE  22 FIT"
    form.para(70, 1230, 1100, codes, 32, "mono")
    rules = (
        "Fold along the dotted line so that the address shows. Do not use staples. Postage to be paid by "
        "sender. Refund "
        "within 21 working days after inspection, less handling. Cut label along the line and attach with tape."
    )
    form.para(70, 1340, 1100, rules, 28, "narrow", INK)
    form.draw.line([(70 + step * 22, 1470) for step in range(50)], fill=GRAY, width=1)
    for step in range(50):
        form.draw.line((70 + step * 22, 1470, 80 + step * 22, 1470), fill=INK, width=4)
    form.text(620, 1520, "cut here", 26, "italic", GRAY, "mm")
    return form.image


def return_form_after() -> Image.Image:
    """One question, one label; gifts still need a call."""
    form = Sheet.blank(1240, 1400, CREAM)
    form.logo(80, 80, 72)
    form.text(80, 250, "Sending something back?", 84, "slabbold", GREEN)
    form.text(80, 370, "What was wrong?", 56, "slabbold")
    for place, words in enumerate(
        ("too small", "too large", "not as pictured", "not the right thing", "broken", "changed my mind")
    ):
        x, y = 80 + (place % 2) * 560, 470 + (place // 2) * 110
        form.box(x, y, x + 64, y + 64, line=GREEN, width=5, radius=8)
        form.text(x + 92, y + 6, words, 46, "slab")
    form.text(80, 812, "Put this slip in the box, stick on the label, hand it to any driver.", 36, "slab")
    form.box(80, 890, 1160, 1180, fill="white", line=GREEN, width=4, radius=16)
    form.bars(120, 930, 560, 170, "return-slip")
    form.text(120, 1116, "K-722-5108", 38, "mono")
    form.text(730, 950, "Your money", 56, "slabbold", GREEN)
    form.text(730, 1016, "starts with the", 44, "slab")
    form.text(730, 1070, "driver's scan.", 44, "slab")
    form.text(80, 1240, "A gift, and no slip? Please call us within business hours.", 36, "slab", GRAY)
    return form.image


def return_label() -> Image.Image:
    """A label with its bar code in the fold and a date that has passed."""
    label = Sheet.blank(1240, 820, "white")
    label.box(10, 10, 1230, 810, line=INK, width=5)
    label.text(50, 50, "RETURN", 90, "bold")
    label.text(1190, 62, "R-14", 70, "monobold", INK, "ra")
    label.text(50, 170, "Kettlefell Returns, Dock 3, 100 Example Road", 38)
    label.rule(10, 240, 1230, INK, 4)
    label.bars(60, 280, 1120, 260, "return-label")
    label.text(620, 556, "9 2210 0441 8842 0017", 40, "mono", INK, "ma")
    label.rule(10, 620, 1230, INK, 4)
    label.text(50, 650, "Valid until 09/30/2026", 56, "bold", RUST)
    label.text(50, 740, "Drop off at participating counters only. Nearest: 41 miles.", 36)
    smear = label.image.crop((640, 280, 1180, 540)).resize((90, 260)).resize((540, 260))
    label.image.paste(Image.blend(label.image.crop((640, 280, 1180, 540)), smear, 0.6), (640, 280))
    for step, tone in enumerate(("#ecece8", "#c9c9c4", "#a3a39d", "#dcdcd8", "#f6f6f4")):
        label.draw.line((608 + step * 6, 0, 600 + step * 6, 820), fill=tone, width=6)
    board = textured(Image.new("RGB", (1600, 1120), "#b98d5c"), "return-board", 0.4, 0.8)
    return laid(board, label.image, 170, 130, 1.5)


def refund_letter() -> Image.Image:
    """A letter that explains why the money is not there."""
    page = Sheet.blank(1240, 1600, "white")
    page.logo(90, 90, 72)
    page.text(1150, 110, "Accounts Department", 34, "serif", INK, "ra")
    page.text(1150, 160, "July 9, 2025", 34, "serif", INK, "ra")
    page.text(90, 330, "Our reference: RCVD/INSP/Q-88417", 34, "mono", GRAY)
    words = (
        "Dear Sir or Madam,\n \nWe confirm that your return has reached our premises and has been placed in "
        "the inspection "
        "queue.\n \nSubject to a positive outcome of the inspection, a credit will be initiated. Credits are "
        "processed in "
        "weekly runs and may take up to 21 working days to be visible on your account. Handling and postage will be "
        "deducted.\n \nPlease refrain from further inquiries, as these delay the process.\n \nYours faithfully,"
    )
    y = page.para(90, 420, 1060, words, 42, "serif")
    page.text(90, y + 30, "Accounts Department", 42, "serif")
    page.text(90, y + 84, "(This letter was produced by machine and is valid without a signature.)", 30, "serif", GRAY)
    page.stamp(760, 1330, "IN QUEUE", 72, RUST, 12)
    return page.image


def refund_mail() -> Image.Image:
    """The mail that goes out with the driver's scan."""
    page = Sheet.blank(1240, 1160, "white")
    page.box(0, 0, 1240, 200, fill="#f1f1ef")
    page.text(70, 44, "Your $79.00 is on its way", 48, "bold")
    page.text(70, 122, "Kettlefell Outfitters <no-reply@kettlefell.example>", 26, "sans", GRAY)
    page.text(1170, 122, "Wed, Oct 14, 4:15 PM", 26, "sans", GRAY, "ra")
    page.logo(70, 250, 68)
    page.text(70, 390, "$79.00", 150, "slabbold", GREEN)
    page.para(
        70,
        570,
        1100,
        "The driver has scanned your return, so we have sent your money back to your card. Most banks show "
        "it by Monday, October 19.",
        42,
        "slab",
    )
    page.box(70, 790, 1170, 910, fill=PALE, radius=12)
    page.text(104, 850, "Birchrun fleece, rust, M: too small", 38, "sans", INK, "lm")
    page.para(
        70,
        960,
        1100,
        "Closed the card since? This message cannot take replies; please write to Accounts.",
        34,
        "sans",
        GRAY,
    )
    return page.image


def receipt() -> Image.Image:
    """A till receipt that refuses what was bought online."""
    strip = Sheet.blank(640, 1400, "#fbfaf5")
    strip.text(320, 60, "KETTLEFELL", 64, "monobold", INK, "ma")
    strip.text(320, 140, "STORE 07   TILL 2", 36, "mono", INK, "ma")
    strip.text(320, 190, "10/17/2026  11:26 AM", 36, "mono", INK, "ma")
    lines = [
        ("RTN KF-140-FLC-M", "-79.00"),
        ("REFUSED: WEB ORDER", "79.00"),
        ("KF-140-FLC-L", "79.00"),
        ("TAX", "5.53"),
        ("TOTAL", "84.53"),
    ]
    for place, (words, amount) in enumerate(lines):
        face = "monobold" if place in {1, 4} else "mono"
        strip.row([(40, words), (-600, amount)], 290 + place * 76, 36, face, RUST if place == 1 else INK)
    strip.rule(40, 690, 600, INK, 3)
    terms = (
        "Web orders: return by mail only.\nExchanges: same store, same day, with hang tag.\nRefunds: store "
        "credit.\nPrice as of today."
    )
    strip.para(40, 730, 570, terms, 36, "mono")
    strip.bars(90, 1100, 460, 110, "receipt")
    strip.text(320, 1240, "Thank you for shopping", 38, "mono", INK, "ma")
    strip.text(320, 1290, "with the outdoors", 38, "mono", INK, "ma")
    return textured(laid(desk(1100, 1600, "#6b5a48", "till"), strip.image, 220, 80, 2), "receipt-grain", 0.12)


ARTIFACTS = [
    Artifact(
        "return-form-2022.png", "return", "return-form", "Return form",
        "Return form in four steps: step three asks for a number that step four says takes ten days to get.",
        "2022-03-01", return_form_before,
    ),
    Artifact(
        "return-form-2025.png", "return", "return-form", "Return form",
        "Return slip with one question and one label; a gift without a slip still needs a call.",
        "2025-10-06", return_form_after,
    ),
    Artifact(
        "return-label.jpg", "return", "return-form", "Return label",
        "Return label with its bar code smeared in the fold, expired, and the nearest counter 41 miles away.",
        "2026-08-31", return_label,
    ),
    Artifact(
        "refund-letter-2023.png", "return", "refund", "Refund message",
        "Letter that puts a refund into an inspection queue for up to 21 working days and asks not to inquire.",
        "2023-01-09", refund_letter,
    ),
    Artifact(
        "refund-message-2025.png", "return", "refund", "Refund message",
        "Message sent with the driver's scan: the money is on its way and the day is named; replies are not read.",
        "2025-10-06", refund_mail,
    ),
    Artifact(
        "store-receipt.jpg", "return", "refund", "Store receipt",
        "Till receipt on which the return of a web order is refused, so that the customer pays twice.",
        "2026-06-01", receipt,
    ),
]  # fmt: skip
