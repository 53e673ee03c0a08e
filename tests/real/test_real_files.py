"""Exports as companies' tools write them: each staged with its mapping file, and counted as other tools counted it."""

import contextlib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from customer_room.domain.catalogue import Catalogue, KnownKpi, KnownSurvey, fold_name
from customer_room.errors import ImportRefusedError
from customer_room.importing import StagedImport, read_mapping
from tests.unit.importing.importer import Importer, assert_counts_add_up, known, staged_rows

MAPPINGS = Path(__file__).resolve().parent.parent / "data_mappings"
REGIONS = (
    "Alsace", "Aquitaine", "Auvergne", "Auvergne-Rhône-Alpes", "Basse Normandie", "Bourgogne",
    "Bourgogne-Franche-Comté", "Bretagne", "Centre", "Centre Val-de-Loire", "Champagne Ardenne", "Franche Comté",
    "Grand Est", "Haute Normandie", "Hauts-de-France", "Languedoc Roussillon", "Limousin", "Lorraine", "Midi Pyrénées",
    "Nord Pas de Calais", "Normandie", "Nouvelle Aquitaine", "Occitanie", "Pays-de-la-Loire", "Picardie",
    "Poitou Charentes", "Provence Alpes Côte d'Azur", "Rhône Alpes",
)  # fmt: skip
CATALOGUE = Catalogue(
    stages={name: known(name) for name in ("i-borrow", "i-pay", "i-bank", "i-settle")},
    surveys={
        "stars": KnownSurvey(known("stars"), 1, 5),
        "call-rating": KnownSurvey(known("call-rating"), 1, 5),
        "competence": KnownSurvey(known("competence"), 0, 100),
    },
    kpis={fold_name(region): KnownKpi(known(region), "month", "%") for region in REGIONS},
)


@pytest.fixture
def importer(tmp_path: Path) -> Importer:
    """Imports real files into a room that knows what they name."""
    return Importer(tmp_path)


def stage(importer: Importer, path: Path, mapping: str, timezone: str = "UTC") -> StagedImport:
    """Stage a real file with its mapping file."""
    parsed = read_mapping(MAPPINGS / f"{mapping}.toml")
    staged = importer.stage(path, parsed.kind or "", parsed, timezone, CATALOGUE)
    assert_counts_add_up(staged)
    return staged


def told(rows: list[dict[str, Any]], column: str) -> Counter[Any]:
    """How often each value occurs in a column."""
    return Counter(row[column] for row in rows)


def test_cfpb_complaints(importer: Importer, real_files: Path) -> None:
    """572 complaints, one of them blank, 169 in the customer's words; products become stages."""
    staged = stage(importer, real_files / "data/cfpb/cfpb_sayan.csv", "cfpb_sayan")
    assert (staged.rows_read, staged.rows_staged, staged.rows_skipped, staged.rows_refused) == (572, 571, 1, 0)
    rows = staged_rows(staged)
    assert sum(row["body"] != "" for row in rows) == 169
    assert max(len(row["body"]) for row in rows) > 20_000
    stages = told(rows, "stage_id")
    assert (stages[known("i-borrow")], stages[known("i-bank")], stages[known("i-pay")]) == (30, 42, 34)


def test_cfpb_repeated_header(importer: Importer, real_files: Path) -> None:
    """The header repeated as a data row is no complaint."""
    staged = stage(importer, real_files / "data/cfpb/cfpb_pezhao.csv", "cfpb_sayan")
    assert (staged.rows_read, staged.rows_staged, staged.rows_skipped) == (94, 93, 1)


def test_cfpb_irregular_quotes(importer: Importer, real_files: Path) -> None:
    """Ten complaints with odd quotation are ten complaints."""
    staged = stage(importer, real_files / "data/cfpb/cfpb_quote_irregular.csv", "cfpb_sayan")
    assert (staged.rows_read, staged.rows_staged) == (10, 10)


