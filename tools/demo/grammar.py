"""From a bank of sentence parts to what one person said: slots, alternatives, and the habits of different writers."""

import random
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from . import texts_common

_TEXTS = Path(__file__).with_name("texts")
_ALTERNATIVES = re.compile(r"\[([^\[\]]*)\]")
_DOUBLE_STOP = re.compile(r"(?<=[.?!])(?<!\.\.)\.(?!\.)")
_ARTICLE = re.compile(r"\b([Aa]) (?=[AEIOaeio]|(?:S|M|L|XS|XL|XXL)\b)")
_OPENING_SHARE = {"short": 0.14, "medium": 0.42, "long": 1.0}
_GREETINGS = ("Hello", "Hi", "Dear")
_LINE = re.compile(r"(f|d|n|t|s|p|q|x|es|fr|de)([<>]?) (.+)")


@dataclass(slots=True)
class Bank:
    """One category's sentence parts by kind; each with "<" or ">" where it holds only before or after the turn.

    Kinds: f fact, d detail, n note taken by staff, t terse, s staff's own voice, p supplier or partner,
    q question, x suggestion; es, fr, de whole messages in other languages.
    """

    parts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def of(self, kind: str, after: bool) -> list[str]:
        """The parts of one kind that hold before or after the category's turn."""
        wrong = "<" if after else ">"
        return [text for when, text in self.parts.get(kind, []) if when != wrong]


@cache
def read_bank() -> dict[str, Bank]:
    """All categories' banks: "= category" starts one, each further line is a kind, its time, and the text."""
    banks: dict[str, Bank] = {}
    bank = Bank()
    for name in ("look", "wait", "keep", "help"):
        for line in (_TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("= "):
                bank = banks.setdefault(line[2:], Bank())
                continue
            found = _LINE.fullmatch(line)
            if found is None:
                raise ValueError(f"not a sentence part: {line!r}")
            kind, when, text = found.groups()
            bank.parts.setdefault(kind, []).append((when, text))
    return banks


@cache
def choices_of(block: str) -> list[str]:
    """The alternatives of a block: bars between them, line breaks ignored, bars inside square brackets kept."""
    flat = block.replace("\n", "")
    return [part.strip() for part in re.split(r"\|(?![^\[]*\])", flat) if part.strip()]


def fill(text: str, slots: dict[str, str], chance: random.Random) -> str:
    """The text with one alternative of each bracket chosen, every slot filled, and articles and stops put right."""
    while _ALTERNATIVES.search(text):
        text = _ALTERNATIVES.sub(lambda found: chance.choice(found.group(1).split("|")), text)
    text = _DOUBLE_STOP.sub("", text.replace(". {item}", ". {Item}").format_map(slots))
    return _ARTICLE.sub(r"\1n ", text)


def ordinal(number: int) -> str:
    """The English ordinal: 1st, 12th, 23rd."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def sentence(text: str) -> str:
    """The text with a capital first letter and an end mark."""
    text = text[:1].upper() + text[1:]
    return text if text.rstrip('"')[-1] in ".?!" else text + "."


def joined(parts: list[str]) -> str:
    """The parts as sentences; after an opening such as "Look," the next one goes on in lower case."""
    text = ""
    for part in parts:
        open_end = part.endswith((",", ":", " but"))
        piece = part if open_end else sentence(part)
        goes_on = text.endswith((",", ":", " but")) and not text.startswith(_GREETINGS)
        if goes_on and not re.match(r"I\b|[A-Z]{2}|\{", part):
            piece = piece[:1].lower() + piece[1:]
        text = f"{text} {piece}".strip()
    return text


def _compose_first_person(bank: Bank, after: bool, size: str, chance: random.Random) -> list[str]:
    facts, details = bank.of("f", after), bank.of("d", after)
    fact = chance.choice(facts)
    extra = chance.sample(details, min(len(details), {"short": 0, "medium": 1, "long": 3}[size]))
    common = texts_common
    opening = [chance.choice(choices_of(common.OPENINGS))] if chance.random() < _OPENING_SHARE[size] else []
    feeling = [chance.choice(choices_of(common.FEELINGS))] if chance.random() < 0.45 else []
    ask = [chance.choice(choices_of(common.ASKS))] if size != "short" and chance.random() < 0.5 else []
    if size != "long":
        return [*opening, fact, *extra, *feeling, *ask]
    second = [part for part in facts if part != fact]
    more = [chance.choice(second)] if second and chance.random() < 0.25 else []
    asides = chance.sample(choices_of(common.LONG_EXTRAS), chance.randint(1, 3))
    closing = [chance.choice(choices_of(common.CLOSINGS))]
    return [*opening, fact, *extra[:1], *more, *asides[:1], *extra[1:], *asides[1:], *feeling, *ask, *closing]


def complaint(bank: Bank, after: bool, size: str, chance: random.Random) -> str:
    """A complaint in the customer's own words; `size` is terse, short, medium or long. Slots are still open."""
    if size == "terse":
        words = [chance.choice(bank.of("t", after))]
        if chance.random() < 0.6:
            words.append(chance.choice(bank.of("t", after) + bank.of("d", after)))
        return ". ".join(dict.fromkeys(words))
    parts = _compose_first_person(bank, after, size, chance)
    return joined(parts)


def praise(bank: Bank, size: str, chance: random.Random) -> str:
    """Praise in the customer's own words. Slots are still open."""
    if size == "terse":
        return " ".join([chance.choice(bank.of("t", True)), chance.choice([*choices_of(texts_common.JOYS), "", ""])])
    parts = chance.sample(bank.of("f", True), 2 if size == "long" else 1)
    parts += chance.sample(bank.of("d", True), {"short": 0, "medium": 1, "long": 2}[size])
    parts += [chance.choice(choices_of(texts_common.JOYS))] if chance.random() < 0.7 else []
    return " ".join(sentence(part) for part in parts)


def suggestion(bank: Bank, chance: random.Random) -> str:
    """A loose idea in the customer's own words. Slots are still open."""
    parts = [chance.choice(bank.of("f", True))]
    if chance.random() < 0.4:
        parts.insert(0, chance.choice(choices_of(texts_common.POLITE_OPENINGS)))
    if chance.random() < 0.5:
        parts.append(chance.choice(bank.of("d", True)))
    return joined(parts)


def spoken(bank: Bank, kind: str, after: bool, chance: random.Random) -> str:
    """Something said in one go: a note, a staff or supplier remark, a question, a suggestion, another language."""
    parts = [chance.choice(bank.of(kind, after))]
    if kind in "qx" and chance.random() < 0.5:
        parts.insert(0, chance.choice(choices_of(texts_common.POLITE_OPENINGS)))
    if kind == "x" and chance.random() < 0.3:
        parts.append(chance.choice(read_bank()["idea"].of("d", after)))
    openings = {"s": texts_common.STAFF_OPENINGS, "p": texts_common.PARTNER_OPENINGS}.get(kind)
    if openings and chance.random() < 0.5:
        parts.insert(0, chance.choice(choices_of(openings)))
    return joined(parts)


def said_differently(text: str, kind: str, chance: random.Random) -> str:
    """A text somebody else has used before, with the particulars a person adds. Slots are still open."""
    if kind in {"es", "fr", "de"}:
        return joined([text, chance.choice(["{item}, {size}", "{item}", "{order}", "{order}, {item}"])])
    extra = chance.choice(choices_of(texts_common.PARTICULARS))
    if kind in {"terse", "n"}:
        return joined([text, extra])
    return joined([chance.choice(choices_of(texts_common.POLITE_OPENINGS)), text]) if kind in "qx" else text
