"""Feedback: one row for each thing a customer said."""

from collections.abc import Collection, Mapping
from pathlib import Path
from uuid import UUID

from customer_room.domain.catalogue import fold_name
from customer_room.domain.words import Audience, Cause, Channel, Nature
from customer_room.importing.checks import Check, refuse_rows
from customer_room.importing.engine import count, literal, select
from customer_room.importing.given import Given
from customer_room.importing.identity import identity_of, without_repeats
from customer_room.importing.lookups import code_of, code_type, create_words, distinct_words, id_in, look_up, stage_fix
from customer_room.importing.moments import create_dated, date_checks
from customer_room.importing.refusals import counted, listed, refused, room_names
from customer_room.importing.staged import Staged, write_staged

MAX_NEW_CATEGORIES = 200
MAX_TEXT = 100_000
# A part of every id, so it must be the same whatever the file is called.
SOURCE_UNSAID = "file"
_DEFAULTS = {"channel": Channel.OTHER, "audience": Audience.CUSTOMER, "nature": Nature.COMPLAINT, "cause": None}
_VOCABULARIES = {"cause": Cause, "channel": Channel, "audience": Audience, "nature": Nature}
_OWN_COLUMNS = ("category_name", "cause", "source", "channel", "audience", "nature", "customer_ref", "body")
_CONTENT = ("at_utc", "stage_given", "touchpoint_id", "category_folded", *_OWN_COLUMNS[1:])


def stage_feedback(given: Given, target: Path) -> Staged:
    """Validate the records as feedback and write those that pass to `target`."""
    dates = create_dated(given, "said_at")
    _note_unsaid_source(given)
    new_categories = _look_up_categories(given)
    unclear = _look_up_places(given) | {
        column
        for column, vocabulary in _VOCABULARIES.items()
        if not look_up(given, column, code_of(vocabulary), code_type(vocabulary))
    }
    _create_views(given)
    asked = "understood" if unclear else "said"  # rows whose words are all known need not be joined to be checked
    passes = refuse_rows(given, asked, [*date_checks(given, "said_at", dates), *_checks(given, unclear)])
    identity = identity_of(given, "feedback", "source", _CONTENT)
    selection = without_repeats(given, "understood", passes, identity, named_in=asked)
    columns = {"id": identity.id_sql, "said_at": "at_utc", "said_on": "at_on"}
    columns |= {name: f"CAST({name} AS UUID)" for name in ("stage_id", "touchpoint_id", "category_id")}
    columns |= {name: name for name in (*_OWN_COLUMNS, "external_id")}
    staged = write_staged(given, columns, selection, target, order="said_at", day="said_on")
    return staged.described(f"dates {dates.label}", new_categories)


def _note_unsaid_source(given: Given) -> None:
    unsaid = count(given.engine, "kept", f"WHERE {given.sql('source')} IS NULL")
    if unsaid:
        given.notes.append(
            f"{counted(unsaid, 'row')} without a source: it is set to “{SOURCE_UNSAID}”. To name the tool they come "
            'from, write [constants] source = "Call center" in the mapping file, before the first import: an id counts '
            "within its source, so exports of two tools should not share one."
        )


def _look_up_categories(given: Given) -> tuple[str, ...]:
    """Create `words_category`; words the room does not know are new categories, spelt as most often in the file."""
    known, stages = given.request.catalogue.categories, given.request.catalogue.category_stages
    words = distinct_words(given, "category") if given.has("category") else []
    spellings: dict[str, str] = {}
    for word in words:
        spellings.setdefault(fold_name(word), word)
    new = tuple(word for folded, word in spellings.items() if folded not in known)
    if len(new) > MAX_NEW_CATEGORIES:
        raise refused(
            given.request.file_name,
            f"The column for category holds {len(new):,} values that are no category yet: it looks like free text. "
            f"Among them: {listed(new)}.",
            "Name another column for category in the mapping file, or put its values together under [values.category].",
        )
    rows = []
    for word in words:
        folded = fold_name(word)
        category = known.get(folded)
        stage = stages.get(category) if category else None
        rows.append(
            (word, str(category) if category else None, spellings[folded], folded, str(stage) if stage else None)
        )
    columns = {"id": "UUID", "name": "VARCHAR", "folded": "VARCHAR", "stage_id": "UUID"}
    create_words("words_category", given, columns, rows)
    return new


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)


