from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer_room.domain.records import Survey
from customer_room.domain.words import ImportKind, SurveyMethod
from customer_room.errors import WriteRefusedError
from customer_room.store.connection import Store, Write
from customer_room.store.feedback import count_complaints, feedback_spans, move_feedback
from customer_room.store.imports import new_import_id, register_import
from customer_room.store.integrity import find_inconsistencies
from customer_room.store.measurements import add_responses, count_scores
from customer_room.store.rollups import add_to_rollup
from customer_room.store.structure import save_survey
from tests.store.samples import (
    FEEDBACK,
    NOON,
    RESPONSES,
    TESTER,
    add_structure,
    count,
    feedback_row,
    imported_file,
    keep_feedback,
    one,
    open_store,
    stage,
)

# A step either adds complaints (number, days ago, stage, category, source, nature) or moves some of the numbers.
_ROWS = st.lists(
    st.tuples(
        st.integers(0, 25), st.integers(0, 70), st.integers(-1, 1), st.integers(-1, 3),
        st.sampled_from(["Calls", "Mail"]), st.sampled_from(["complaint", "praise"]),
    ),
    max_size=12,
    unique_by=lambda row: row[0],
)  # fmt: skip
_MOVES = st.tuples(st.sets(st.integers(0, 30), max_size=8), st.integers(-1, 1), st.integers(-1, 1))
_STEPS = st.lists(st.one_of(_ROWS, _MOVES), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=_STEPS)
def test_rollups_equal_the_sums_made_anew(steps: list[Any]) -> None:
    """After any sequence of imports, with duplicates among them, and of moves, no rollup differs from its rows."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        stage_ids, category_ids = add_structure(store)
        stages, categories = [*stage_ids, None], [*category_ids, None, None]
        known: set[int] = set()
        for step in steps:
            if isinstance(step, list):
                rows = [_row(*values, stages=stages, categories=categories) for values in step]
                counts = keep_feedback(store, stage(store, FEEDBACK, rows))
                numbers = {values[0] for values in step}
                assert (counts.new, counts.known) == (len(numbers - known), len(numbers & known))
                known |= numbers
            else:
                moved = _move(store, step[0], stages[step[1]], categories[step[2]])
                assert moved <= len(step[0] & known)
            assert _found(store) == []
        assert count(store, "feedback") == len(known)
        store.close()


def _row(
    number: int, days: int, stage_no: int, category_no: int, source: str, nature: str, *,
    stages: list[UUID | None], categories: list[UUID | None],
) -> dict[str, Any]:  # fmt: skip
    category_id = categories[category_no]
    return feedback_row(
        number,
        said_at=NOON - timedelta(days=days),
        stage_id=stages[stage_no],
        category_id=category_id,
        category_name="Written new" if category_id is None and category_no > 0 else None,
        source=source,
        nature=nature,
    )


def _move(store: Store, numbers: set[int], stage_id: UUID | None, category_id: UUID | None) -> int:
    ids = [UUID(int=number + 1) for number in numbers]
    return store.transact(TESTER, lambda write: move_feedback(write, ids, stage_id, category_id))


def _found(store: Store) -> list[str]:
    with store.snapshot() as cursor:
        return [finding.what for finding in find_inconsistencies(cursor)]


def test_moved_complaints_count_where_they_went(store: Store) -> None:
    """A moved item leaves its old cell and day marks, and appears in the new ones."""
    stages, categories = add_structure(store)
    rows = [feedback_row(n, stage_id=stages[0], category_id=categories[0]) for n in range(3)]
    rows.append(feedback_row(9, stage_id=stages[0], said_at=datetime.fromisoformat("2026-10-20T08:00:00")))
    keep_feedback(store, stage(store, FEEDBACK, rows))
    assert _move(store, {0, 9, 77}, stages[1], None) == 2
    september, october, november = (NOON.date().replace(month=number, day=1) for number in (9, 10, 11))
    with store.snapshot() as cursor:
        counted = {
            (c.stage_id, c.category_id): c.now
            for c in count_complaints(cursor, (october, november), (september, october))
        }
        latest = {span.stage_id: (span.source, span.latest_on) for span in feedback_spans(cursor)}
    assert latest == {stages[0]: ("Calls", NOON.date()), stages[1]: ("Calls", NOON.date().replace(day=20))}
    assert counted == {(stages[0], categories[0]): 2, (stages[1], None): 2}


def test_a_move_to_where_it_is_changes_nothing(store: Store) -> None:
    """Moving an item to its own place raises no version and leaves no entry in the record."""
    stages, categories = add_structure(store)
    keep_feedback(store, stage(store, FEEDBACK, [feedback_row(0, stage_id=stages[0], category_id=categories[0])]))
    changes = count(store, "changes")
    assert _move(store, {0}, stages[0], categories[0]) == 0
    assert count(store, "changes") == changes
    assert one(store.read(), "SELECT version FROM feedback") == 1


def test_a_move_to_a_stage_that_is_gone_is_refused(store: Store) -> None:
    """An item is never sorted under something the room does not have."""
    add_structure(store)
    keep_feedback(store, stage(store, FEEDBACK, [feedback_row(0)]))
    with pytest.raises(WriteRefusedError):
        _move(store, {0}, UUID(int=99), None)
    assert _found(store) == []


def test_staged_rows_that_contradict_each_other_are_refused_whole(store: Store) -> None:
    """Two staged rows of one id are not guessed at; nothing of the file is kept."""
    with pytest.raises(WriteRefusedError, match="same id"):
        keep_feedback(store, stage(store, FEEDBACK, [feedback_row(0), feedback_row(1), feedback_row(1, body="other")]))
    assert count(store, "feedback") == count(store, "imports") == 0


def test_staged_rows_that_name_what_is_gone_are_refused_whole(store: Store) -> None:
    """A staged row whose stage left the room meanwhile refuses the file; nothing of it is kept."""
    with pytest.raises(WriteRefusedError, match="stages"):
        keep_feedback(store, stage(store, FEEDBACK, [feedback_row(0), feedback_row(1, stage_id=UUID(int=5))]))
    assert count(store, "feedback") == count(store, "imports") == 0


def test_a_new_category_is_made_once_however_it_is_written(store: Store) -> None:
    """Names that differ by case or spaces are one category, and one the room has is not made again."""
    _, categories = add_structure(store)
    names = ["Late parcel", "late  PARCEL", "category 0", "配送が遅い"]
    rows = [feedback_row(number, category_name=name) for number, name in enumerate(names)]
    keep_feedback(store, stage(store, FEEDBACK, rows))
    used = [row[0] for row in store.read().execute("SELECT category_id FROM feedback ORDER BY id").fetchall()]
    assert used[0] == used[1] not in categories
    assert used[2] == categories[0]
    assert count(store, "categories") == 4
    assert one(store.read(), "SELECT count(DISTINCT code) FROM categories WHERE code <> ''") == 4


def test_responses_are_summed_once(store: Store) -> None:
    """Scores are counted by month, and the same responses arriving again count nothing."""
    survey_id = _asked(store)
    rows = [_answer(number, survey_id, score=float(number % 3)) for number in range(7)]
    for part in (rows[:4], rows):
        _keep_responses(store, stage(store, RESPONSES, part))
    october = NOON.date().replace(day=1), NOON.date().replace(month=11, day=1)
    with store.snapshot() as cursor:
        scores = count_scores(cursor, october, (NOON.date(), NOON.date()))
    assert scores[survey_id].now == {0.0: 3, 1.0: 2, 2.0: 2}
    assert _found(store) == []


_ANSWERS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 40), st.integers(9, 10), st.sampled_from(["customer", "staff"])),
    max_size=10,
    unique_by=lambda answer: answer[0],
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(imports=st.lists(_ANSWERS, min_size=1, max_size=5))
def test_the_last_day_answered_is_known_whatever_arrives_when(imports: list[Any]) -> None:
    """After any imports, late and repeated answers among them, a survey's last day is that of its customers' last."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        survey_id, october = _asked(store), (date(2026, 10, 1), date(2026, 11, 1))
        kept: dict[UUID, dict[str, Any]] = {}
        for answers in imports:
            rows = [
                _answer(number, survey_id, NOON - timedelta(days=ago), score=float(score), audience=audience)
                for number, ago, score, audience in answers
            ]
            _keep_responses(store, stage(store, RESPONSES, rows))
            kept = {row["id"]: row for row in rows} | kept
            days = [row["answered_on"] for row in kept.values() if row["audience"] == "customer"]
            with store.snapshot() as cursor:
                scores = count_scores(cursor, october, october)
                assert {key: found.latest_on for key, found in scores.items()} == (
                    {survey_id: max(days)} if days else {}
                )
            assert _found(store) == []
        store.close()


