"""One module a page: what the page shows, worded and formatted, as a frozen dataclass."""
