"""Writes the room plan and the room's settings as TOML."""

from dataclasses import asdict

from .plan import COMPANY, PLAN, Plan


def _value(value: str | float | int | list[str]) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _table(noun: str, row: dict[str, str | float | int | list[str]]) -> str:
    lines = [f"{key} = {_value(value)}" for key, value in row.items() if value != ""]
    return f"[[{noun}]]\n" + "\n".join(lines) + "\n"


def plan_toml(plan: Plan = PLAN) -> str:
    """The plan as TOML text in the room-plan format; empty fields are left out."""
    head = [
        f'name = "{COMPANY}"',
        'summary = "Outdoor clothing by mail: the demo room of an invented company."',
        'locale = "en-US"',
        'currency = "USD"',
        "",
    ]
    nouns = ("silos", "stages", "touchpoints", "kpis", "surveys", "categories")
    tables = [_table(noun, asdict(row)) for noun in nouns for row in getattr(plan, noun)]
    return "\n".join(head) + "\n" + "\n".join(tables)


def room_toml() -> str:
    """The settings file of the demo room, which says that everything in it is invented."""
    return f"""[room]
name = "{COMPANY}"
company = "{COMPANY}"
locale = "en-US"
currency = "USD"
timezone = "America/Chicago"

[demo]
is_demo = true
as_of = "2026-11-05"
note = "Demo data: an invented company; every voice is synthesised."
"""
