"""What customers get when they ask for help."""

from PIL import Image

from .artifact import Artifact
from .drawing import GRAY, GREEN, INK, PALE, RUST, Sheet, desk, laid, textured

_CHAT = (
    ("them", "You are number 11 in line."),
    ("them", "You are number 12 in line."),
    ("them", "Hi! Please enter your order number."),
    ("me", "K-903-1174. My parcel holds the wrong sweater, and I have called three times."),
    ("them", "I am sorry to hear that! Please enter your order number."),
    ("me", "K-903-1174"),
    ("them", "Thank you. I have passed this on to the warehouse. Is there anything else?"),
    ("me", "Who will send the right one, and when?"),
    ("them", "This chat has been closed. How did we do? Please rate 1 to 5."),
)


def chat() -> Image.Image:
    """The same number asked twice, passed on, closed."""
    page = Sheet.blank(1240, 1480, "#f4f5f3")
    page.box(0, 0, 1240, 120, fill=GREEN)
    page.text(60, 60, "Kettlefell chat", 52, "slabbold", "white", "lm")
    page.text(1180, 60, "Case 3 of 3", 34, "sans", "white", "rm")
    y = 160.0
    for who, words in _CHAT:
        mine = who == "me"
        x = 420 if mine else 60
        probe = Sheet.blank(10, 10)
        height = probe.para(0, 0, 680, words, 38)
        page.box(x, y, x + 760, y + height + 44, fill="#d5e6d8" if mine else "white", radius=22)
        page.para(x + 38, y + 20, 690, words, 38, "sans", INK)
        y += height + 66
    return page.image


def apology_letter() -> Image.Image:
    """A form letter whose blanks stayed blank."""
    page = Sheet.blank(1240, 1600, "white")
    page.logo(90, 90, 72)
    page.text(1150, 160, "[DATE]", 36, "serif", RUST, "ra")
    words = (
        "Dear [FIRSTNAME],\n \nThank you for your recent contact regarding [TOPIC]. We are sorry if you feel that your "
        "experience did not meet your expectations.\n \nYour satisfaction is our highest priority. We have passed your "
        "comments to the relevant department, which will use them for training purposes.\n \nAs a token of our regret "
        "please find enclosed a voucher for 5% (not valid for this selection).\n \nWe consider this matter closed.\n \n"
        "Warmly,"
    )
    y = page.para(90, 340, 1060, words, 44, "serif")
    page.text(90, y + 10, "Your Kettlefell Team", 90, "hand", GREEN)
    page.text(90, y + 150, "Encl.: none", 32, "serif", GRAY)
    page.text(90, 1510, "KF/SV-2 template B, approved 2019", 26, "mono", GRAY)
    return page.image


def callback_note() -> Image.Image:
    """A yellow note that fell behind the keyboard."""
    ground = desk(1500, 1200, "#c9bfae", "service-desk")
    board = Sheet.blank(1300, 330, "#2b2d31")
    for row in range(4):
        for key in range(17):
            left, top = 26 + key * 74 + row * 8, 24 + row * 74
            board.box(left, top, left + 62, top + 62, fill="#45484e", line="#1c1d20", radius=8)
    note = Sheet.blank(640, 640, "#f5e27a")
    for place, words in enumerate(("CALL BACK!!", "C-117204", "refund, 3rd time", "promised: Tues", "(which?)")):
        note.text(50, 50 + place * 112, words, 108 if place == 0 else 92, "hand", "#24366e")
    laid(ground, textured(note.image, "note", 0.12), 420, 90, -9)
    return textured(laid(ground, board.image, 90, 760, 1), "desk-grain", 0.12)


def phone_menu() -> Image.Image:
    """The card with the menu of the phone line."""
    card = Sheet.blank(1100, 1360, "white")
    card.box(0, 0, 1100, 190, fill=GREEN)
    card.text(550, 95, "We are here for you", 78, "slabbold", "white", "mm")
    choices = (
        ("1", "Hear our new offers"), ("2", "Order from the catalog"), ("3", "Gift cards"), ("4", "Store hours"),
        ("5", "Careers"), ("6", "Press and investors"), ("7", "All other questions"),
    )  # fmt: skip
    for place, (key, words) in enumerate(choices):
        top = 240 + place * 112
        card.box(70, top, 160, top + 90, fill=PALE, radius=14)
        card.text(115, top + 45, key, 54, "bold", INK, "mm")
        card.text(200, top + 45, words, 50, "slab", INK, "lm")
    card.text(200, 1040, "(currently about 25 minutes)", 38, "italic", RUST)
    card.rule(70, 1110, 1030, GRAY, 2)
    card.para(
        70,
        1140,
        960,
        "Monday to Friday, 9 to 5. Please have ready: order number, customer number, invoice number, and the "
        "CD code from your packing slip.",
        34,
        "sans",
        GRAY,
    )
    return textured(laid(desk(1400, 1640, "#7e8b86", "menu"), card.image, 150, 130, 2), "menu-grain", 0.1)


ARTIFACTS = [
    Artifact(
        "chat.png", "help", "phone", "Chat transcript",
        "Chat in which the place in line grows, the order number is asked for twice, and the chat closes "
        "before an answer.",
        "2026-03-02", chat,
    ),
    Artifact(
        "apology-letter.png", "help", "solved", "Apology letter",
        "Form letter to [FIRSTNAME] about [TOPIC] that passes the matter on and calls it closed.",
        "2024-06-01", apology_letter,
    ),
    Artifact(
        "callback-note.jpg", "help", "solved", "Callback note",
        "Yellow note behind a keyboard: call back, third time, promised Tuesday, and nobody knows which.",
        "2026-09-22", callback_note,
    ),
    Artifact(
        "phone-menu.jpg", "help", "phone", "Phone menu card",
        "Card of the phone menu: seven choices, none of them about a parcel, the last one with a wait of 25 minutes.",
        "2025-01-15", phone_menu,
    ),
]  # fmt: skip
