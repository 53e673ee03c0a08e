"""Codes: short names that never change, made from what a person wrote."""

import re
import unicodedata
from collections.abc import Collection

_LONGEST = 40


def slug(name: str) -> str:
    """A name in lower-case ASCII letters, digits and single dashes; empty when nothing of it can be kept."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:_LONGEST].rstrip("-")


def unique_code(name: str, taken: Collection[str], fallback: str = "item") -> str:
    """The slug of `name`, with a number behind it where that is taken."""
    base = slug(name) or fallback
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
