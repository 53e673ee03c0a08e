from datetime import date

from tests.unit.importing.importer import Importer, known, reasons, staged_rows

HEADER = "id,survey,answered_at,score,comment,customer,audience\n"


def test_response_has_the_stores_columns(importer: Importer) -> None:
    """A response is staged with its survey's id, day, score and words."""
    row = importer.rows(HEADER + "7,Stars,2026-10-01 10:00,4,nice,C1,partner\n", "responses")[0]
    assert list(row) == [
        "id", "survey_id", "answered_at", "answered_on", "score", "comment", "customer_ref", "audience", "external_id",
    ]  # fmt: skip
    assert (row["survey_id"], row["answered_on"], row["score"]) == (known("stars"), date(2026, 10, 1), 4.0)
    assert (row["comment"], row["customer_ref"], row["audience"]) == ("nice", "C1", "partner")


def test_scores_outside_the_scale_are_refused(importer: Importer) -> None:
    """Each survey's own scale decides."""
    rows = "1,stars,2026-10-01,0,,,\n2,nps,2026-10-01,0,,,\n3,stars,2026-10-01,6,,,\n4,nps,2026-10-01,10,,,\n"
    staged = importer.stage(HEADER + rows, "responses")
    assert reasons(staged) == {"the score is outside the survey's scale": 2}
    assert {row["external_id"] for row in staged_rows(staged)} == {"2", "4"}


def test_scores_between_the_points_are_refused(importer: Importer) -> None:
    """A mean such as 3.5 is no answer; 4.0 is a 4."""
    staged = importer.stage(HEADER + "1,stars,2026-10-01,3.5,,,\n2,stars,2026-10-01,4.0,,,\n", "responses")
    assert reasons(staged) == {"the score lies between two points of the survey's scale": 1}
    assert [row["score"] for row in staged_rows(staged)] == [4.0]


def test_blank_and_wrong_scores_are_refused(importer: Importer) -> None:
    """A response needs a number."""
    staged = importer.stage(HEADER + "1,stars,2026-10-01,,,,\n2,stars,2026-10-01,good,,,\n", "responses")
    assert reasons(staged) == {"not a number": 1, "score is blank": 1}


def test_unknown_survey_is_refused(importer: Importer) -> None:
    """A survey the room does not have is refused by row."""
    staged = importer.stage(HEADER + "1,moons,2026-10-01,4,,,\n", "responses")
    assert reasons(staged) == {"the room has no such survey": 1}


def test_words_become_scores(importer: Importer) -> None:
    """[values.score] turns answers in words into numbers."""
    mapping = '[values.score]\n"Very good" = "5"\n"Poor" = "2"'
    rows = importer.rows(
        HEADER + "1,stars,2026-10-01,very good,,,\n2,stars,2026-10-02,Poor,,,\n", "responses", mapping=mapping
    )
    assert [row["score"] for row in rows] == [5, 2]


def test_same_id_in_two_surveys_is_two_responses(importer: Importer) -> None:
    """An id belongs to its survey."""
    staged = importer.stage(HEADER + "1,stars,2026-10-01,4,,,\n1,nps,2026-10-01,4,,,\n", "responses")
    assert len({row["id"] for row in staged_rows(staged)}) == 2
