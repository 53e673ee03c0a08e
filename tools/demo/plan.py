"""The demo room's plan: silos, stages, touchpoints, KPIs, surveys and and categories."""

from dataclasses import dataclass, field

COMPANY = "Kettlefell Outfitters"


@dataclass(frozen=True, slots=True)
class Silo:
    """A function of the company."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A step in the customer's words, with what the company promises of it."""

    code: str
    name: str
    promise: str


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """A contact within a stage; all fifteen are moments of truth and carry a rank."""

    code: str
    stage: str
    name: str
    rank: int
    silos: list[str]


@dataclass(frozen=True, slots=True)
class Kpi:
    """A measured figure of a touchpoint; `pair` names the KPI on the other side of the company and customer pair."""

    code: str
    touchpoint: str
    name: str
    unit: str
    direction: str
    target: float
    layer: str
    orientation: str
    cadence: str
    decimals: int
    owner: str
    pair: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """A question put to customers after a stage."""

    code: str
    name: str
    method: str
    scale_min: int
    scale_max: int
    question: str
    stage: str
    touchpoint: str


@dataclass(frozen=True, slots=True)
class Category:
    """What a piece of feedback is about, with where its cause lies."""

    code: str
    name: str
    cause: str
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All the nouns of the room in display order."""

    silos: list[Silo] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    touchpoints: list[Touchpoint] = field(default_factory=list)
    kpis: list[Kpi] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)


SILOS = [
    Silo("merchandising", "Merchandising"),
    Silo("product", "Product & quality"),
    Silo("marketing", "Marketing"),
    Silo("website", "Website"),
    Silo("warehouse", "Warehouse"),
    Silo("transport", "Transport"),
    Silo("service", "Phone & chat"),
    Silo("stores", "Stores"),
    Silo("finance", "Finance"),
]

STAGES = [
    Stage("look", "I look around", "What you see is what you get: true color, true fabric, the whole price."),
    Stage("choose", "I choose my size", "The first size you order is the one you keep."),
    Stage("order", "I order and pay", "Three minutes, no surprises, and a receipt you can read."),
    Stage("wait", "I wait for it", "We name the day, and we keep it."),
    Stage("open", "I open the parcel", "The right thing, whole, and packed as if for a friend."),
    Stage("wear", "I wear and wash it", "Made for ten winters; if a seam gives out, we mend it."),
    Stage("return", "I send it back", "One form, one label, your money in five days."),
    Stage("help", "I ask for help", "A person who knows, who decides, and who calls you back."),
]

TOUCHPOINTS = [
    Touchpoint("catalog", "look", "Catalog in the mailbox", 15, ["marketing", "merchandising"]),
    Touchpoint("product-page", "look", "Product page and photos", 12, ["website", "merchandising", "product"]),
    Touchpoint("size-chart", "choose", "Size chart and fit advice", 4, ["product", "website", "stores", "service"]),
    Touchpoint("checkout", "order", "Basket and checkout", 7, ["website", "finance"]),
    Touchpoint("confirmation", "order", "Order confirmation", 11, ["website", "marketing", "transport"]),
    Touchpoint("delivery-day", "wait", "Delivery on the named day", 1, ["transport", "warehouse", "website"]),
    Touchpoint("backorder", "wait", "Back-order notice", 6, ["merchandising", "service", "marketing"]),
    Touchpoint("right-item", "open", "The right item in the box", 2, ["warehouse", "merchandising", "website"]),
    Touchpoint("packing", "open", "Packing and packing slip", 14, ["warehouse", "finance", "marketing"]),
    Touchpoint("durability", "wear", "Seams, zippers and washing", 8, ["product", "merchandising"]),
    Touchpoint("repair", "wear", "Repair service", 13, ["product", "warehouse", "service"]),
    Touchpoint("return-form", "return", "Return form and label", 5, ["marketing", "warehouse", "transport", "finance"]),
    Touchpoint("refund", "return", "Refund on my account", 3, ["finance", "warehouse", "service"]),
    Touchpoint("phone", "help", "Phone and chat answered", 9, ["service", "finance"]),
    Touchpoint("solved", "help", "Solved the first time", 10, ["service", "warehouse", "finance", "product"]),
]


def _kpi(spec: str) -> Kpi:
    """A KPI from one line of the table below, its twelve fields separated by bars."""
    code, touchpoint, name, unit, direction, target, layer, orientation, decimals, owner, pair = (
        part.strip() for part in spec.split("|")
    )
    return Kpi(
        code,
        touchpoint,
        name,
        unit,
        direction,
        float(target),
        layer,
        orientation,
        "month",
        int(decimals),
        owner,
        pair,
    )


_KPI_TABLE = """
catalog-on-time|catalog|Catalogs out on time|%|up|97|process|company|1|marketing|
true-color|product-page|Looked as pictured|%|up|90|feature|customer|1|merchandising|pages-complete
pages-complete|product-page|Pages with all the facts|%|up|90|operational|company|1|website|true-color
size-returns|size-chart|Sent back for size|%|down|9|feature|customer|1|product|fit-advice
fit-advice|size-chart|Orders with fit advice|%|up|35|process|company|1|website|size-returns
basket-done|checkout|Baskets completed|%|up|62|process|company|1|website|checkout-errors
checkout-errors|checkout|Checkout errors|per 1,000|down|8|operational|customer|1|website|basket-done
confirm-minutes|confirmation|Time to confirmation|minutes|down|5|operational|customer|1|website|
on-the-day|delivery-day|Came on the named day|%|up|94|process|customer|1|transport|parcel-cost
parcel-cost|delivery-day|Cost per parcel|USD|down|7.2|overarching|company|2|transport|on-the-day
backorder-dated|backorder|Back orders with a date|%|up|95|feature|customer|1|merchandising|stock-cover
stock-cover|backorder|Stock in the warehouse|days|down|75|overarching|company|0|merchandising|backorder-dated
right-item|right-item|Right item in the box|%|up|99|process|customer|2|warehouse|lines-per-hour
lines-per-hour|right-item|Lines packed per hour|count|up|58|operational|company|1|warehouse|right-item
parcel-whole|packing|Parcels that came whole|%|up|99|process|customer|2|warehouse|
faults|durability|Faults in the first year|per 1,000|down|7.5|feature|customer|1|product|
repair-days|repair|Days to mend|days|down|15|process|customer|1|product|
form-errors|return-form|Return forms sent in wrong|%|down|5|operational|customer|1|warehouse|return-cost
return-cost|return-form|Cost per return|USD|down|9|overarching|company|2|warehouse|form-errors
refund-days|refund|Days until the refund|days|down|6|process|customer|1|finance|
answer-minutes|phone|Wait for an answer|minutes|down|2.5|operational|customer|1|service|
call-minutes|solved|Length of a call|minutes|down|6|process|company|1|service|solved-first
solved-first|solved|Solved in one contact|%|up|82|overarching|customer|1|service|call-minutes
"""

KPIS = [_kpi(line) for line in _KPI_TABLE.strip().splitlines()]

SURVEYS = [
    Survey(
        "browse", "Site and catalog", "csat", 1, 5, "How satisfied are you with what you found?", "look", "product-page"
    ),
    Survey(
        "size-ease",
        "Easy to choose",
        "ces",
        1,
        7,
        "Kettlefell made it easy for me to choose my size.",
        "choose",
        "size-chart",
    ),
    Survey(
        "checkout-ease", "Easy to order", "ces", 1, 7, "Kettlefell made it easy for me to order.", "order", "checkout"
    ),
    Survey("delivery", "Delivery", "csat", 1, 5, "How satisfied are you with the delivery?", "wait", "delivery-day"),
    Survey(
        "unpacking",
        "First look",
        "csat",
        1,
        5,
        "How satisfied were you when you opened the parcel?",
        "open",
        "right-item",
    ),
    Survey(
        "recommend",
        "Would recommend",
        "nps",
        0,
        10,
        "How likely are you to recommend Kettlefell to a friend?",
        "wear",
        "durability",
    ),
    Survey(
        "returning",
        "Returning",
        "csat",
        1,
        5,
        "How satisfied are you with how we handled your return?",
        "return",
        "refund",
    ),
    Survey(
        "help-ease",
        "Easy to get help",
        "ces",
        1,
        7,
        "Kettlefell made it easy to get my problem solved.",
        "help",
        "solved",
    ),
]

_CATEGORY_TABLE = """
color-off | Color not as pictured | organisation | look
catalog-wrong | Catalog late or doubled | organisation | look
not-found | Cannot find it on the site | organisation | look
chart-misleads | Size chart misleads | organisation | choose
fit-varies | Same size, different fit | organisation | choose
guessed-size | Guessed the size | customer | choose
basket-lost | Basket emptied itself | organisation | order
code-refused | Discount code refused | organisation | order
mistyped | Mistyped the order | customer | order
late | After the named day | organisation | wait
no-date | Back order without a date | organisation | wait
left-out | Left out in the rain | employee | wait
wrong-item | Wrong item in the box | employee | open
missing-item | Item missing | employee | open
crushed | Parcel crushed or torn | organisation | open
slip-codes | Packing slip unreadable | organisation | open
seam-zip | Seam or zipper gave out | organisation | wear
shrank | Shrank or faded | organisation | wear
washed-hot | Washed against the label | customer | wear
repair-slow | Repair takes too long | organisation | wear
refund-slow | Refund takes too long | organisation | return
form-hard | Return form too hard | organisation | return
label-fails | Return label does not scan | organisation | return
long-hold | Long wait on hold | organisation | help
tell-again | Had to tell it all again | organisation | help
no-callback | Nobody called back | employee | help
unfriendly | Unfriendly answer | employee | help
good-product | Well made | organisation | wear
good-people | Kind and capable people | employee | help
good-speed | Quick and as promised | organisation | wait
idea | Idea for something new | organisation |
"""

CATEGORIES = [Category(*(part.strip() for part in line.split("|"))) for line in _CATEGORY_TABLE.strip().splitlines()]

PLAN = Plan(SILOS, STAGES, TOUCHPOINTS, KPIS, SURVEYS, CATEGORIES)
