import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from customer_room.domain.records import Actor, Kpi, StatusChange, StoredFile, Survey, TranscriptLine
from customer_room.domain.words import (
    Cause,
    GoodDirection,
    ImportKind,
    Layer,
    Orientation,
    SurveyMethod,
    TeamStatus,
)
from customer_room.errors import WriteRefusedError
from customer_room.store.connection import Store, Write
from customer_room.store.feedback import move_feedback
from customer_room.store.imports import find_same_file, new_import_id, register_import
from customer_room.store.measurements import add_exposure, add_readings
from customer_room.store.media_rows import hang_artifact, hung_artifacts, publish_clip, published_clips
from customer_room.store.rows import update_recorded
from customer_room.store.structure import (
    pair_kpis,
    read_structure,
    save_category,
    save_kpi,
    save_silo,
    save_stage,
    save_survey,
    save_touchpoint,
)
from customer_room.store.teams import TeamProfile, read_teams, save_team
from tests.store.samples import (
    EXPOSURE,
    FEEDBACK,
    READINGS,
    TESTER,
    add_structure,
    count,
    feedback_row,
    imported_file,
    keep_feedback,
    one,
    stage,
)

ANN = Actor("Ann Lee")
DAY = date(2026, 10, 5)


def _recorded(store: Store, after: int = 0) -> list[dict[str, Any]]:
    rows = store.read().execute(
        'SELECT changed_at, changed_by, noun, row_id, "action", before_json, after_json FROM changes '
        "ORDER BY rowid OFFSET ?", [after],
    ).fetchall()  # fmt: skip
    names = ("at", "by", "noun", "row_id", "action", "before", "after")
    changes = [dict(zip(names, row, strict=True)) for row in rows]
    for change in changes:
        change["before"], change["after"] = (json.loads(change[side] or "null") for side in ("before", "after"))
    return changes


def _write(store: Store, work: Any) -> tuple[Any, list[dict[str, Any]]]:
    before = count(store, "changes")
    result = store.transact(ANN, work)
    return result, _recorded(store, before)


def test_a_change_says_who_when_what_before_and_what_after(store: Store) -> None:
    """Renaming a stage is one entry with the name, the UTC time, and only what differs."""
    _write(store, lambda write: save_stage(write, "order", "I order", 1, "Fast."))
    stage_id = one(store.read(), "SELECT id FROM stages")
    start = datetime.now(UTC).replace(tzinfo=None)
    _, (change,) = _write(store, lambda write: save_stage(write, "order", "I buy", 1, "Fast."))
    assert start <= change.pop("at") <= datetime.now(UTC).replace(tzinfo=None)
    assert change == {
        "by": "Ann Lee", "noun": "stages", "row_id": stage_id, "action": "change", "before": {"name": "I order"},
        "after": {"name": "I buy"},
    }  # fmt: skip


def test_saving_what_is_already_so_records_nothing(store: Store) -> None:
    """A stage, a touchpoint or a team saved again as it is leaves no entry and no new version."""
    stages, _ = add_structure(store)
    profile = _team(stages[0])

    def save(write: Write) -> list[bool | None]:
        return [
            save_stage(write, "s0", "Stage 0", 1, ""),
            save_touchpoint(write, "t", stages[0], "Touch", 1, (save_silo(write, "w", "Warehouse"),)),
            save_team(write, profile, [StatusChange(TeamStatus.BROKEN, DAY, "", "Bo")]),
        ]

    assert _write(store, save)[0] == [None, True, True]
    assert _write(store, save) == ([None, None, None], [])


def _team(stage_id: UUID, **values: Any) -> TeamProfile:
    profile: dict[str, Any] = {
        "code": "fix", "name": "Fix it", "stage_id": stage_id, "touchpoint_id": None, "sponsor": "S", "lead": "L",
        "problem": "P", "promise": "Q", "due_on": None, "members": (("Ann", None),),
    } | values  # fmt: skip
    return TeamProfile(**profile)


def _kpi(code: str, touchpoint_id: UUID) -> Kpi:
    return Kpi(
        UUID(int=0), code, touchpoint_id, code, "%", GoodDirection.UP, 95.0, Layer.PROCESS, Orientation.CUSTOMER,
        "month", 1, "Ann", None,
    )  # fmt: skip


