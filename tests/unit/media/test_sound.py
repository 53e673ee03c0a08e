import random
from pathlib import Path

import pytest

from customer_room.errors import MediaError
from customer_room.media.sound import measure_mp3, read_transcript

CALL = Path(__file__).resolve().parents[3] / "recordings" / "day-nineteen.mp3"
HEAD = "WEBVTT\n\n"


def _transcript(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "call.vtt"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_published_clip_is_measured_by_its_samples() -> None:
    """The length of a demo clip is that of its sound: 24 kHz, 48 kbit/s, 6,000 bytes a second."""
    assert measure_mp3(CALL) == pytest.approx(CALL.stat().st_size / 6000, abs=0.3)


def test_a_real_recording_is_measured(real_files: Path) -> None:
    """A known speech of eleven seconds is eleven seconds long."""
    assert measure_mp3(real_files / "audio" / "jfk.mp3") == pytest.approx(11.0, abs=0.15)


@pytest.mark.parametrize(
    "name",
    [
        "tinytag_incomplete.mp3", "tinytag_zero.wav", "pydub_empty.wav", "exo_vp9_noaudio.webm", "jfk.wav",
        "silero_en.opus", "pydub_wrong_ext.aac", "exo_protected.mp4", "ms_missing_wav_header.wav",
    ],
)  # fmt: skip
def test_what_is_no_mp3_is_refused_by_its_content(name: str, real_files: Path, tmp_path: Path) -> None:
    """Empty, broken and other files are refused even when they are called .mp3."""
    path = tmp_path / "call.mp3"
    path.write_bytes((real_files / "audio" / name).read_bytes())
    with pytest.raises(MediaError, match=r"call\.mp3"):
        measure_mp3(path)


@pytest.mark.parametrize(
    "text",
    [
        "ffconcat version 1.0\nfile other.mp3\n",
        "#EXTM3U\n#EXTINF:10,\nother.mp3\n",
        "#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/other.mp3\n",
        "<html><script>alert(1)</script>",
        "",
    ],
)
def test_a_text_that_names_another_recording_plays_none(text: str, tmp_path: Path) -> None:
    """A playlist called .mp3 does not make the program read the recording it names."""
    (tmp_path / "other.mp3").write_bytes(CALL.read_bytes())
    (tmp_path / "call.mp3").write_text(text)
    with pytest.raises(MediaError):
        measure_mp3(tmp_path / "call.mp3")


@pytest.mark.parametrize("name", ["call.mp3", "-i.mp3", "http:call.mp3", "concat:a|b.mp3", "a 'b' \"c\" 壁.mp3"])
def test_a_recording_may_be_called_anything(name: str, tmp_path: Path) -> None:
    """Names that look like options, addresses or quotes are only names."""
    path = tmp_path / name
    path.write_bytes(CALL.read_bytes())
    assert measure_mp3(path) > 1


@pytest.mark.parametrize("path", ["missing.mp3", "."])
def test_a_recording_that_is_not_there_is_refused(path: str, tmp_path: Path) -> None:
    """A missing file and a folder are refused in words."""
    with pytest.raises(MediaError):
        measure_mp3(tmp_path / path)


def test_a_damaged_recording_is_refused_or_measured_shorter(tmp_path: Path) -> None:
    """Cut or overwritten anywhere, a clip is refused or no longer than the whole one."""
    whole, path = CALL.read_bytes(), tmp_path / "call.mp3"
    seconds = measure_mp3(CALL)
    for seed in range(6):
        chance = random.Random(seed)
        at = chance.randrange(len(whole))
        path.write_bytes(whole[:at] if seed % 2 else whole[:at] + chance.randbytes(500) + whole[at + 500 :])
        measured = _measured(path)
        assert measured is None or 0 < measured <= seconds + 0.2


def _measured(path: Path) -> float | None:
    try:
        return measure_mp3(path)
    except MediaError:
        return None


def test_a_transcript_gives_lines_with_times_and_speakers(tmp_path: Path) -> None:
    """Times, speakers and words are read; marks, escapes and line breaks are not part of the words."""
    text = (
        "00:01.000 --> 00:02.500 align:start\n<v Agent>Good <i>morning</i>,\nhow can I help?</v>\n\n"
        "2\n01:00:03.250 --> 01:00:04.000\n<v.loud Mrs. Ode>It&#39;s late &amp; wet\n<v Agent>Sorry.\n"
    )
    lines = read_transcript(_transcript(tmp_path, HEAD + text))
    assert [(line.starts, line.ends, line.speaker, line.text) for line in lines] == [
        (1.0, 2.5, "Agent", "Good morning, how can I help?"),
        (3603.25, 3604.0, "Mrs. Ode", "It's late & wet"),
        (3603.25, 3604.0, "Agent", "Sorry."),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_transcript_may_come_from_any_system(newline: str, tmp_path: Path) -> None:
    """Line ends of every system and a byte order mark are read alike."""
    text = f"{HEAD}00:01.000 --> 00:02.000\n<v Ann>Hallo\n\n00:03.000 --> 00:04.000\n<v Bo>Grüß Gott\n"
    lines = read_transcript(_transcript(tmp_path, text.replace("\n", newline), "utf-8-sig"))
    assert [(line.speaker, line.text) for line in lines] == [("Ann", "Hallo"), ("Bo", "Grüß Gott")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no timed line"),
        ("WEBVTT\n\nJust text.\n", "no timed line"),
        (HEAD + "00:01.000 --> 00:02.000\nNobody says this\n", "names no speaker"),
        (HEAD + "00:01.000 --> 00:02.000\n<v >Nobody\n", "names no speaker"),
        (HEAD + "00:03.000 --> 00:02.000\n<v Ann>Back in time\n", "before it starts"),
    ],
)
def test_a_transcript_without_times_or_speakers_is_refused(text: str, reason: str, tmp_path: Path) -> None:
    """A text that cannot be shown beside its call is refused with the reason."""
    with pytest.raises(MediaError, match=reason):
        read_transcript(_transcript(tmp_path, text))


def test_a_transcript_in_another_encoding_or_missing_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, and a file that is not there, are refused in words."""
    with pytest.raises(MediaError, match="UTF-8"):
        read_transcript(_transcript(tmp_path, HEAD + "00:01.000 --> 00:02.000\n<v Ann>Grüß", "cp1252"))
    with pytest.raises(MediaError, match="cannot be read"):
        read_transcript(tmp_path / "missing.vtt")
