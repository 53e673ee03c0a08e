"""Lines of a text table without the spaces that follow closing quotation marks, which the engine ignores too."""

from collections.abc import Iterator


class TidyLines:
    """The same lines, where spaces between a closing quotation mark and the next separator are left out.

    `begin_record` is to be called before each record, whose first quotation mark then opens a text. `taken` counts the
    lines that were asked for.
    """

    def __init__(self, lines: Iterator[str], delimiter: str, quote: str) -> None:
        self._lines, self._delimiter, self._quote = lines, delimiter, quote
        self._suspicious = f"{quote} "
        self._is_in_text = False
        self.taken = 0

    def begin_record(self) -> None:
        """Forget quotation marks of the record before: it may have been broken."""
        self._is_in_text = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken += 1
        was_in_text = self._is_in_text
        self._is_in_text ^= line.count(self._quote) % 2 == 1
        if self._suspicious not in line or self._delimiter == " ":
            return line
        parts = line.split(self._quote)
        outside = range(1 if was_in_text else 2, len(parts), 2)
        for place in outside:
            parts[place] = self._tidied(parts[place], is_last=place == len(parts) - 1)
        return self._quote.join(parts)

    def _tidied(self, part: str, is_last: bool) -> str:
        rest = part.lstrip(" ")
        is_end = is_last and not rest.strip("\r\n")
        return rest if is_end or rest.startswith(self._delimiter) else part
