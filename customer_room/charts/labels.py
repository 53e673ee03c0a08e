"""Foreign texts as Plotly may show them.

Plotly reads a part of HTML in every label and hover text, so each text of the data is escaped before it is joined to
ours. It also fills in `%{…}` in templates: our figures have no templates.
"""

import unicodedata
from html import escape

_LONGEST = 60
# Direction marks of one text would turn its neighbours around; letters keep the direction of their script.
_DROPPED_KINDS = ("Cc", "Cs", "Zl", "Zp")
_DIRECTION_MARKS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def label(text: str, longest: int = _LONGEST) -> str:
    """A text on one line, cut to `longest` characters, that Plotly shows letter by letter."""
    tidy = "".join(" " if _is_dropped(sign) else sign for sign in text[: longest * 4] if sign not in _DIRECTION_MARKS)
    words = " ".join(tidy.split())
    short = words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
    # Plotly's own reader of entities knows &amp; &lt; &gt;, and neither quotation mark.
    return escape(short, quote=False)


def lines(*texts: str) -> str:
    """Texts of the data below one another, the empty ones left out."""
    return "<br>".join(label(text) for text in texts if text)


def _is_dropped(sign: str) -> bool:
    return unicodedata.category(sign) in _DROPPED_KINDS