def test_cfpb_without_ids(importer: Importer, real_files: Path) -> None:
    """3,186 complaints without an id, month first; reading them twice gives the same ids."""
    path = real_files / "data/cfpb/cfpb_nobieyi.csv"
    first, second = stage(importer, path, "cfpb_nobieyi"), stage(importer, path, "cfpb_nobieyi")
    rows = staged_rows(first)
    assert len({row["id"] for row in rows}) == 3_186
    assert {row["id"] for row in rows} == {row["id"] for row in staged_rows(second)}
    categories = told(rows, "category_name")
    assert (categories["Mortgage"], categories["Credit reporting"], categories["Debt collection"]) == (921, 638, 625)


def test_comcast_complaints(importer: Importer, real_files: Path) -> None:
    """2,224 complaints, day first, date and time in two columns; June is the worst month."""
    path = real_files / "data/comcast/Comcast_telecom_complaints_data.csv"
    staged = stage(importer, path, "comcast", timezone="America/New_York")
    rows = staged_rows(staged)
    assert len(rows) == 2_224
    assert (staged.first_on, staged.last_on) == (date(2015, 1, 4), date(2015, 12, 6))
    assert sum(row["said_on"].month == 6 for row in rows) == 1_046
    assert told(rows, "channel") == {"call": 1_119, "web": 1_105}


def test_reviews_as_feedback_and_as_responses(importer: Importer, real_files: Path) -> None:
    """1,000 reviews are feedback with a department and answers with stars."""
    path = real_files / "data/womens_clothing/womens_reviews_1000.csv"
    feedback = staged_rows(stage(importer, path, "womens_feedback"))
    departments, natures = told(feedback, "category_name"), told(feedback, "nature")
    assert (departments["Tops"], departments["Dresses"], departments["Bottoms"]) == (489, 198, 155)
    assert natures == {"praise": 818, "complaint": 182}
    scores = told(staged_rows(stage(importer, path, "womens_responses")), "score")
    assert [scores[stars] for stars in (1, 2, 3, 4, 5)] == [27, 72, 127, 228, 546]


def test_reviews_under_other_column_names(importer: Importer, real_files: Path) -> None:
    """A renamed column refuses the file with its likely name; the mapping file for it stages all 1,499."""
    path = real_files / "data/womens_clothing/womens_reviews_bom_1499.csv"
    with pytest.raises(ImportRefusedError, match="perhaps “ReviewText”"):
        stage(importer, path, "womens_feedback")
    assert stage(importer, path, "womens_bom_feedback").rows_staged == 1_499


def test_call_log_is_the_same_as_csv_and_as_workbook(importer: Importer, real_files: Path) -> None:
    """5,000 calls and 4,054 ratings of 3.4036 on average, from either form, with the same ids."""
    ids, calls = [], []
    for name in ("CallCenter.csv", "01 Call-Center-Dataset.xlsx"):
        path = real_files / "data/callcenter" / name
        rated = stage(importer, path, "callcenter")
        assert (rated.rows_read, rated.rows_staged, rated.rows_skipped) == (5_000, 4_054, 946)
        rows = staged_rows(rated)
        assert sum(row["score"] for row in rows) / len(rows) == pytest.approx(3.4036, abs=5e-5)
        assert (rated.first_on, rated.last_on) == (date(2021, 1, 1), date(2021, 3, 31))
        ids.append({(row["id"], row["answered_at"], row["score"], row["comment"]) for row in rows})
        calls.append({tuple(row.values()) for row in staged_rows(stage(importer, path, "callcenter_calls"))})
    assert ids[0] == ids[1]
    assert calls[0] == calls[1]
    assert len(calls[0]) == 5_000


@pytest.mark.parametrize("mapping", ["callcenter", "callcenter_calls", "sncf_ter"])
def test_pivot_tables_are_refused(importer: Importer, real_files: Path, mapping: str) -> None:
    """Seven pivot tables side by side are no table of calls, and their totals no readings."""
    with pytest.raises(ImportRefusedError, match="no column"):
        stage(importer, real_files / "data/callcenter/Call Center.csv", mapping)


