"""What customers receive while they wait."""

import math

from PIL import Image, ImageDraw, ImageFilter

from .artifact import Artifact
from .drawing import GRAY, INK, RUST, Sheet, desk, laid, textured


def overstock_notice() -> Image.Image:
    """A card that says overstock where it means sold out, and no date."""
    card = Sheet.blank(1300, 900, "#f3e7b6")
    card.box(20, 20, 1280, 880, line=INK, width=4)
    card.logo(60, 56, 60, INK)
    card.text(1240, 66, "OVERSTOCK NOTICE", 64, "bold", INK, "ra")
    card.text(1240, 142, "Third notice", 34, "sans", RUST, "ra")
    card.rule(60, 210, 1240, INK, 3)
    rows = [
        ("Article", "KF-204-SWT-MUS-L"),
        ("Status", "B/O 1  TBA/S"),
        ("Quantity", "1"),
        ("Expected", "to be advised"),
    ]
    for place, (label, words) in enumerate(rows):
        card.text(60, 246 + place * 78, label, 42, "sans", GRAY)
        bold = label == "Expected"
        card.text(400, 246 + place * 78, words, 52 if bold else 42, "monobold" if bold else "mono")
    card.para(60, 590, 1180, "The above article is subject to overstock. Your account has been charged.", 36)
    card.box(60, 690, 110, 740, line=INK, width=4)
    card.text(130, 694, "Cancel (allow 14 days)", 38)
    card.box(640, 690, 690, 740, line=INK, width=4)
    card.text(710, 694, "Keep waiting", 38)
    card.text(60, 790, "No action required. Do not call; our agents see the same information.", 32, "italic", GRAY)
    return textured(laid(desk(1600, 1160, "#7d6f60", "overstock"), card.image, 140, 100, 2.5), "card", 0.12)


def tracking() -> Image.Image:
    """A tracking page on a phone where nothing moves."""
    phone = Sheet.blank(760, 1480, "white")
    phone.box(0, 0, 760, 130, fill="#3b3f4a")
    phone.text(380, 66, "Parcel tracking", 50, "bold", "white", "mm")
    phone.text(50, 170, "K-655-3120", 40, "mono")
    phone.text(50, 236, "In transit", 84, "bold", "#3b3f4a")
    phone.text(50, 350, "Estimated: pending", 40, "sans", RUST)
    phone.draw.line((85, 470, 85, 1180), fill="#c9ccd4", width=8)
    events = [
        ("Dec 19  2:14 AM", "In transit to next facility"), ("Dec 18  2:14 AM", "In transit to next facility"),
        ("Dec 17  2:14 AM", "In transit to next facility"), ("Dec 16  9:40 PM", "In transit, arriving late"),
        ("Dec 12  4:05 PM", "Label created"),
    ]  # fmt: skip
    for place, (when, what) in enumerate(events):
        y = 470 + place * 172
        phone.draw.ellipse((65, y, 105, y + 40), fill="#3b3f4a" if place == 0 else "#c9ccd4")
        phone.text(140, y - 6, what, 40, "bold" if place == 0 else "sans")
        phone.text(140, y + 46, when, 34, "sans", GRAY)
    phone.text(380, 1400, "Shipper has not given a delivery day.", 34, "italic", GRAY, "mm")
    frame = Image.new("RGB", (820, 1560), "#17181a")
    frame.paste(phone.image, (30, 40))
    rounded = Image.new("L", frame.size, 0)
    ImageDraw.Draw(rounded).rounded_rectangle((0, 0, 819, 1559), 70, fill=255)
    return laid(desk(1120, 1700, "#8f99a3", "tracking"), frame, 150, 60, 0, rounded)


def delivery_card() -> Image.Image:
    """A wet card from the driver with a scrawl nobody can read."""
    card = Sheet.blank(1040, 1300, "#fbfbf6")
    card.box(0, 0, 1040, 190, fill="#c8452d")
    card.text(520, 95, "Sorry we missed you!", 84, "bold", "white", "mm")
    for place, label in enumerate(("Date", "Time", "Left with", "Notes")):
        card.text(60, 270 + place * 150, label, 40, "sans", GRAY)
        card.rule(300, 330 + place * 150, 980, GRAY, 2)
    card.text(320, 258, "12/18", 82, "hand", "#24366e")
    card.text(320, 408, "8am - 6pm", 82, "hand", "#24366e")
    card.text(320, 558, "safe place", 82, "hand", "#24366e")
    scrawl = [(330 + step * 2.6, 745 + 26 * math.sin(step / 5.1) + 9 * math.cos(step / 2.3)) for step in range(170)]
    card.draw.line(scrawl, fill="#24366e", width=6, joint="curve")
    for place, label in enumerate(("Neighbor", "Safe place", "Depot", "Returned")):
        x, y = 60 + (place % 2) * 470, 880 + (place // 2) * 110
        card.box(x, y, x + 60, y + 60, line=INK, width=4)
        card.text(x + 85, y + 6, label, 44)
    card.text(540, 812, "x", 110, "hand", "#24366e")
    card.text(60, 1130, "To rebook, call within 24 hours of this card.", 38, "bold")
    card.text(60, 1190, "The number is on our website.", 38)
    wet = Image.new("L", card.image.size, 0)
    ImageDraw.Draw(wet).ellipse((620, 420, 1180, 1010), fill=70)
    wet = wet.filter(ImageFilter.GaussianBlur(30))
    card.image.paste(Image.new("RGB", card.image.size, "#8fa3ad"), (0, 0), wet)
    return textured(laid(desk(1300, 1560, "#5c4a3a", "doormat"), card.image, 110, 110, -4), "wet-card", 0.14)


ARTIFACTS = [
    Artifact(
        "overstock-notice.jpg", "wait", "backorder", "Overstock notice",
        "Third overstock notice for a sweater that is sold out: expected, to be advised, and the account is charged.",
        "2022-09-01", overstock_notice,
    ),
    Artifact(
        "tracking-page.jpg", "wait", "delivery-day", "Tracking page",
        "Tracking page on a phone that says in transit four days in a row and gives no delivery day.",
        "2024-11-15", tracking,
    ),
    Artifact(
        "delivery-card.jpg", "wait", "delivery-day", "Delivery card",
        "Water-stained delivery card: between eight and six, left in a safe place that nobody can read.",
        "2025-12-01", delivery_card,
    ),
]  # fmt: skip
