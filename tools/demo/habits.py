"""Habits of hurried writers: lower case, shouting, slips of the finger, no punctuation, an emoji."""

import random

from .texts_common import EMOJI

_SLIPS = {
    "received": "recieved", "definitely": "definately", "the": "teh", "because": "becuase", "too": "to",
    "your": "you're", "their": "there", "parcel": "parcle", "again": "agian", "it is": "its", "does not": "doesnt",
    "cannot": "cant", "did not": "didnt", "which": "wich", "weeks": "weaks", "until": "untill", "and": "an",
    "nobody": "noboby", "jacket": "jackt", "with": "wiht", "people": "poeple", "I am": "Im", "is not": "isnt",
}  # fmt: skip
_SHORTENINGS = {
    "it is": "it's", "It is": "It's", "I am": "I'm", "I have": "I've", "does not": "doesn't", "do not": "don't",
    "did not": "didn't", "cannot": "can't", "is not": "isn't", "that is": "that's", "That is": "That's",
    "you have": "you've", "will not": "won't", "would not": "wouldn't", "there is": "there's",
}  # fmt: skip


def _replace_some(text: str, pairs: dict[str, str], share: float, limit: int, chance: random.Random) -> str:
    done = 0
    for plain, other in pairs.items():
        if done < limit and f" {plain} " in text and chance.random() < share:
            text = text.replace(f" {plain} ", f" {other} ", 1)
            done += 1
    return text


def _shout(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    place = chance.randrange(len(words))
    words[place] = words[place].upper()
    return " ".join(words)


def as_typed(text: str, nature: str, chance: random.Random) -> str:
    """The text as somebody types it: most write plainly, some rant in lower case, slip, shout or add an emoji."""
    if chance.random() < 0.55:
        text = _replace_some(text, _SHORTENINGS, 0.8, 4, chance)
    habit = chance.random()
    if habit < 0.11:
        text = text.lower()
        if chance.random() < 0.5:
            text = text.replace(". ", " " if chance.random() < 0.3 else "... ").rstrip(".")
    elif habit < 0.13:
        text = text.upper()
    elif habit < 0.27:
        text = _shout(text, chance)
    if chance.random() < 0.16:
        text = _replace_some(text, _SLIPS, 0.6, 2, chance)
    if chance.random() < 0.06:
        text = text.rstrip(".") + chance.choice(["!!", "!!!", "...", "?!", "!"])
    if chance.random() < 0.045:
        text += " " + chance.choice(EMOJI.get(nature, EMOJI["other"]).split(" "))
    return text
