"""Measure recordings and read their transcripts."""

import html
import re
import subprocess
from pathlib import Path

import imageio_ffmpeg

from customer_room.domain.records import TranscriptLine
from customer_room.errors import MediaError

_RATE = 8000
_LONGEST_CLIP_S = 2 * 3600
_LONGEST_DECODE_S = 120
_CUE = re.compile(r"(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})[ \t]+-->[ \t]+(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})[^\n]*")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>(.*?)(?=<v[.\s]|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[a-z][^>]*>|<\d[^>]*>")


def measure_mp3(path: Path) -> float:
    """Seconds of sound in an MP3 file, by decoding it and counting samples.

    Raises:
        MediaError: it is not an MP3 that can be decoded, it is longer than two hours, or ffmpeg is missing.
    """
    command = [
        _ffmpeg(), "-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe", "-format_whitelist", "mp3",
        "-t", str(_LONGEST_CLIP_S + 1), "-i", f"file:{path}", "-map", "0:a:0", "-vn",
        "-f", "u8", "-ac", "1", "-ar", str(_RATE), "pipe:1",
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_LONGEST_DECODE_S)
    except subprocess.TimeoutExpired as error:
        raise _refused(path, "it could not be decoded within two minutes") from error
    except OSError as error:
        raise _no_ffmpeg() from error
    seconds = len(done.stdout) / _RATE
    if done.returncode != 0 or not seconds:
        raise _refused(path, "it is not an MP3, or a damaged one")
    if seconds > _LONGEST_CLIP_S:
        raise _refused(path, "it is longer than two hours")
    return seconds


def read_transcript(path: Path) -> list[TranscriptLine]:
    """Read a WebVTT transcript whose cues name their speaker by `<v Name>`.

    Raises:
        MediaError: it cannot be read, holds no timed line, or one without a speaker or that ends before it starts.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _refused(path, f"it cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise _refused(path, "it is not UTF-8 text") from error
    lines = []
    for block in re.split(r"\n[ \t]*\n", text):
        cue = _CUE.search(block)
        if cue is not None:
            lines += _lines(path, block, cue)
    if not lines:
        raise _refused(path, "it holds no timed line")
    return lines


def _lines(path: Path, block: str, cue: re.Match[str]) -> list[TranscriptLine]:
    starts, ends = _seconds(cue.groups()[:4]), _seconds(cue.groups()[4:])
    if ends <= starts:
        raise _refused(path, f"the line at {cue[0].strip()} ends before it starts")
    spoken = block[cue.end() :].strip()
    voices = _VOICE.findall(spoken)
    if not spoken.startswith("<v") or not voices:
        raise _refused(path, f"the line at {cue[0].strip()} names no speaker")
    return [TranscriptLine(starts, ends, _plain(name), _plain(words)) for name, words in voices]


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000


def _ffmpeg() -> str:
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise _no_ffmpeg() from error


def _no_ffmpeg() -> MediaError:
    return MediaError(
        "ffmpeg is missing",
        "No working ffmpeg came with the Python packages, and none is on the PATH.",
        "Install ffmpeg (macOS: `brew install ffmpeg`; Debian: `apt install ffmpeg`) and try again.",
    )


def _refused(path: Path, what: str) -> MediaError:
    return MediaError("This recording cannot be used", f"{path.name}: {what}.", "Export it again and try once more.")
