"""About 20,000 things people said in 24 months, in line with the story of each stage."""

import calendar
import math
import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from . import grammar, habits, story, voices
from .plan import CATEGORIES, STAGES
from .texts_common import COLOR_FAMILIES, ITEMS, KIN, SIZE_RUNS

ZONE = ZoneInfo("America/Chicago")
COLUMNS = (
    "id", "said_at", "text", "stage", "touchpoint", "category", "cause",
    "source", "channel", "audience", "nature", "customer",
)  # fmt: skip
PRAISE_RATES = {"good-product": 0.95, "good-people": 4.0, "good-speed": 0.4}
OWN_FORMS = {"terse", "short", "medium", "long"}
_CAUSE = {category.code: category.cause for category in CATEGORIES}
_STAGE = {category.code: category.stage for category in CATEGORIES}


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is to be said: when, about what, by whom, and in which form."""

    month: int
    category: str
    stage: str
    nature: str
    source: voices.Source
    form: str


def _expected(category: str, month: int, passed: dict[str, list[int]]) -> list[tuple[str, float]]:
    """How many items of each nature to expect of a category in a month."""
    if category == "idea":
        return [("suggestion", 24.0)]
    customers = passed[_STAGE[category]][month] / 1000
    if category in PRAISE_RATES:
        rate = PRAISE_RATES[category] * (3.2 if category == "good-speed" and month >= story.NAMED_DAY else 1.0)
        return [("praise", rate * customers)]
    complaints = story.complaint_rate(category, month) * customers
    usual = story.COMPLAINT_RATES[category] * customers
    return [("complaint", complaints), ("question", 0.07 * usual), ("suggestion", 0.055 * usual)]


def _count(expected: float, chance: random.Random) -> int:
    return max(0, round(expected + chance.gauss(0, 0.7) * math.sqrt(expected)))


def _voice(category: str, stage: str, nature: str, after: bool, chance: random.Random) -> tuple[voices.Source, str]:
    """The source and the form of one item; staff and partners speak where the bank has words for them."""
    bank = grammar.read_bank()[category]
    if nature in {"question", "suggestion"}:
        source = chance.choices([voices.WEB, voices.EMAIL, voices.SURVEY, voices.SOCIAL], [4, 3, 3, 1])[0]
        kind = {"question": "q", "suggestion": "x"}[nature]
        if category != "idea":
            return source, kind
    inside = chance.random()
    if inside < 0.045 and bank.of("s", after):
        return voices.STAFF, "s"
    if inside > 0.985 and bank.of("p", after):
        return voices.PARTNER, "p"
    source = voices.pick_source(stage, chance)
    form = voices.pick_form(source, chance)
    if form == "other":
        languages = [kind for kind in ("es", "fr", "de") if bank.of(kind, after)]
        weights = [{"es": 5, "fr": 2, "de": 1}[kind] for kind in languages]
        form = chance.choices(languages, weights)[0] if languages else "short"
    return source, form


def _plan_month(month: int, passed: dict[str, list[int]], chance: random.Random) -> list[Utterance]:
    planned = []
    for category in CATEGORIES:
        after = month >= story.turn_of(category.code)
        bank = grammar.read_bank()[category.code]
        for nature, expected in _expected(category.code, month, passed):
            kind = {"question": "q", "suggestion": "x"}.get(nature)
            if kind and category.code != "idea" and not bank.of(kind, after):
                continue
            for _ in range(_count(expected, chance)):
                stage = category.stage or chance.choice(STAGES).code
                source, form = _voice(category.code, stage, nature, after, chance)
                planned.append(Utterance(month, category.code, stage, nature, source, form))
    return planned


def _day(said: Utterance, chance: random.Random) -> date:
    first = story.month_start(said.month)
    days = [first + timedelta(days=offset) for offset in range(calendar.monthrange(first.year, first.month)[1])]
    weights = [said.source.weekdays[day.weekday()] for day in days]
    if said.category == "basket-lost" and said.month == story.CHECKOUT_OUTAGE:
        weights = [weight * (14 if day.day >= 27 else 1) for day, weight in zip(days, weights, strict=True)]
    if said.category in {"late", "left-out"} and first.month == 12:
        weights = [weight * (2.6 if 10 <= day.day <= 27 else 0.8) for day, weight in zip(days, weights, strict=True)]
    if first.month == 11:
        weights = [weight * (1.5 if day.day >= 20 else 1.0) for day, weight in zip(days, weights, strict=True)]
    return chance.choices(days, weights)[0]


def _moment(said: Utterance, chance: random.Random) -> datetime:
    hour = round(chance.triangular(said.source.first_hour, said.source.last_hour))
    day = _day(said, chance)
    return datetime(day.year, day.month, day.day, hour, chance.randrange(60), chance.randrange(60), tzinfo=ZONE)


def _written_date(day: date, chance: random.Random) -> str:
    month = day.strftime("%B")
    return chance.choice(
        [f"{month} {day.day}", f"{month} {day.day}", f"{month[:3]} {day.day}", f"{day.month}/{day.day}"]
    )


def slots(category: str, after: bool, today: date, chance: random.Random) -> dict[str, str]:
    """The particulars of one text: thing, color, size, people, dates, sums and the category's figure."""
    item, other = chance.sample(grammar.choices_of(ITEMS), 2)
    color, color2 = chance.sample(chance.choice(COLOR_FAMILIES).split("|"), 2)
    sizes = chance.choices(SIZE_RUNS, [8, 1, 1])[0].split("|")
    place = chance.randrange(len(sizes) - 1)
    size, size2 = chance.sample(sizes[place : place + 2], 2)
    number = chance.randint(*voices.SPANS.get(category, ((2, 14), (2, 14)))[int(after)])
    short = "base layer" if item.endswith("base layer") else item.split(" ")[-1]
    named = item if chance.random() < 0.75 else short
    return {
        "item": named,
        "Item": named[:1].upper() + named[1:],
        "item2": other,
        "color": color,
        "color2": color2,
        "size": size,
        "size2": size2,
        "n": str(number),
        "nth": grammar.ordinal(chance.randint(3, 14)),
        "amount": f"${chance.randint(19, 289)}" + chance.choice(["", ".50", ".90", ".00", ".95"]),
        "weekday": chance.choice(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]),
        "date": _written_date(today - timedelta(days=chance.randint(3, 24)), chance),
        "month": (today - timedelta(days=chance.randint(32, 120))).strftime("%B"),
        "kin": chance.choice(KIN.split("|")),
        "order": f"K-{chance.randint(100, 999)}-{chance.randint(1000, 9999)}",
    }