def test_every_noun_of_the_structure_is_recorded_when_added(store: Store) -> None:
    """Stages, silos, touchpoints with silos, categories, KPIs, pairs and surveys each leave their entry."""

    def work(write: Write) -> None:
        save_stage(write, "order", "I order", 1, "")
        stage_id = one(write.cursor, "SELECT id FROM stages")
        save_touchpoint(write, "cart", stage_id, "Cart", 1, (save_silo(write, "it", "IT"),))
        touchpoint_id = one(write.cursor, "SELECT id FROM touchpoints")
        save_category(write, "slow", "Slow", Cause.ORGANISATION, stage_id)
        first, second = (save_kpi(write, _kpi(code, touchpoint_id)) for code in ("a", "b"))
        pair_kpis(write, first, second)
        survey = Survey(UUID(int=0), "nps", "NPS", SurveyMethod.NPS, 0, 10, "?", stage_id, touchpoint_id)
        assert save_survey(write, survey) == save_survey(write, survey)

    changes = _write(store, work)[1]
    assert [(change["noun"], change["action"]) for change in changes] == [
        ("stages", "add"), ("silos", "add"), ("touchpoints", "add"), ("touchpoints", "change"), ("categories", "add"),
        ("kpis", "add"), ("kpis", "add"), ("kpis", "change"), ("surveys", "add"),
    ]  # fmt: skip
    assert {change["by"] for change in changes} == {"Ann Lee"}
    assert changes[5]["before"] is None
    assert changes[5]["after"]["target"] == 95.0
    structure = read_structure(store.read())
    assert structure.kpis[0].pair_id == structure.kpis[1].id
    assert structure.surveys[0].method is SurveyMethod.NPS


def test_a_team_records_its_profile_its_members_and_each_status(store: Store) -> None:
    """A team's new member and new status are entries of their own, and the history keeps both statuses."""
    stages, _ = add_structure(store)
    broken = StatusChange(TeamStatus.BROKEN, DAY, "late", "Bo")
    reliable = StatusChange(TeamStatus.RELIABLE, date(2026, 11, 1), "on time", "Cy")
    _write(store, lambda write: save_team(write, _team(stages[0]), [broken]))
    profile = _team(stages[0], lead="New lead", members=(("Ann", None), ("Bo", None)))
    saved, changes = _write(store, lambda write: save_team(write, profile, [broken, reliable]))
    assert saved is False
    assert [change["action"] for change in changes] == ["change", "members", "status"]
    assert changes[0]["before"] == {"lead": "L"}
    assert changes[2]["after"]["confirmed_by"] == "Cy"
    (team,) = read_teams(store.read(), date(2026, 11, 5))
    assert team.history == (broken, reliable)
    assert read_teams(store.read(), DAY)[0].status is TeamStatus.BROKEN
    assert read_teams(store.read(), date(2026, 1, 1)) == []


def test_artifacts_and_clips_are_recorded(store: Store) -> None:
    """Hanging an artifact, hanging its next version and publishing a clip leave their entries."""
    stages, _ = add_structure(store)
    line = TranscriptLine(0.0, 1.5, "Customer", "Where is it?")

    def file(name: str) -> StoredFile:
        return StoredFile(UUID(int=hash(name) % 2**64), f"artifacts/{name}", name, "image/png", 1, name, 1, 1)

    def work(write: Write) -> None:
        for version, day in (("a", DAY), ("b", date(2026, 11, 1))):
            hang_artifact(write, stages[0], None, "Slip", "", day, file(version), file("thumbnail"))
        publish_clip(write, stages[0], None, "Call", "Shows", DAY, file("call"), 2.0, [line])

    changes = _write(store, work)[1]
    assert [(change["noun"], change["action"]) for change in changes] == [
        ("artifacts", "add"), ("artifacts", "add version"), ("artifacts", "add version"), ("recordings", "add"),
        ("clips", "add"),
    ]  # fmt: skip
    assert [hung_artifacts(store.read(), day)[0].path for day in (DAY, date(2026, 11, 2))] == [
        "artifacts/a", "artifacts/b",
    ]  # fmt: skip
    assert hung_artifacts(store.read(), date(2026, 1, 1)) == []
    ((clip, path),) = published_clips(store.read())
    assert (clip.transcript, clip.duration_s, path) == ((line,), 2.0, "artifacts/call")
    assert count(store, "files") == 4


def test_a_bulk_import_is_one_entry(store: Store) -> None:
    """However many rows a file brings, the record has one entry for it, and each row carries the import's key."""
    before = count(store, "changes")
    keep_feedback(store, stage(store, FEEDBACK, [feedback_row(number) for number in range(50)]))
    (change,) = _recorded(store, before)
    assert (change["noun"], change["action"], change["after"]["rows_new"]) == ("imports", "import", 50)
    assert one(store.read(), "SELECT count(*) FROM feedback WHERE import_id = ?", change["row_id"]) == 50
    found = find_same_file(store.read(), ImportKind.FEEDBACK, change["after"]["file_sha256"])
    assert found is not None
    assert found.id == change["row_id"]
    assert find_same_file(store.read(), ImportKind.TEAMS, change["after"]["file_sha256"]) is None


def test_moving_feedback_records_each_item(store: Store) -> None:
    """Each item that was sorted anew has an entry with its old and its new place."""
    stages, _ = add_structure(store)
    keep_feedback(store, stage(store, FEEDBACK, [feedback_row(0, stage_id=stages[0]), feedback_row(1)]))
    ids = [UUID(int=1), UUID(int=2)]
    _, changes = _write(store, lambda write: move_feedback(write, ids, stages[1], None))
    assert {change["row_id"]: change["before"]["stage_id"] for change in changes} == {
        ids[0]: str(stages[0]), ids[1]: None,
    }  # fmt: skip
    assert {change["after"]["stage_id"] for change in changes} == {str(stages[1])}


