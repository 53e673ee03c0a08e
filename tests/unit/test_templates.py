"""Every industry template holds what a room plan must hold."""

import re
import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest
from babel import Locale
from babel.numbers import validate_currency

from customer_room.domain.catalogue import fold_name
from customer_room.domain.words import Cause, GoodDirection, Layer, Orientation, SurveyMethod

Plan = dict[str, Any]
Row = dict[str, Any]

INDUSTRIES = ("mail-order-retail", "insurance", "brokerage", "hospital", "telecom", "b2b-manufacturing")
CADENCES = {"day", "week", "month", "quarter"}
UNITS = {"%", "days", "minutes", "per 1,000", "USD", "count"}
SCALES = {SurveyMethod.NPS: (0, 10), SurveyMethod.CSAT: (1, 5), SurveyMethod.CES: (1, 7)}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
REQUIRED = {
    "silos": {"code", "name"},
    "stages": {"code", "name", "promise"},
    "touchpoints": {"code", "stage", "name", "silos"},
    "kpis": {
        *("code", "touchpoint", "name", "unit", "direction"),
        *("layer", "orientation", "cadence", "decimals", "owner"),
    },
    "surveys": {"code", "name", "method", "scale_min", "scale_max", "question", "stage"},
    "categories": {"code", "name", "cause", "stage"},
}
OPTIONAL = {"touchpoints": {"rank"}, "kpis": {"target", "pair"}, "surveys": {"touchpoint"}}
NAME_LIMITS = {"stages": 24, "kpis": 30, "categories": 28, "surveys": 30, "silos": 30, "touchpoints": 34}


@pytest.fixture(params=INDUSTRIES)
def plan(request: pytest.FixtureRequest) -> Plan:
    """One industry's plan as the package carries it."""
    path = files("customer_room.templates") / f"{request.param}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def by_code(plan: Plan, noun: str) -> dict[str, Row]:
    """The rows of a noun by their codes."""
    return {row["code"]: row for row in plan[noun]}


def test_package_carries_the_six_industries_and_no_other() -> None:
    """The templates folder holds one file an industry of the product page."""
    found = {entry.name for entry in files("customer_room.templates").iterdir() if entry.name.endswith(".toml")}
    assert found == {f"{industry}.toml" for industry in INDUSTRIES}


def test_templates_have_different_names() -> None:
    """No two industries share the name that lists show."""
    folder = files("customer_room.templates")
    names = [tomllib.loads((folder / f"{code}.toml").read_text(encoding="utf-8"))["name"] for code in INDUSTRIES]
    assert len(set(names)) == len(INDUSTRIES)


def test_plan_says_what_lists_and_settings_need(plan: Plan) -> None:
    """A plan has a name, a summary of one sentence, a known locale and a currency, and no unknown key."""
    assert plan.keys() == {"name", "summary", "locale", "currency", *REQUIRED}
    assert plan["name"].strip()
    assert plan["summary"].endswith(".")
    Locale.parse(plan["locale"], sep="-")
    validate_currency(plan["currency"])


@pytest.mark.parametrize("noun", REQUIRED)
def test_rows_have_the_known_keys_and_no_empty_text(plan: Plan, noun: str) -> None:
    """Every row has all required keys, no unknown one, and no empty or untrimmed text."""
    for row in plan[noun]:
        assert REQUIRED[noun] <= row.keys() <= REQUIRED[noun] | OPTIONAL.get(noun, set()), row["code"]
        texts = [value for value in row.values() if isinstance(value, str)]
        assert all(text and text == text.strip() for text in texts), row["code"]


@pytest.mark.parametrize("noun", REQUIRED)
def test_codes_are_slugs_and_every_label_means_one_thing(plan: Plan, noun: str) -> None:
    """Codes are slugs, and no code or name of a noun can be mistaken for another row's."""
    assert all(SLUG.fullmatch(row["code"]) for row in plan[noun])
    labels = Counter(label for row in plan[noun] for label in {fold_name(row["code"]), fold_name(row["name"])})
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize("noun", REQUIRED)
def test_names_fit_the_columns_of_the_wall(plan: Plan, noun: str) -> None:
    """No name is longer than the wall has room for."""
    assert [row["name"] for row in plan[noun] if len(row["name"]) > NAME_LIMITS[noun]] == []


def test_references_exist(plan: Plan) -> None:
    """Every stage, touchpoint, silo and owner that a row names is in the plan."""
    stages, touchpoints, silos = (by_code(plan, noun).keys() for noun in ("stages", "touchpoints", "silos"))
    for noun in ("touchpoints", "surveys", "categories"):
        assert {row["stage"] for row in plan[noun]} <= stages
    assert {silo for row in plan["touchpoints"] for silo in row["silos"]} == silos
    assert {row["touchpoint"] for row in plan["kpis"]} <= touchpoints
    assert {row["touchpoint"] for row in plan["surveys"] if "touchpoint" in row} <= touchpoints
    assert {row["owner"] for row in plan["kpis"]} <= silos