def _raw_words(said: Utterance, after: bool, chance: random.Random) -> str:
    bank = grammar.read_bank()[said.category]
    if said.form not in OWN_FORMS:
        return grammar.spoken(bank, said.form, after, chance)
    if said.nature == "praise":
        return grammar.praise(bank, said.form, chance)
    if said.nature == "suggestion" and said.form != "terse":
        return grammar.suggestion(bank, chance)
    return grammar.complaint(bank, after, said.form, chance)


def words(said: Utterance, today: date, chance: random.Random, again: bool = False) -> str:
    """The text of one item; `again` adds particulars, for a text that somebody else has used before."""
    after = said.month >= story.turn_of(said.category)
    raw = _raw_words(said, after, chance)
    raw = grammar.said_differently(raw, said.form, chance) if again else raw
    text = grammar.fill(raw, slots(said.category, after, today, chance), chance)
    typed = said.form in {*OWN_FORMS, "q", "x"} and said.source.channel not in {"call", "letter", "store"}
    return habits.as_typed(text, said.nature, chance) if typed else text


def new_words(said: Utterance, today: date, seen: set[str], chance: random.Random) -> str:
    """A text of 3 to 150 words that was most likely not said before; some short ones do come twice."""
    text = words(said, today, chance)
    for attempt in range(8):
        if 3 <= len(text.split()) <= 150 and (text not in seen or chance.random() < 0.06):
            break
        text = words(said, today, chance, again=attempt > 0)
    seen.add(text)
    return text


def _customer(said: Utterance, recent: list[str], chance: random.Random) -> str:
    """The customer's number, if the source knows it; cases told again come from people who were here lately."""
    if chance.random() > said.source.known:
        return ""
    again = {"tell-again": 0.5, "no-callback": 0.35}.get(said.category, 0.04)
    if recent and chance.random() < again:
        return chance.choice(recent[-60:])
    number = f"C-{chance.randint(104_000, 131_000)}"
    recent.append(number)
    return number


def _row(said: Utterance, moment: datetime, seen: set[str], recent: list[str], chance: random.Random) -> list[str]:
    unsorted = chance.random() < 0.04 and said.nature != "praise"
    category = "" if unsorted else said.category
    touchpoint = "" if chance.random() < 0.03 else voices.CATEGORY_TOUCHPOINT[said.category]
    audience = {"s": "staff", "p": "supplier" if said.stage in {"choose", "wear"} else "partner"}.get(
        said.form, "customer"
    )
    cause = "" if unsorted else _CAUSE[said.category]
    return [
        moment.isoformat(),
        new_words(said, moment.date(), seen, chance),
        said.stage,
        touchpoint,
        category,
        cause,
        said.source.name,
        said.source.channel,
        audience,
        said.nature,
        _customer(said, recent, chance),
    ]


def rows() -> list[list[str]]:
    """All feedback in the order in which it was said, in the columns of `COLUMNS`."""
    chance, passed = story.stream("feedback"), story.exposure()
    planned = [said for month in range(story.MONTH_COUNT) for said in _plan_month(month, passed, chance)]
    timed = [(_moment(said, chance), number, said) for number, said in enumerate(planned)]
    timed.sort(key=lambda entry: entry[:2])
    seen: set[str] = set()
    recent: list[str] = []
    return [
        [f"F-{position:06d}", *_row(said, moment, seen, recent, chance)]
        for position, (moment, _, said) in enumerate(timed, start=1)
    ]