def test_train_regularity(importer: Importer, real_files: Path) -> None:
    """1,869 months of regional trains: 37 have no rate, the others average 91.5676 %."""
    staged = stage(importer, real_files / "data/sncf_ter/regularite-mensuelle-ter.csv", "sncf_ter")
    rows = staged_rows(staged)
    assert (staged.rows_read, staged.rows_staged, staged.rows_skipped) == (1_869, 1_832, 37)
    assert sum(row["value"] for row in rows) / len(rows) == pytest.approx(91.5676, abs=5e-5)
    assert (staged.first_on, staged.last_on) == (date(2013, 1, 1), date(2023, 3, 1))


def test_lounge_reviews(importer: Importer, real_files: Path) -> None:
    """Every review of a lounge arrives, and says whether it recommends."""
    staged = stage(importer, real_files / "data/skytrax/lounge.csv", "skytrax_lounge")
    assert staged.rows_refused == 0
    assert set(told(staged_rows(staged), "nature")) == {"praise", "complaint"}


def test_files_without_header(importer: Importer, real_files: Path) -> None:
    """A city's service requests and Spanish reviews have no header; their columns are numbered."""
    requests = stage(importer, real_files / "data/nyc311/311_noheader_17418.csv", "nyc311_noheader")
    assert requests.rows_staged + requests.duplicates_in_file == 17_418
    assert stage(importer, real_files / "data/trustpilot/trustpilot_es_noheader.csv", "trustpilot_es").rows_staged == 86


def test_three_header_rows(importer: Importer, real_files: Path) -> None:
    """A Qualtrics export has 452 responses under three header records."""
    staged = stage(importer, real_files / "data/qualtrics/qualtrics_impressive_climate.csv", "qualtrics")
    assert (staged.rows_read, staged.rows_refused) == (452, 0)


def test_tabs_and_two_digit_years(importer: Importer, real_files: Path) -> None:
    """3,150 reviews between tabs with days such as 30-Jul-18."""
    staged = stage(importer, real_files / "data/amazon_alexa/amazon_alexa.tsv", "alexa")
    assert (staged.rows_staged, staged.last_on) == (3_150, date(2018, 7, 31))


def test_repeated_tweets(importer: Importer, real_files: Path) -> None:
    """Of 14,640 tweets 155 repeat an id: the same words count once, other words are refused."""
    staged = stage(importer, real_files / "data/airline_tweets/tweets_6col_full_ids.csv", "tweets")
    assert staged.rows_read == 14_640
    assert staged.duplicates_in_file + staged.rows_refused == 155


@pytest.mark.parametrize("kind", ["feedback", "readings", "stages"])
def test_odd_files_never_crash(importer: Importer, real_files: Path, kind: str) -> None:
    """Each odd file is refused in words; none has our columns."""
    for path in sorted((real_files / "data/edge_cases").iterdir()):
        with pytest.raises(ImportRefusedError, match="What to do"):
            importer.stage(path, kind)


def test_odd_files_with_a_mapping(importer: Importer, real_files: Path) -> None:
    """With numbered columns the odd files' first columns are read where they are tables, and all is accounted for."""
    mapping = importer.mapping('[file]\nheader = 0\n[columns]\nname = "1"')
    for path in sorted((real_files / "data/edge_cases").iterdir()):
        with contextlib.suppress(ImportRefusedError):
            assert_counts_add_up(importer.stage(path, "stages", mapping))


@pytest.mark.parametrize(
    ("name", "records"), [("test_utf16_big.csv", 3), ("test_utf16_little.csv", 3), ("utf-16le_encoded.csv", 328)]
)
def test_utf16_files(importer: Importer, real_files: Path, name: str, records: int) -> None:
    """UTF-16 of either order is read to the last record."""
    mapping = importer.mapping('[file]\nheader = 0\n[columns]\nname = "1"')
    assert importer.stage(real_files / "data/edge_cases" / name, "stages", mapping).rows_read == records


def test_carriage_returns_only(importer: Importer, real_files: Path) -> None:
    """A file whose lines end in carriage returns only has its 137 records."""
    mapping = importer.mapping('[file]\nheader = 0\n[columns]\nname = "1"')
    assert importer.stage(real_files / "data/edge_cases/mixedGLB.csv", "stages", mapping).rows_read == 137
