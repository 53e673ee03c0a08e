import json
import tomllib
from pathlib import Path

from tests.cli.commanding import Served
from tests.cli.conftest import CommandLine


def test_names_lists_what_files_may_name(customer_room: CommandLine, room: Path) -> None:
    """`names` lists all six nouns with codes, names, ranks, scales, units, cadences and targets."""
    outcome = customer_room("names", room)
    report = json.loads(customer_room("names", room, "--json").out)
    assert outcome.code == 0
    assert list(report) == ["stages", "touchpoints", "silos", "categories", "surveys", "kpis"]
    assert all(
        thing["code"] in outcome.out and thing["name"] in outcome.out for one in report.values() for thing in one
    )
    assert {"rank", "stage"} < report["touchpoints"][0].keys()
    assert {"scale_min", "scale_max"} < report["surveys"][0].keys()
    assert {"unit", "cadence", "target", "touchpoint"} < report["kpis"][0].keys()


def test_names_shows_a_target_once_it_is_set(customer_room: CommandLine, room: Path, tmp_path: Path) -> None:
    """A target that was imported is listed."""
    kpi = json.loads(customer_room("names", room, "--json").out)["kpis"][0]
    file = tmp_path / "kpis.csv"
    file.write_text(f"code,target\n{kpi['code']},12.5\n", encoding="utf-8")
    assert customer_room("import", room, "kpis", file).code == 0
    assert json.loads(customer_room("names", room, "--json").out)["kpis"][0] == kpi | {"target": 12.5}
    assert "12.5" in customer_room("names", room).out


def test_names_works_through_the_running_room(customer_room: CommandLine, quiet_room: Served, made_room: Path) -> None:
    """While a room is served, `names` says the same as when it is not."""
    assert customer_room("names", quiet_room.folder).out == customer_room("names", made_room).out


def test_an_empty_noun_is_said(customer_room: CommandLine, tmp_path: Path) -> None:
    """A room of a plan with nothing but a stage has names of that only."""
    plan = tmp_path / "plan.toml"
    plan.write_text('[[stages]]\ncode = "ask"\nname = "I ask"\n', encoding="utf-8")
    assert customer_room("init", tmp_path / "room", "--template", plan).code == 0
    out = customer_room("names", tmp_path / "room").out
    assert "Stages (1)" in out
    assert "KPIs (0)" in out


def test_a_plan_and_a_file_choose_a_stages_number(customer_room: CommandLine, tmp_path: Path) -> None:
    """The KPI that a plan file names for a stage is listed with it, and a file of stages changes it."""
    text = customer_room("init", "--show", "insurance").out
    plan = tomllib.loads(text)
    point = next(point for point in plan["touchpoints"] if point["code"] == plan["kpis"][0]["touchpoint"])
    of_stage = {one["code"] for one in plan["touchpoints"] if one["stage"] == point["stage"]}
    first, *others = [kpi["code"] for kpi in plan["kpis"] if kpi["touchpoint"] in of_stage]
    mark = f'code = "{point["stage"]}"\n'
    (tmp_path / "plan.toml").write_text(text.replace(mark, f'{mark}headline_kpi = "{first}"\n', 1), encoding="utf-8")
    assert customer_room("init", tmp_path / "room", "--template", tmp_path / "plan.toml").code == 0
    chosen = {one["code"]: one["headline_kpi"] for one in json.loads(_names(customer_room, tmp_path))["stages"]}
    assert {code: kpi for code, kpi in chosen.items() if kpi} == {point["stage"]: first}
    (tmp_path / "stages.csv").write_text(
        f"code,name,headline_kpi\n{point['stage']},I look for cover,{others[0]}\n", encoding="utf-8"
    )
    assert customer_room("import", tmp_path / "room", "stages", tmp_path / "stages.csv").code == 0
    stages = json.loads(_names(customer_room, tmp_path))["stages"]
    assert next(one for one in stages if one["code"] == point["stage"])["headline_kpi"] == others[0]


def _names(customer_room: CommandLine, place: Path) -> str:
    return customer_room("names", place / "room", "--json").out
