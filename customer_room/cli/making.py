"""`init`: make a room from a template."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from customer_room.cli.showing import count, say
from customer_room.domain.records import Actor
from customer_room.operations.create import create_room
from customer_room.operations.plan import list_templates, read_template, template_text
from customer_room.settings import RoomSettings, settings_from, settings_toml

_SYSTEM_ZONE = Path("/etc/localtime")
_NOUNS = {
    "stages": "stage", "touchpoints": "touchpoint", "silos": "silo", "kpis": "KPI", "surveys": "survey",
    "categories": "category",
}  # fmt: skip


def _list_templates(context: click.Context, option: click.Parameter, is_wanted: bool) -> None:
    if not is_wanted or context.resilient_parsing:
        return
    templates = list_templates()
    width = max(len(template.code) for template in templates)
    for template in templates:
        say(f"{template.code:<{width}}  {template.name}: {template.summary}")
    context.exit()


def _show_template(context: click.Context, option: click.Parameter, code: str | None) -> None:
    if code is None or context.resilient_parsing:
        return
    say(template_text(code).removesuffix("\n"))
    context.exit()


@click.command(short_help="Make a new room from a template.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--template", required=True, metavar="NAME", help="The industry to start from, or a plan file of your own."
)
@click.option("--name", help="What the room is called.  [default: the folder's name]")
@click.option("--company", default="", help="The company's name.")
@click.option("--locale", help="How numbers and dates are written, such as de-DE.  [default: the template's]")
@click.option("--currency", help="Three letters, such as EUR.  [default: the template's]")
@click.option("--timezone", help="Such as Europe/Berlin.  [default: this computer's]")
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list_templates, help="List templates."
)
@click.option(
    "--show",
    metavar="NAME",
    is_eager=True,
    expose_value=False,
    callback=_show_template,
    help="Print a template, to make a plan file of your own from it.",
)
def init(
    folder: Path,
    template: str,
    name: str | None,
    company: str,
    locale: str | None,
    currency: str | None,
    timezone: str | None,
) -> None:
    """Make a new room in FOLDER, which must be new or empty, from a template for an industry.

    To drop or rename stages before there is a room: --show NAME > my-plan.toml, change it, --template my-plan.toml.

    Everything the template brings can be changed later; room.toml holds the options given here.
    """
    place = folder.resolve()
    plan = read_template(template)
    settings = _settings(
        plan,
        {
            "name": name or place.name,
            "company": company,
            "locale": locale,
            "currency": currency,
            "timezone": timezone or _computers_timezone(),
        },
    )
    create_room(place, plan, settings_toml(settings), Actor("customer-room init"))
    parts = ", ".join(_amount(plan, key, noun) for key, noun in _NOUNS.items() if plan.get(key))
    kind = "plan" if template.endswith(".toml") else "template"
    say(f"Made the room “{settings.name}” in {place}")
    say(f"from the {kind} {template}: {parts}.")
    locale_name = settings.locale.replace("_", "-")
    say(f"Numbers are written as in {locale_name}, money in {settings.currency}, time in {settings.timezone}.")
    _say_next_steps(str(folder))


def _amount(plan: Mapping[str, Any], key: str, noun: str) -> str:
    return count(len(plan[key]), noun, "categories" if noun == "category" else None)


def _settings(plan: Mapping[str, Any], given: Mapping[str, str | None]) -> RoomSettings:
    chosen = {key: value if value is not None else plan.get(key, "") for key, value in given.items()}
    return settings_from({"room": chosen}, Path("The new room.toml"))


def _computers_timezone() -> str:
    """The IANA name of this computer's time zone, or UTC where the system does not say it."""
    linked = str(_SYSTEM_ZONE.resolve()).partition("zoneinfo/")[2]
    for candidate in (os.environ.get("TZ", "").lstrip(":"), linked):
        try:
            if candidate:
                return ZoneInfo(candidate).key
        except (KeyError, ValueError, OSError):
            continue
    return "UTC"


def _say_next_steps(folder: str) -> None:
    shown = shlex.quote(folder)
    say()
    say("Next:")
    say(f"  customer-room serve {shown}")
    say("      opens the wall; it says what is still missing")
    say(f"  customer-room import {shown} feedback FILE --dry-run")
    say("      shows how a file of complaints or comments would be understood; without --dry-run it is taken")
    say(f"  customer-room import {shown} responses FILE    (also readings, kpis, exposure, teams, …)")
    say(f"  customer-room names {shown}")
    say("      lists the stages, KPIs, surveys … that files may name")
    say(f"  customer-room backup {shown}")
