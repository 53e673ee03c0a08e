"""The colours of a figure by what they stand for."""

from enum import StrEnum


class Role(StrEnum):
    """A colour as the browser asks the styles of the wall for it: `panels.css` says which it is in either look."""

    INK = "var(--chart-ink)"
    MUTED = "var(--chart-muted)"
    GROUND = "var(--chart-ground)"
    GRID = "var(--chart-grid)"
    HOVER = "var(--chart-hover)"
    SERIES = "var(--chart-series)"
    INTERVAL = "var(--chart-interval)"
    RANGE = "var(--chart-range)"
    RANGE_EDGE = "var(--chart-range-edge)"
    TARGET = "var(--chart-target)"
    BETTER = "var(--chart-better)"
    WORSE = "var(--chart-worse)"
    FIX_BROKEN = "var(--chart-fix-broken)"
    FIX_RELIABLE = "var(--chart-fix-reliable)"
    FIX_DIFFERENTIATING = "var(--chart-fix-differentiating)"