@pytest.mark.parametrize("table", ["readings", "exposure"])
def test_a_number_that_is_corrected_keeps_the_old_one_in_the_record(table: str, store: Store) -> None:
    """A reading or an exposure that differs replaces the old one, and both stand in the record."""
    stages, _ = add_structure(store)
    store.transact(ANN, lambda write: save_touchpoint(write, "t", stages[0], "T", 1, ()))
    touchpoint_id = one(store.read(), "SELECT id FROM touchpoints")
    kpi_id = store.transact(ANN, lambda write: save_kpi(write, _kpi("k", touchpoint_id)))
    is_reading = table == "readings"
    keys: dict[str, Any] = {"kpi_id": kpi_id} if is_reading else {"stage_id": stages[0], "grain": "month"}
    columns, add, name = (READINGS, add_readings, "value") if is_reading else (EXPOSURE, add_exposure, "customers")

    def keep(values: dict[int, int]) -> Any:
        rows = [
            {"n": 5} | keys | {"period_start": date(2026, number, 1), name: value} for number, value in values.items()
        ]
        staged = stage(store, columns, rows)

        def work(write: Write) -> Any:
            import_id = new_import_id()
            counts = add(write, staged, import_id)
            register_import(write, import_id, imported_file(ImportKind(table)), counts)
            return counts

        return _write(store, work)

    assert keep({9: 90, 10: 80})[0].new == 2
    counts, (changed, entered) = keep({9: 90, 10: 85, 11: 70})
    assert (counts.new, counts.changed, counts.known) == (1, 1, 1)
    assert (changed["before"][name], changed["after"][name]) == (80, 85)
    assert entered["action"] == "import"
    assert count(store, table) == 3


def test_a_row_changed_meanwhile_is_not_overwritten(store: Store) -> None:
    """An edit of an older version is refused, and so is one of a row that is gone."""
    stages, _ = add_structure(store)
    edit = {"name": "Mine"}
    store.transact(ANN, lambda write: update_recorded(write, "stages", stages[0], {"name": "Theirs"}))
    with pytest.raises(WriteRefusedError, match="meanwhile"):
        store.transact(ANN, lambda write: update_recorded(write, "stages", stages[0], edit, expected_version=1))
    with pytest.raises(WriteRefusedError, match="gone"):
        store.transact(ANN, lambda write: update_recorded(write, "stages", UUID(int=7), edit))
    assert read_structure(store.read()).stages[0].name == "Theirs"
    assert store.transact(ANN, lambda write: update_recorded(write, "stages", stages[0], edit, expected_version=2))


def test_keys_survive_renaming_and_reordering(store: Store) -> None:
    """Stages renamed and put in another order keep their ids, codes and feedback."""
    stages, _ = add_structure(store, stages=3)
    keep_feedback(store, stage(store, FEEDBACK, [feedback_row(n, stage_id=stages[n]) for n in range(3)]))

    def work(write: Write) -> None:
        for number in range(3):
            save_stage(write, f"s{number}", f"Neu {number}", 3 - number, "")

    store.transact(TESTER, work)
    after = read_structure(store.read()).stages
    assert [(item.id, item.code, item.name) for item in after] == [
        (stages[number], f"s{number}", f"Neu {number}") for number in (2, 1, 0)
    ]
    counted = store.read().execute("SELECT stage_id, count(*) FROM feedback GROUP BY stage_id").fetchall()
    assert dict(counted) == dict.fromkeys(stages, 1)


@pytest.mark.parametrize(
    "text",
    [
        "'); DROP TABLE stages;--",
        '"; DELETE FROM changes; --',
        "read_csv('/etc/passwd')",
        "COPY stages TO '/tmp/stolen.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "INSTALL httpfs; LOAD httpfs",
        "$1 ? {stages} %s \\' \u202e",
    ],
)
def test_sql_in_a_field_is_only_text(text: str, store: Store) -> None:
    """SQL words in names, texts, categories, sources and people are stored and read back letter by letter."""
    actor = Actor(text)
    store.transact(actor, lambda write: save_stage(write, "s", text, 1, text))
    stage_id = one(store.read(), "SELECT id FROM stages WHERE name = ?", text)
    row = feedback_row(0, body=text, source=text, category_name=text, customer_ref=text, external_id=text)
    keep_feedback(store, stage(store, FEEDBACK, [row | {"stage_id": stage_id}]))
    store.transact(actor, lambda write: save_team(write, _team(stage_id, code=text, lead=text), []))
    read = store.read().execute("SELECT body, source, customer_ref, external_id FROM feedback").fetchall()
    assert read == [(text,) * 4]
    assert one(store.read(), "SELECT name FROM categories") == text
    assert _recorded(store)[0]["by"] == text
    assert _recorded(store)[0]["after"]["promise"] == text
