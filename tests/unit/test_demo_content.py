import csv
import math
import re
import tomllib
from collections import Counter, defaultdict
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import Any

import pyarrow.parquet as pq
import pytest
from PIL import Image

from tools.demo.tables import write_tables

ROOT = Path(__file__).resolve().parents[2]
DATA, ARTIFACTS, RECORDINGS = ROOT / "data", ROOT / "artifacts", ROOT / "recordings"
MONTHS = [f"{2024 + (10 + month) // 12}-{(10 + month) % 12 + 1:02d}" for month in range(24)]
CHANNELS = {"call", "return", "web", "store", "social", "survey", "staff", "email", "letter", "other"}
NAMED_DAY, REFUND_ON_SCAN, NEW_BENCHES, FIVE_MINUTE_CALLS = "2025-04", "2025-10", "2026-05", "2026-01"


@cache
def plan() -> dict[str, Any]:
    """The committed room plan."""
    return tomllib.loads((DATA / "plan.toml").read_text(encoding="utf-8"))


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of a committed CSV file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def parquet(name: str) -> list[dict[str, Any]]:
    """The rows of a committed Parquet file."""
    rows: list[dict[str, Any]] = pq.read_table(DATA / name).to_pylist()
    return rows


def codes(noun: str) -> list[str]:
    """The codes of a noun in the plan."""
    return [row["code"] for row in plan()[noun]]


def readings(kpi: str) -> dict[str, float]:
    """A KPI's values by period."""
    return {row["period"]: float(row["value"]) for row in table("readings.csv") if row["kpi"] == kpi}


def complaint_rate(category: str, stage: str, months: list[str]) -> tuple[int, int]:
    """Complaints of a category in the months, and the customers who passed the stage in them."""
    chosen = set(months)
    complaints = sum(
        row["category"] == category and row["nature"] == "complaint" and row["said_at"][:7] in chosen
        for row in parquet("feedback.parquet")
    )
    passed = [row for row in table("exposure.csv") if row["stage"] == stage and row["period"] in chosen]
    return complaints, sum(int(row["customers"]) for row in passed)


def z_of_rates(before: tuple[int, int], after: tuple[int, int]) -> float:
    """By how many standard errors the share after exceeds the share before."""
    (hits, tries), (hits_after, tries_after) = before, after
    pooled = (hits + hits_after) / (tries + tries_after)
    error = math.sqrt(pooled * (1 - pooled) * (1 / tries + 1 / tries_after))
    return (hits_after / tries_after - hits / tries) / error


def satisfied(survey: str, months: list[str]) -> tuple[int, int]:
    """Answers of 4 or more (5 or more of 7), and all answers of the survey in the months."""
    least = 5 if survey == "help-ease" else 4
    scores = [
        row["score"]
        for row in parquet("responses.parquet")
        if row["survey"] == survey and row["answered_at"][:7] in set(months)
    ]
    return sum(score >= least for score in scores), len(scores)


def split(month: str) -> tuple[list[str], list[str]]:
    """The months before the given one, and those from it on."""
    return MONTHS[: MONTHS.index(month)], MONTHS[MONTHS.index(month) :]


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


def test_volumes_follow_the_season() -> None:
    """November and December bring more feedback than any other month, and Mondays more calls than Sundays."""
    rows = parquet("feedback.parquet")
    months = Counter(row["said_at"][:7] for row in rows)
    peaks = {"2024-11", "2024-12", "2025-11", "2025-12"}
    assert min(months[month] for month in peaks) > max(count for month, count in months.items() if month not in peaks)
    calls = Counter(date.fromisoformat(row["said_at"][:10]).weekday() for row in rows if row["channel"] == "call")
    assert calls[0] > 3 * calls[6]


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


