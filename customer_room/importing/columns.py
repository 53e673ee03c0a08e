"""The columns each kind of import knows."""

from collections.abc import Mapping

from customer_room.domain.words import ImportKind

COLUMNS: Mapping[ImportKind, tuple[str, ...]] = {
    ImportKind.FEEDBACK: (
        "id", "said_at", "text", "stage", "touchpoint", "category", "cause", "source", "channel", "audience", "nature",
        "customer",
    ),
    ImportKind.RESPONSES: ("id", "survey", "answered_at", "score", "comment", "customer", "audience"),
    ImportKind.READINGS: ("kpi", "period", "value", "n"),
    ImportKind.EXPOSURE: ("stage", "period", "customers"),
    ImportKind.STAGES: ("code", "name", "position", "promise", "headline_kpi"),
    ImportKind.TOUCHPOINTS: ("code", "name", "stage", "rank", "silos"),
    ImportKind.KPIS: (
        "code", "name", "touchpoint", "unit", "direction", "target", "layer", "orientation", "cadence", "decimals",
        "owner", "pair",
    ),
    ImportKind.TEAMS: (
        "code", "name", "stage", "touchpoint", "sponsor", "lead", "members", "problem", "promise", "due", "status",
        "since", "reason", "by",
    ),
}  # fmt: skip
"""Our column names by kind, in the order documents list them."""

NUMBER_COLUMNS = frozenset({"score", "value", "n", "customers", "position", "rank", "target", "decimals"})
"""Ours that hold numbers; a number in any other column is a name, an id, or a mistake."""

REQUIRED: Mapping[ImportKind, tuple[tuple[str, ...], ...]] = {
    ImportKind.FEEDBACK: (("said_at",), ("text", "category")),
    ImportKind.RESPONSES: (("survey",), ("answered_at",), ("score",)),
    ImportKind.READINGS: (("kpi",), ("period",), ("value",)),
    ImportKind.EXPOSURE: (("stage",), ("period",), ("customers",)),
    ImportKind.STAGES: (("name",),),
    ImportKind.TOUCHPOINTS: (("name",), ("stage",)),
    ImportKind.KPIS: (("code", "name"),),
    ImportKind.TEAMS: (("name",), ("stage",), ("status",), ("since",)),
}
"""What a file must bring (or the mapping's [constants]): of each group at least one."""
