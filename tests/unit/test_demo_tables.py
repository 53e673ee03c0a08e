"""The demo room's tables hold what their contract says, and are made again byte for byte."""

import re
import tomllib
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq

from tests.unit.demo_content import DATA, MONTHS, codes, parquet, plan, table
from tools.demo.tables import write_tables

CHANNELS = {"call", "return", "web", "store", "social", "survey", "staff", "email", "letter", "other"}


def test_codes_are_unique_slugs() -> None:
    """Every code of the plan is a lower-case slug and unique within its noun."""
    for noun in ("silos", "stages", "touchpoints", "kpis", "surveys", "categories"):
        assert len(set(codes(noun))) == len(codes(noun))
        assert all(re.fullmatch(r"[a-z0-9-]+", code) for code in codes(noun))


def test_plan_has_the_shape_of_the_room() -> None:
    """The plan has 8 stages with short names and promises, 15 ranked touchpoints with KPIs, and a survey a stage."""
    assert len(codes("stages")) == 8
    assert all(len(stage["name"]) <= 24 and stage["promise"] for stage in plan()["stages"])
    assert sorted(touchpoint["rank"] for touchpoint in plan()["touchpoints"]) == list(range(1, 16))
    assert {kpi["touchpoint"] for kpi in plan()["kpis"]} == set(codes("touchpoints"))
    assert {survey["stage"] for survey in plan()["surveys"]} == set(codes("stages"))


def test_plan_refers_only_to_what_it_has() -> None:
    """Stages, silos, owners and pairs named in the plan exist in the plan."""
    for touchpoint in plan()["touchpoints"]:
        assert touchpoint["stage"] in codes("stages")
        assert set(touchpoint["silos"]) <= set(codes("silos"))
    for kpi in plan()["kpis"]:
        assert kpi["owner"] in codes("silos")
        assert kpi.get("pair", kpi["code"]) in codes("kpis")
    assert {category.get("stage", "look") for category in plan()["categories"]} <= set(codes("stages"))


def test_room_says_that_it_is_a_demo() -> None:
    """The room's settings mark it as a demo of an invented company with synthesised voices."""
    room = tomllib.loads((DATA / "room.toml").read_text(encoding="utf-8"))
    assert room["demo"]["is_demo"] is True
    assert "invented" in room["demo"]["note"]
    assert "synthesised" in room["demo"]["note"]
    assert room["room"]["company"] == plan()["name"]


def test_feedback_uses_the_contract_words() -> None:
    """Every feedback row names known stages, touchpoints, categories and codes, and has a time with an offset."""
    rows = parquet("feedback.parquet")
    assert 18_000 <= len(rows) <= 22_000
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["stage"] for row in rows} == set(codes("stages"))
    assert {row["touchpoint"] for row in rows} <= {None, *codes("touchpoints")}
    assert {row["category"] for row in rows} == {None, *codes("categories")}
    assert {row["cause"] for row in rows} == {None, "organisation", "employee", "customer"}
    assert {row["channel"] for row in rows} == CHANNELS
    assert {row["audience"] for row in rows} == {"customer", "supplier", "partner", "staff"}
    assert {row["nature"] for row in rows} == {"complaint", "praise", "suggestion", "question"}
    assert all(datetime.fromisoformat(row["said_at"]).utcoffset() is not None for row in rows)
    assert sorted({row["said_at"][:7] for row in rows}) == MONTHS


def test_feedback_differs_as_people_do() -> None:
    """At least 95 of 100 texts are distinct, and they run from 3 to 150 words."""
    texts = [row["text"] for row in parquet("feedback.parquet")]
    lengths = [len(text.split()) for text in texts]
    assert len(set(texts)) >= 0.95 * len(texts)
    assert min(lengths) == 3
    assert 120 <= max(lengths) <= 150


def test_feedback_texts_are_filled() -> None:
    """No text shows an open slot, a bracket of the grammar, or a doubled full stop."""
    for row in parquet("feedback.parquet"):
        assert not re.search(r"[{}\[\]|]|(?<!\.)\.\.(?!\.)", row["text"]), row["text"]


def test_no_text_holds_personal_data() -> None:
    """No feedback or survey comment holds an e-mail address, a phone number or a card number."""
    personal = re.compile(r"\S+@\S+\.\S+|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|\d{13,}")
    comments = [row["comment"] or "" for row in parquet("responses.parquet")]
    texts = [row["text"] for row in parquet("feedback.parquet")]
    assert not [text for text in [*comments, *texts] if personal.search(text)]


def test_survey_scores_lie_on_their_scales() -> None:
    """Every answer lies on its survey's scale, and each survey has at least 30 a month."""
    scales = {survey["code"]: (survey["scale_min"], survey["scale_max"]) for survey in plan()["surveys"]}
    answers: Counter[tuple[str, str]] = Counter()
    for row in parquet("responses.parquet"):
        low, high = scales[row["survey"]]
        assert low <= row["score"] <= high
        answers[row["survey"], row["answered_at"][:7]] += 1
    assert len(answers) == 8 * 24
    assert min(answers.values()) >= 30


def test_every_kpi_and_stage_has_24_months() -> None:
    """Readings and exposure cover all 24 months of every KPI and every stage."""
    periods = defaultdict(list)
    for row in table("readings.csv"):
        periods[row["kpi"]].append(row["period"])
    for row in table("exposure.csv"):
        assert int(row["customers"]) > 0
        periods[row["stage"]].append(row["period"])
    assert set(periods) == {*codes("kpis"), *codes("stages")}
    assert all(months == MONTHS for months in periods.values())


def test_the_tables_are_made_again_byte_for_byte(tmp_path: Path) -> None:
    """The generator writes the committed tables again, to the byte where the same pyarrow wrote them."""
    write_tables(tmp_path)
    for made in tmp_path.iterdir():
        kept = DATA / made.name
        if made.suffix == ".parquet" and pq.read_metadata(made).created_by != pq.read_metadata(kept).created_by:
            assert pq.read_table(made).equals(pq.read_table(kept)), made.name
        else:
            assert made.read_bytes() == kept.read_bytes(), made.name
