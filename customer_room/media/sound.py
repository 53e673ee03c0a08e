"""Measure recordings and read their transcripts."""

import re
import subprocess
from pathlib import Path

import imageio_ffmpeg

from customer_room.domain.records import TranscriptLine
from customer_room.errors import MediaError

_RATE = 8000
_BYTES_PER_SAMPLE = 2
_LONGEST_DECODE_S = 120
_CUE = re.compile(r"(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3}) --> (?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})")
_VOICE = re.compile(r"<v ([^>]+)>(.*)", re.DOTALL)


def measure_mp3(path: Path) -> float:
    """Seconds of sound in an MP3 file, by decoding it and counting samples.

    Raises:
        MediaError: it is not an MP3 that can be decoded, or ffmpeg is missing.
    """
    command = [
        _ffmpeg(), "-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe", "-format_whitelist", "mp3",
        "-i", f"file:{path}", "-map", "0:a:0", "-vn", "-f", "s16le", "-ac", "1", "-ar", str(_RATE), "pipe:1",
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_LONGEST_DECODE_S)  # noqa: S603 - our own ffmpeg, the path bound as one argument
    except subprocess.TimeoutExpired as error:
        raise _refused(path, "it could not be decoded within two minutes") from error
    samples = len(done.stdout) // _BYTES_PER_SAMPLE
    if done.returncode != 0 or samples == 0:
        raise _refused(path, "it is not an MP3, or a damaged one")
    return samples / _RATE


def read_transcript(path: Path) -> list[TranscriptLine]:
    """Read a WebVTT transcript whose cues name their speaker by `<v Name>`.

    Raises:
        MediaError: it holds no timed line, or one without a speaker.
    """
    lines = []
    for block in path.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n\n"):
        match = _CUE.search(block)
        if match is None:
            continue
        voice = _VOICE.match(block[match.end() :].strip())
        if voice is None:
            raise _refused(path, f"the line at {match[0]} names no speaker")
        starts, ends = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        lines.append(TranscriptLine(starts, ends, voice[1].strip(), " ".join(voice[2].split())))
    if not lines:
        raise _refused(path, "it holds no timed line")
    return lines


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000


def _ffmpeg() -> str:
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise MediaError(
            "ffmpeg is missing",
            "No ffmpeg came with the Python packages, and none is on the PATH.",
            "Install ffmpeg (macOS: `brew install ffmpeg`; Debian: `apt install ffmpeg`) and try again.",
        ) from error


def _refused(path: Path, what: str) -> MediaError:
    return MediaError("This recording cannot be used", f"{path.name}: {what}.", "Export it again and try once more.")