def test_teams_tell_every_kind_of_story() -> None:
    """Five teams stand in all three statuses: one rose twice, one relapsed, one was just formed."""
    steps: dict[str, list[str]] = defaultdict(list)
    for row in table("teams.csv"):
        assert row["stage"] in codes("stages")
        assert row["touchpoint"] in codes("touchpoints")
        silos = re.findall(r"\(([^)]+)\)", row["members"])
        assert len(silos) >= 3
        assert set(silos) <= set(codes("silos"))
        steps[row["code"]].append(row["status"])
    assert len(steps) == 5
    assert {history[-1] for history in steps.values()} == {"broken", "reliable", "differentiating"}
    assert steps["on-the-day"] == ["broken", "reliable", "differentiating"]
    assert steps["right-first-box"] == ["broken", "reliable", "broken"]
    assert steps["true-to-size"] == ["broken"]


@pytest.mark.parametrize(
    ("kpi", "category", "stage", "survey", "month", "better"),
    [
        ("on-the-day", "late", "wait", "delivery", NAMED_DAY, True),
        ("refund-days", "refund-slow", "return", "returning", REFUND_ON_SCAN, True),
        ("right-item", "wrong-item", "open", "unpacking", NEW_BENCHES, False),
        ("solved-first", "tell-again", "help", "help-ease", FIVE_MINUTE_CALLS, False),
    ],
)
def test_a_change_shows_in_kpi_complaints_and_survey(
    kpi: str, category: str, stage: str, survey: str, month: str, better: bool
) -> None:
    """At the month of a change the KPI, the complaint rate and the survey all move, far beyond chance."""
    before, after = split(month)
    if kpi == "right-item":
        before = before[MONTHS.index("2025-02") :]
    up = next(row["direction"] == "up" for row in plan()["kpis"] if row["code"] == kpi)
    values = readings(kpi)
    lead = mean(values[period] for period in after) - mean(values[period] for period in before)
    assert (lead > 0) == (up == better)
    complaints = z_of_rates(complaint_rate(category, stage, before), complaint_rate(category, stage, after))
    answers = z_of_rates(satisfied(survey, before), satisfied(survey, after))
    assert (complaints < -5) if better else (complaints > 5)
    assert (answers > 3) if better else (answers < -3)


def test_a_fixed_kpi_meets_its_target_every_month() -> None:
    """After its fix the named day is kept above target and the refund comes below target in every month."""
    targets = {kpi["code"]: kpi["target"] for kpi in plan()["kpis"]}
    assert all(readings("on-the-day")[month] > targets["on-the-day"] for month in split(NAMED_DAY)[1])
    assert all(readings("refund-days")[month] < targets["refund-days"] for month in split(REFUND_ON_SCAN)[1])


def test_exactly_one_pair_is_a_watermelon() -> None:
    """In one pair only the company figure improves while the customer figure gets clearly worse."""
    kpis = {kpi["code"]: kpi for kpi in plan()["kpis"]}

    def gain(code: str) -> float:
        values = [readings(code)[month] for month in MONTHS]
        change = mean(values[-6:]) - mean(values[2:12])
        usual = mean(abs(now - last) for last, now in pairwise(values[2:13]))
        return (change if kpis[code]["direction"] == "up" else -change) / usual

    melons = [
        code
        for code, kpi in kpis.items()
        if kpi["orientation"] == "company" and "pair" in kpi and gain(code) > 3 and gain(kpi["pair"]) < -3
    ]
    assert melons == ["call-minutes"]


def test_every_stage_has_three_artifacts() -> None:
    """Each stage has at least three artifacts with short names, a description, and a file that is listed once."""
    rows = table("artifacts.csv")
    names = {(row["stage"], row["name"]) for row in rows}
    stages = Counter(stage for stage, _ in names)
    assert set(stages) == set(codes("stages"))
    assert min(stages.values()) >= 3
    assert all(len(row["name"]) <= 26 and row["description"].endswith(".") for row in rows)
    assert all(row["touchpoint"] in codes("touchpoints") for row in rows)
    assert sorted(row["file"] for row in rows) == sorted(path.name for path in ARTIFACTS.iterdir())


