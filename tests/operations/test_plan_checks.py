import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from customer_room.errors import RoomError
from customer_room.operations.plan import list_templates, read_plan, read_template, template_text
from customer_room.operations.plan_checks import check_plan
from tests.operations.samples import CHECKOUT
from tests.rooms import PLAN

Damage = Callable[[Any], object]


@pytest.mark.parametrize("code", [template.code for template in list_templates()])
def test_templates_can_become_rooms(code: str) -> None:
    """Each template that comes with the program passes the checks of a plan file."""
    assert read_template(code)["stages"]


def test_the_demo_plan_can_become_a_room() -> None:
    """The plan of the demo room passes them too."""
    check_plan(read_plan(CHECKOUT / "data" / "plan.toml"), "plan.toml")


def test_a_small_plan_is_enough() -> None:
    """A plan with one stage and nothing else is a plan."""
    check_plan({"stages": [{"code": "a", "name": "I ask"}]}, "plan.toml")


@pytest.mark.parametrize(
    ("damage", "entry", "fix"),
    [
        (lambda p: p["stages"].pop(), "[[touchpoints]] delivery: stage is “wait”", "Use one of order"),
        (lambda p: p["touchpoints"].pop(), "[[kpis]] on-time: touchpoint is “delivery”", "Use one of checkout"),
        (lambda p: p["silos"].pop(), "[[touchpoints]] checkout: silos is “service”", "Use one of warehouse"),
        (lambda p: p["kpis"][0].update(pair="x"), "[[kpis]] on-time: pair is “x”", "Use one of on-time"),
        (
            lambda p: p["stages"][0].update(headline_kpi="x"),
            "[[stages]] order: headline_kpi is “x”",
            "Use one of on-time",
        ),
        (
            lambda p: p["stages"][0].update(headline_kpi="on-time"),
            "[[stages]] order: headline_kpi is “on-time”, a KPI of the stage wait",
            "Use one of basket-cost",
        ),
        (lambda p: p["stages"][0].update(headline_kpi=3), "[[stages]] order: headline_kpi is not text", "in quotes"),
        (lambda p: p["stages"][1].update(code="order"), "[[stages]] order: [[stages]] order has", "of its own"),
        (lambda p: p["stages"][1].update(name="I  ORDER"), "[[stages]] wait: [[stages]] order has", "of its own"),
        (lambda p: p["stages"][1].update(code="I wait"), "[[stages]] I wait: this is not a code", "lower-case"),
        (lambda p: p["stages"][1].pop("code"), "[[stages]] number 2: code is missing", "code = …"),
        (lambda p: p["kpis"][1].pop("cadence"), "[[kpis]] basket-cost: cadence is missing", "cadence = …"),
        (lambda p: p["kpis"][1].update(cadence="yearly"), "cadence is “yearly”", "day, week, month, quarter"),
        (lambda p: p["kpis"][1].update(direction="left"), "direction is “left”", "up, down"),
        (lambda p: p["kpis"][1].update(target="95"), "target is “95”", "without quotes"),
        (lambda p: p["kpis"][1].update(target=float("nan")), "target is “nan”", "without quotes"),
        (lambda p: p["kpis"][1].update(decimals=True), "decimals is “True”", "from 0 to 4"),
        (lambda p: p["touchpoints"][0].update(rank=0), "[[touchpoints]] checkout: rank is “0”", "from 1"),
        (lambda p: p["touchpoints"][0].update(silos="it"), "silos is not a list", "silos = ["),
        (lambda p: p["categories"][0].update(cause="fate"), "[[categories]] late: cause is “fate”", "organisation"),
        (
            lambda p: p["surveys"][0].update(method="stars"),
            "[[surveys]] recommend: method is “stars”",
            "nps, csat, ces",
        ),
        (lambda p: p["surveys"][0].update(scale_max=5), "recommend: nps has a scale of its own", "scale_max = 10"),
        (
            lambda p: p["surveys"][0].update(method="csat", scale_min=1, scale_max=2),
            "recommend: its scale has 2 points",
            "3 to 11 points",
        ),
        (
            lambda p: p["surveys"][0].update(method="csat", scale_min=0, scale_max=11),
            "recommend: its scale has 12 points",
            "3 to 11 points",
        ),
        (lambda p: p["surveys"][0].update(scale_min=10), "scale_min is not below scale_max", "lowest"),
        (lambda p: p["stages"][0].update(promised="x"), "[[stages]] order: “promised” is not known", "promise"),
        (lambda p: p["stages"][0].update(name=7), "[[stages]] order: name is not text", "in quotes"),
        (lambda p: p.update(stagez=[]), "“stagez” is not known", "[[stages]]"),
        (lambda p: p.update(locale=5), "locale is not text", "in quotes"),
        (lambda p: p.update(silos="none"), "silos is not a list of entries", "[[silos]]"),
        (lambda p: p.update(stages=[]), "It has no stage", "[[stages]]"),
    ],
)
def test_what_cannot_become_a_room_is_named(damage: Damage, entry: str, fix: str) -> None:
    """A wrong reference, a code or name used twice, a missing key or a bad word is named with its entry and the fix."""
    plan = copy.deepcopy(PLAN)
    damage(plan)
    with pytest.raises(RoomError) as told:
        check_plan(plan, "my-plan.toml")
    assert "my-plan.toml: " in told.value.what
    assert entry in told.value.what
    assert fix in told.value.fix


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"[[stages]\n", "not valid TOML"), (b"\xff", "not UTF-8"), (None, "No such file"), (b"#" * 1_000_001, "1 MB")],
)
def test_a_plan_file_that_cannot_be_read_is_said(tmp_path: Path, content: bytes | None, what: str) -> None:
    """A file that is missing, too large, no text or no TOML is refused in words."""
    path = tmp_path / "plan.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RoomError, match=what):
        read_template(str(path))


def test_a_templates_text_is_a_plan_file(tmp_path: Path) -> None:
    """What a template shows, written to a file, is the same plan."""
    path = tmp_path / "mine.toml"
    path.write_text(template_text("hospital"), encoding="utf-8")
    assert read_template(str(path)) == read_template("hospital")