def test_no_answer_is_taken_from_the_sums(store: Store) -> None:
    """A last day cannot be taken back by subtraction, so an attempt is refused rather than made wrong."""
    survey_id = _asked(store)
    _keep_responses(store, stage(store, RESPONSES, [_answer(0, survey_id)]))

    def work(write: Write) -> None:
        add_to_rollup(write.cursor, "responses_monthly", "SELECT * FROM responses", sign=-1)

    with pytest.raises(ValueError, match="latest day"):
        store.transact(TESTER, work)
    assert _found(store) == []


def _asked(store: Store) -> UUID:
    survey = Survey(UUID(int=1), "nps", "NPS", SurveyMethod.NPS, 0, 10, "?", None, None)
    return store.transact(TESTER, lambda write: save_survey(write, survey))


def _answer(number: int, survey_id: UUID, at: datetime = NOON, **values: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(RESPONSES)
    row |= {"id": UUID(int=number), "survey_id": survey_id, "answered_at": at, "answered_on": at.date()}
    return row | {"score": 9.0, "audience": "customer"} | values


def _keep_responses(store: Store, staged: Path) -> None:
    def work(write: Write) -> None:
        import_id = new_import_id()
        register_import(write, import_id, imported_file(ImportKind.RESPONSES), add_responses(write, staged, import_id))

    store.transact(TESTER, work)