def test_artifacts_have_versions() -> None:
    """At least three artifacts hang in an older and a newer version with different dates."""
    versions = defaultdict(list)
    for row in table("artifacts.csv"):
        versions[row["stage"], row["name"]].append(date.fromisoformat(row["valid_from"]))
    pairs = [dates for dates in versions.values() if len(dates) == 2]
    assert len(pairs) >= 3
    assert all(older < newer < date(2026, 11, 5) for older, newer in pairs)


def test_artifacts_are_large_and_bare() -> None:
    """Every artifact opens as PNG or JPEG, is at least 1,060 pixels wide or high, and carries no EXIF data."""
    for path in ARTIFACTS.iterdir():
        with Image.open(path) as image:
            assert image.format == {".png": "PNG", ".jpg": "JPEG"}[path.suffix]
            assert max(image.size) >= 1_060
            assert not image.getexif()


def cues(transcript: str) -> list[tuple[float, float, str]]:
    """Start and end in seconds and the speaker of each cue."""
    pattern = r"(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d\.\d{3})\n<v (Customer|Agent)>\S"
    text = (RECORDINGS / transcript).read_text(encoding="utf-8")
    found = re.findall(pattern, text)
    assert len(found) == text.count("-->") > 0
    return [(int(m) * 60 + float(s), int(m2) * 60 + float(s2), who) for m, s, m2, s2, who in found]


def test_every_stage_has_a_clip() -> None:
    """Eight clips with short titles, one for each stage, and nothing else lies in the folder."""
    rows = table("clips.csv")
    assert sorted(row["stage"] for row in rows) == sorted(codes("stages"))
    assert all(len(row["title"]) <= 34 and row["shows"].endswith(".") for row in rows)
    assert all(row["touchpoint"] in codes("touchpoints") for row in rows)
    listed = [row["file"] for row in rows] + [row["transcript"] for row in rows]
    assert sorted(listed) == sorted(path.name for path in RECORDINGS.iterdir())


def test_clips_are_bare_mp3_of_the_right_length() -> None:
    """Each clip starts with an MPEG-2 frame of 48 kbit/s and 24 kHz, has no tags, and lasts 25 to 60 seconds."""
    for row in table("clips.csv"):
        sound = (RECORDINGS / row["file"]).read_bytes()
        assert sound[:3] == b"\xff\xf3\x64"
        assert b"ID3" not in sound[:10]
        assert sound[-128:-125] != b"TAG"
        assert 25 <= len(sound) * 8 / 48_000 <= 60


def test_transcripts_fit_their_clips() -> None:
    """The cues of a transcript follow one another within the clip, and both voices speak."""
    for row in table("clips.csv"):
        seconds = (RECORDINGS / row["file"]).stat().st_size * 8 / 48_000
        spoken = cues(row["transcript"])
        ends = [0.0, *(end for _, end, _ in spoken)]
        assert all(last <= start < end for last, (start, end, _) in zip(ends, spoken, strict=False))
        assert seconds - 2 < ends[-1] <= seconds
        assert {who for _, _, who in spoken} == {"Customer", "Agent"}


def test_the_demo_is_small() -> None:
    """All demo content together is smaller than 12 MB."""
    folders = (DATA, ARTIFACTS, RECORDINGS)
    assert sum(path.stat().st_size for folder in folders for path in folder.iterdir()) < 12_000_000


def test_the_tables_are_made_again_byte_for_byte(tmp_path: Path) -> None:
    """The generator writes the committed tables again, to the byte where the same pyarrow wrote them."""
    write_tables(tmp_path)
    for made in tmp_path.iterdir():
        kept = DATA / made.name
        if made.suffix == ".parquet" and pq.read_metadata(made).created_by != pq.read_metadata(kept).created_by:
            assert pq.read_table(made).equals(pq.read_table(kept)), made.name
        else:
            assert made.read_bytes() == kept.read_bytes(), made.name
