"""About 9,000 survey answers in 24 months; the scores follow the fixes."""

import calendar
import random
from collections.abc import Callable
from datetime import datetime

from . import feedback, story, voices
from .plan import SURVEYS, Survey

COLUMNS = ("id", "survey", "answered_at", "score", "comment", "customer", "audience")


def _good_share() -> dict[str, Callable[[int], float]]:
    """The share of good answers by month: top-2-box, 5 to 7, or promoters."""
    slope, steps = story.slope, story.steps
    return {
        "browse": slope(0.68, 0.75),
        "size-ease": slope(0.52, 0.47),
        "checkout-ease": story.peak(slope(0.70, 0.76), -0.26, {story.CHECKOUT_OUTAGE}),
        "delivery": story.peak(steps((0, 0.55), (story.NAMED_DAY, 0.82), (story.NAMED_DAY + 8, 0.87)), -0.08, {0, 1}),
        "unpacking": steps((0, 0.64), (story.CHECKED_PACKING, 0.81), (story.NEW_BENCHES, 0.66)),
        "recommend": story.peak(slope(0.43, 0.49), -0.05, {13, 14, 15}),
        "returning": steps((0, 0.43), (story.REFUND_ON_SCAN, 0.76)),
        "help-ease": slope(0.69, 0.47, story.FIVE_MINUTE_CALLS - 1),
    }


_MATTERS = {
    "browse": ["color-off", "not-found", "catalog-wrong"],
    "size-ease": ["chart-misleads", "fit-varies"],
    "checkout-ease": ["basket-lost", "code-refused"],
    "delivery": ["late", "no-date", "left-out"],
    "unpacking": ["wrong-item", "missing-item", "crushed", "slip-codes"],
    "recommend": ["seam-zip", "shrank", "late", "refund-slow", "chart-misleads"],
    "returning": ["refund-slow", "form-hard", "label-fails"],
    "help-ease": ["tell-again", "long-hold", "no-callback"],
}


def _score(survey: Survey, good: float, chance: random.Random) -> int:
    if survey.method == "nps":
        low = 0.62 - good  # detractors fall as promoters rise
        draw = chance.random()
        if draw < good:
            return chance.choice([9, 9, 10, 10, 10])
        return chance.choice([0, 2, 3, 4, 5, 5, 6, 6, 6]) if draw < good + low else chance.choice([7, 8, 8])
    if survey.method == "csat":
        return chance.choices([4, 5], [4, 6])[0] if chance.random() < good else chance.choices([1, 2, 3], [2, 3, 5])[0]
    if chance.random() < good:
        return chance.choices([5, 6, 7], [3, 4, 4])[0]
    return chance.choices([1, 2, 3, 4], [2, 2, 3, 4])[0]


def _is_good(survey: Survey, score: int) -> bool:
    return score >= {"nps": 9, "csat": 4, "ces": 5}[survey.method]


def _comment(survey: Survey, score: int, month: int, at: datetime, seen: set[str], chance: random.Random) -> str:
    good = _is_good(survey, score)
    if chance.random() > (0.2 if good else 0.45):
        return ""
    shopping = dict.fromkeys(("browse", "size-ease", "checkout-ease"), "good-shop")
    praise = {**shopping, "delivery": "good-speed", "help-ease": "good-people", "returning": "good-people"}
    category = praise.get(survey.code, "good-product") if good else chance.choice(_MATTERS[survey.code])
    form = chance.choices(["terse", "short", "medium"], [4, 5, 2])[0]
    nature = "praise" if good else "complaint"
    said = feedback.Utterance(month, category, survey.stage, nature, voices.SURVEY, form)
    return feedback.new_words(said, at.date(), seen, chance)


def _answered_at(month: int, chance: random.Random) -> datetime:
    first = story.month_start(month)
    day = chance.randint(1, calendar.monthrange(first.year, first.month)[1])
    return datetime(
        first.year,
        first.month,
        day,
        chance.randint(7, 22),
        chance.randrange(60),
        chance.randrange(60),
        tzinfo=feedback.ZONE,
    )


def rows() -> list[list[str | int]]:
    """All survey answers in the order in which they came, in the columns of `COLUMNS`."""
    chance, shares = story.stream("responses"), _good_share()
    seen: set[str] = set()
    answers: list[tuple[datetime, int, str, int, str, str]] = []
    for month in range(story.MONTH_COUNT):
        for survey in SURVEYS:
            number = round((40 + 8 * story.SEASON[month % 12] - 2) * chance.uniform(0.9, 1.1))
            for _ in range(number):
                at = _answered_at(month, chance)
                score = _score(survey, shares[survey.code](month), chance)
                comment = _comment(survey, score, month, at, seen, chance)
                customer = f"C-{chance.randint(104_000, 131_000)}"
                answers.append((at, len(answers), survey.code, score, comment, customer))
    answers.sort(key=lambda answer: answer[:2])
    return [
        [f"R-{place:05d}", survey, at.isoformat(), score, comment, customer, "customer"]
        for place, (at, _, survey, score, comment, customer) in enumerate(answers, start=1)
    ]