def test_stages_speak_as_the_customer(plan: Plan) -> None:
    """There are 7 or 8 stages, each in the first person and with a promise of one sentence."""
    assert len(plan["stages"]) in {7, 8}
    assert all(stage["name"].startswith(("I ", "We ")) for stage in plan["stages"])
    assert all(stage["promise"].endswith(".") for stage in plan["stages"])


def test_moments_of_truth_are_ranked_without_gaps(plan: Plan) -> None:
    """10 to 20 touchpoints are ranked, from 1 on, and there are no more than 20 in all."""
    ranks = sorted(row["rank"] for row in plan["touchpoints"] if "rank" in row)
    assert 10 <= len(ranks) <= len(plan["touchpoints"]) <= 20
    assert ranks == list(range(1, len(ranks) + 1))


def test_touchpoints_cross_silos(plan: Plan) -> None:
    """There are 8 to 12 silos, and each touchpoint needs at least two different ones."""
    assert 8 <= len(plan["silos"]) <= 12
    for touchpoint in plan["touchpoints"]:
        assert len(set(touchpoint["silos"])) == len(touchpoint["silos"]) >= 2, touchpoint["code"]


def test_every_stage_has_touchpoints_kpis_and_categories(plan: Plan) -> None:
    """No column of a new wall stays without touchpoint, KPI or complaint category."""
    stages = by_code(plan, "stages").keys()
    touchpoints = by_code(plan, "touchpoints")
    assert {row["stage"] for row in plan["touchpoints"]} == stages
    assert {row["stage"] for row in plan["categories"]} == stages
    assert {touchpoints[kpi["touchpoint"]]["stage"] for kpi in plan["kpis"]} == stages


def test_moments_of_truth_have_one_or_two_kpis(plan: Plan) -> None:
    """Each ranked touchpoint has 1 or 2 KPIs, at least one of them customer-oriented; others have none."""
    counts = Counter(kpi["touchpoint"] for kpi in plan["kpis"])
    heard = {kpi["touchpoint"] for kpi in plan["kpis"] if kpi["orientation"] == Orientation.CUSTOMER}
    ranked = {row["code"] for row in plan["touchpoints"] if "rank" in row}
    assert counts.keys() == ranked == heard
    assert max(counts.values()) <= 2


def test_kpis_use_the_closed_vocabularies(plan: Plan) -> None:
    """Unit, direction, layer, orientation, cadence and decimals are known words and numbers."""
    for kpi in plan["kpis"]:
        assert kpi["unit"] in UNITS, kpi["code"]
        assert kpi["cadence"] in CADENCES, kpi["code"]
        assert kpi["decimals"] in {0, 1, 2}, kpi["code"]
        GoodDirection(kpi["direction"]), Layer(kpi["layer"]), Orientation(kpi["orientation"])


def test_kpis_cover_every_layer_and_both_orientations(plan: Plan) -> None:
    """A new room begins with KPIs in all four layers and of both orientations."""
    assert {kpi["layer"] for kpi in plan["kpis"]} == set(Layer)
    assert {kpi["orientation"] for kpi in plan["kpis"]} == set(Orientation)


def test_pairs_are_mutual_and_of_opposite_orientation(plan: Plan) -> None:
    """A paired KPI names its partner back, on the same touchpoint, one for the customer and one for the company."""
    kpis = by_code(plan, "kpis")
    paired = [kpi for kpi in plan["kpis"] if "pair" in kpi]
    assert paired
    for kpi in paired:
        partner = kpis[kpi["pair"]]
        assert partner["pair"] == kpi["code"]
        assert partner["touchpoint"] == kpi["touchpoint"]
        assert {partner["orientation"], kpi["orientation"]} == set(Orientation)


def test_no_target_is_made_up(plan: Plan) -> None:
    """The only targets are zeros of things that by definition must never happen."""
    assert all(kpi["target"] == 0 and kpi["direction"] == "down" for kpi in plan["kpis"] if "target" in kpi)


def test_surveys_use_the_scale_of_their_method(plan: Plan) -> None:
    """Each survey has its method's scale, and one of them asks whether customers recommend the company."""
    for survey in plan["surveys"]:
        assert (survey["scale_min"], survey["scale_max"]) == SCALES[SurveyMethod(survey["method"])], survey["code"]
    assert SurveyMethod.NPS in {survey["method"] for survey in plan["surveys"]}
    assert {SurveyMethod.CSAT, SurveyMethod.CES} <= {survey["method"] for survey in plan["surveys"]}


def test_surveys_belong_to_the_stage_of_their_touchpoint(plan: Plan) -> None:
    """A survey of a touchpoint hangs in that touchpoint's own stage."""
    touchpoints = by_code(plan, "touchpoints")
    for survey in plan["surveys"]:
        if "touchpoint" in survey:
            assert touchpoints[survey["touchpoint"]]["stage"] == survey["stage"], survey["code"]


def test_categories_know_all_causes(plan: Plan) -> None:
    """There are 15 to 25 categories, and organisation, employees and customers all cause some."""
    assert 15 <= len(plan["categories"]) <= 25
    assert {category["cause"] for category in plan["categories"]} == set(Cause)
