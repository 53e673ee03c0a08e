"""Survey responses: one row for each answer to a survey's question."""

from pathlib import Path

from customer_room.domain.catalogue import fold_name
from customer_room.domain.words import Audience
from customer_room.importing.checks import Check, refuse_rows
from customer_room.importing.engine import literal, select
from customer_room.importing.feedback import MAX_TEXT
from customer_room.importing.given import Given
from customer_room.importing.identity import identity_of, without_repeats
from customer_room.importing.lookups import code_of, create_words, distinct_words, look_up
from customer_room.importing.moments import create_dated, date_checks
from customer_room.importing.numbers import decimal_sign, number_checks, number_sql
from customer_room.importing.refusals import NAMES_SHOWN, listed
from customer_room.importing.staged import Staged, write_staged

_CONTENT = ("at_utc", "survey_id", "score", "comment", "customer_ref", "audience")


def stage_responses(given: Given, target: Path) -> Staged:
    """Validate the records as survey responses and write those that pass to `target`."""
    dates = create_dated(given, "answered_at")
    decimal = decimal_sign(given, "score")
    _look_up_surveys(given)
    look_up(given, "audience", code_of(Audience))
    given.engine.execute(f"CREATE VIEW understood AS {_understood(given, decimal)}")
    checks = [*date_checks(given, "answered_at", dates), *number_checks(given, "score", "score", decimal)]
    passes = refuse_rows(given, "understood", [*checks, *_checks(given)])
    identity = identity_of(given, "responses", "survey_id", _CONTENT)
    selection = without_repeats(given, "understood", passes, identity)
    columns = {
        "id": identity.id_sql,
        "survey_id": "survey_id",
        "answered_at": "at_utc",
        "answered_on": "at_on",
        **{name: name for name in ("score", "comment", "customer_ref", "audience", "external_id")},
    }
    staged = write_staged(given, columns, selection, target, order="answered_at", day="answered_on")
    return staged.described(f"dates {dates.label}")


def _look_up_surveys(given: Given) -> None:
    known = given.request.catalogue.surveys
    found = [(word, known[fold_name(word)]) for word in distinct_words(given, "survey") if fold_name(word) in known]
    rows = [(word, str(survey.id), str(survey.scale_min), str(survey.scale_max)) for word, survey in found]
    columns = {"id": "UUID", "scale_min": "DOUBLE", "scale_max": "DOUBLE"}
    create_words("words_survey", given, columns, rows)


def _understood(given: Given, decimal: str) -> str:
    columns = {
        "survey_id": "words_survey.id",
        "scale_min": "words_survey.scale_min",
        "scale_max": "words_survey.scale_max",
        "score": number_sql(given, "score", decimal),
        "comment": given.sql("comment"),
        "customer_ref": given.sql("customer"),
        "audience_id": "words_audience.id",
        "audience": f"coalesce(words_audience.id, {literal(Audience.CUSTOMER)})",
        "external_id": given.sql("id"),
    }
    source = (
        f"dated LEFT JOIN words_survey ON words_survey.word = {given.sql('survey')} "
        f"LEFT JOIN words_audience ON words_audience.word = {given.sql('audience')}"
    )
    return select(columns, source, keep="dated.*")


def _checks(given: Given) -> list[Check]:
    catalogue = given.request.catalogue
    scale = {survey.id: f"{survey.scale_min}–{survey.scale_max}" for survey in catalogue.surveys.values()}
    surveys = catalogue.labels_of(catalogue.surveys)
    scales = listed((f"“{label.name}” {scale[key]}" for key, label in surveys.items()), NAMES_SHOWN)
    survey_fix = f"The room's surveys: {scales}. Use one of them, or [constants] survey in the mapping file."
    audience_fix = f"Use one of {', '.join(Audience)}, or map it in the mapping file under [values.audience]."
    return [
        Check("survey", "survey_id IS NULL", "the room has no such survey", survey_fix),
        Check(
            "score",
            "score < scale_min OR score > scale_max",
            "the score is outside the survey's scale",
            f"The scales: {scales}. Mend the score, or convert it: [scale] score = 2 in the mapping file.",
        ),
        Check(
            "score",
            "score BETWEEN scale_min AND scale_max AND score <> floor(score)",
            "the score lies between two points of the survey's scale",
            "Give each answer a row of its own: a mean of several answers is none.",
        ),
        Check("comment", f"length(comment) > {MAX_TEXT}", f"longer than {MAX_TEXT:,} characters", "Shorten it."),
        Check(
            "audience",
            f"{given.sql('audience')} IS NOT NULL AND audience_id IS NULL",
            "the word is no audience",
            audience_fix,
        ),
    ]