def _look_up_places(given: Given) -> set[str]:
    """Create `words_stage` and `words_touchpoint`; returns which of them have words that mean nothing."""
    known = given.request.catalogue
    unclear = set() if look_up(given, "stage", id_in(known.stages), "UUID") else {"stage"}
    words = distinct_words(given, "touchpoint") if given.has("touchpoint") else []
    found = [(word, known.touchpoints[fold_name(word)]) for word in words if fold_name(word) in known.touchpoints]
    stages = known.touchpoint_stages
    rows = [(word, _text(place), _text(stages.get(place))) for word, place in found]
    create_words("words_touchpoint", given, {"id": "UUID", "stage_id": "UUID"}, rows)
    return unclear if len(found) == len(words) else unclear | {"touchpoint"}


def _create_views(given: Given) -> None:
    """Create `said`, all records with what stands in them, and `understood`, also with what their words mean."""
    columns = {
        "source": f"coalesce({given.sql('source')}, {literal(SOURCE_UNSAID)})",
        "customer_ref": given.sql("customer"),
        "body": f"coalesce({given.sql('text')}, '')",
        "external_id": given.sql("id"),
    }
    given.engine.execute(f"CREATE VIEW said AS {select(columns, 'clocked', keep='clocked.*')}")
    given.engine.execute(f"CREATE VIEW understood AS {_understood(given, columns)}")


def _understood(given: Given, said: Mapping[str, str]) -> str:
    joined = [name for name in ("stage", "touchpoint", "category", *_VOCABULARIES) if given.has(name)]

    def found(name: str, column: str = "id") -> str:
        return f"words_{name}.{column}" if name in joined else "NULL"

    columns = {
        "stage_given": found("stage"),
        "stage_id": f"coalesce({found('stage')}, {found('touchpoint', 'stage_id')}, {found('category', 'stage_id')})",
        "touchpoint_id": found("touchpoint"),
        "category_id": found("category"),
        "category_name": f"CAST({found('category', 'name')} AS VARCHAR)",
        "category_folded": f"CAST({found('category', 'folded')} AS VARCHAR)",
        **{
            name: f"coalesce({found(name)}, CAST({literal(default)} AS {code_type(_VOCABULARIES[name])}))"
            for name, default in _DEFAULTS.items()
        },
        **{f"words_{name}_id": found(name) for name in _VOCABULARIES},
        **said,
    }
    joins = " ".join(f"LEFT JOIN words_{name} ON words_{name}.word = {given.sql(name)}" for name in joined)
    return select(columns, f"dated {joins}", keep="dated.*")


def _checks(given: Given, unclear: Collection[str]) -> list[Check]:
    """The checks of texts, and of those columns with words that mean nothing."""
    checks = [
        Check(
            "text",
            f"body = '' AND {given.sql('category')} IS NULL",
            "there is neither a text nor a category",
            'Fill in one of them, or leave such rows out: [skip] text = [""] in the mapping file.',
        ),
        Check("text", f"length(body) > {MAX_TEXT}", f"the text is longer than {MAX_TEXT:,} characters", "Shorten it."),
    ]
    if "stage" in unclear:
        unknown = f"{given.sql('stage')} IS NOT NULL AND stage_given IS NULL"
        checks.append(Check("stage", unknown, "the room has no such stage", stage_fix(given)))
    if "touchpoint" in unclear:
        unknown = f"{given.sql('touchpoint')} IS NOT NULL AND touchpoint_id IS NULL"
        known = given.request.catalogue
        fix = f"The room's touchpoints: {room_names(known, known.touchpoints)}. Or map it: [values.touchpoint]."
        checks.append(Check("touchpoint", unknown, "the room has no such touchpoint", fix))
    for name, vocabulary in _VOCABULARIES.items():
        if name in unclear:
            unknown = f"{given.sql(name)} IS NOT NULL AND words_{name}_id IS NULL"
            fix = f"Use one of {', '.join(vocabulary)}, or map it in the mapping file under [values.{name}]."
            checks.append(Check(name, unknown, f"the word is no {name}", fix))
    return checks
