"""The demo room's artifacts and calls."""

import re
from collections import Counter, defaultdict
from datetime import date

from PIL import Image

from tests.unit.demo_content import ARTIFACTS, DATA, RECORDINGS, codes, table


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
