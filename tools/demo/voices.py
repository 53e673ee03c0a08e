"""Who says something where: sources, their channels, hours and weekdays, and which kind of text each brings."""

import random
from dataclasses import dataclass

CATEGORY_TOUCHPOINT = {
    "color-off": "product-page", "catalog-wrong": "catalog", "not-found": "product-page",
    "chart-misleads": "size-chart", "fit-varies": "size-chart", "guessed-size": "size-chart",
    "basket-lost": "checkout", "code-refused": "checkout", "mistyped": "confirmation",
    "late": "delivery-day", "no-date": "backorder", "left-out": "delivery-day",
    "wrong-item": "right-item", "missing-item": "right-item", "crushed": "packing", "slip-codes": "packing",
    "seam-zip": "durability", "shrank": "durability", "washed-hot": "durability", "repair-slow": "repair",
    "refund-slow": "refund", "form-hard": "return-form", "label-fails": "return-form",
    "long-hold": "phone", "tell-again": "solved", "no-callback": "solved", "unfriendly": "phone",
    "good-product": "durability", "good-people": "phone", "good-speed": "delivery-day", "idea": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A place where the company hears something, with its habits."""

    name: str
    channel: str
    #: How often a text is a note, terse, short, medium or long, or in another language.
    forms: dict[str, float]
    #: Weights from Monday to Sunday.
    weekdays: tuple[float, ...]
    first_hour: int
    last_hour: int
    #: The share of items that name a customer.
    known: float


CALL = Source(
    "Call log", "call", {"n": 0.62, "short": 0.22, "medium": 0.16}, (1.5, 1.2, 1.1, 1.0, 1.05, 0.5, 0.12), 8, 19, 0.92
)
RETURNS = Source(
    "Returns desk", "return", {"n": 0.66, "terse": 0.22, "short": 0.12}, (1.6, 1.3, 1.1, 1, 1, 0.15, 0.02), 7, 16, 0.95
)
WEB = Source(
    "Web form",
    "web",
    {"short": 0.36, "medium": 0.42, "long": 0.16, "other": 0.06},
    (1.2, 1.1, 1, 1, 0.8, 0.8, 1.25),
    6,
    23,
    0.9,
)
EMAIL = Source(
    "E-mail",
    "email",
    {"short": 0.2, "medium": 0.45, "long": 0.3, "other": 0.05},
    (1.3, 1.1, 1, 1, 0.9, 0.6, 1.0),
    6,
    23,
    0.96,
)
STORE = Source("Store notes", "store", {"n": 0.7, "short": 0.3}, (0.7, 0.7, 0.8, 0.9, 1.2, 2.0, 1.0), 10, 18, 0.35)
SURVEY = Source(
    "Survey comments",
    "survey",
    {"terse": 0.4, "short": 0.4, "medium": 0.16, "other": 0.04},
    (1, 1.1, 1.1, 1, 0.9, 0.9, 1),
    7,
    22,
    0.85,
)
SOCIAL = Source(
    "Social", "social", {"terse": 0.5, "short": 0.42, "other": 0.08}, (1, 0.9, 0.9, 0.9, 1, 1.3, 1.4), 8, 23, 0.08
)
LETTER = Source("Letters", "letter", {"long": 0.85, "medium": 0.15}, (1.4, 1.1, 1, 1, 1, 0.3, 0.0), 9, 15, 0.8)
STAFF = Source("Staff notes", "staff", {"s": 1.0}, (1.1, 1, 1, 1, 1, 0.5, 0.2), 7, 18, 0.0)
PARTNER = Source("Partner line", "other", {"p": 1.0}, (1.2, 1, 1, 1, 0.9, 0.1, 0.0), 8, 17, 0.0)

SOURCE_WEIGHTS: dict[str, list[tuple[Source, float]]] = {
    "look": [(WEB, 30), (EMAIL, 18), (SURVEY, 22), (SOCIAL, 14), (CALL, 10), (STORE, 6), (LETTER, 2)],
    "choose": [(RETURNS, 34), (WEB, 18), (SURVEY, 18), (CALL, 14), (STORE, 10), (SOCIAL, 6), (EMAIL, 6)],
    "order": [(CALL, 36), (WEB, 30), (EMAIL, 14), (SOCIAL, 10), (SURVEY, 12), (STORE, 2)],
    "wait": [(CALL, 42), (WEB, 18), (EMAIL, 14), (SOCIAL, 12), (SURVEY, 14), (STORE, 2), (LETTER, 1)],
    "open": [(CALL, 28), (RETURNS, 26), (WEB, 16), (EMAIL, 10), (SURVEY, 12), (SOCIAL, 8), (LETTER, 1)],
    "wear": [(RETURNS, 30), (STORE, 16), (EMAIL, 16), (WEB, 14), (SURVEY, 14), (CALL, 10), (SOCIAL, 7), (LETTER, 3)],
    "return": [(CALL, 40), (WEB, 20), (EMAIL, 18), (SURVEY, 14), (SOCIAL, 6), (RETURNS, 8), (LETTER, 1)],
    "help": [(CALL, 30), (SURVEY, 26), (EMAIL, 18), (SOCIAL, 14), (WEB, 12), (STORE, 4), (LETTER, 2)],
}

#: The figure a customer names in a category: days, weeks, minutes or a count, before and after the turn.
SPANS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "late": ((2, 11), (2, 4)),
    "no-date": ((3, 14), (3, 14)),
    "refund-slow": ((11, 33), (7, 12)),
    "form-hard": ((15, 45), (8, 15)),
    "repair-slow": ((3, 9), (3, 9)),
    "seam-zip": ((2, 11), (2, 11)),
    "long-hold": ((11, 55), (11, 55)),
    "tell-again": ((3, 5), (3, 8)),
    "no-callback": ((2, 9), (2, 9)),
    "label-fails": ((12, 70), (12, 70)),
    "good-speed": ((2, 4), (2, 4)),
    "good-people": ((3, 9), (3, 9)),
    "wrong-item": ((40, 60), (50, 75)),
    "slip-codes": ((12, 88), (12, 88)),
}


def pick_source(stage: str, chance: random.Random) -> Source:
    """A customer's way to speak at this stage, by how common it is there."""
    sources = [source for source, _ in SOURCE_WEIGHTS[stage]]
    return chance.choices(sources, [weight for _, weight in SOURCE_WEIGHTS[stage]])[0]


def pick_form(source: Source, chance: random.Random) -> str:
    """A kind of text of this source, by how common it is there."""
    return chance.choices(list(source.forms), list(source.forms.values()))[0]
