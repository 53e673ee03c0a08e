"""Speaks the calls with flite, sounds them like a telephone, and writes MP3, WebVTT and the table of clips.

flite (voices slt and rms) is needed at authoring time only. Its voices and ffmpeg's encoder may differ from one machine
to another, so these bytes are the same for the same versions of both; `--skip-audio` leaves the recordings alone.
"""

import shutil
import subprocess
import tempfile
import wave
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

from . import story
from .call_scripts import CALLS, Call
from .tables import write_csv

COLUMNS = ("file", "transcript", "stage", "touchpoint", "title", "shows", "recorded_on")
RATE = 16_000
#: The MP3 encoder starts about this much later than its input; transcripts follow what is heard.
ENCODER_DELAY = 0.046
_SPOKEN = {"Kettlefell": "Kettle fell", "Tarnwick": "Tarn wick"}
_TELEPHONE = (
    "highpass=f=300,highpass=f=300,highpass=f=300,lowpass=f=3400,lowpass=f=3400,"
    "acompressor=threshold=0.2:ratio=3:makeup=1.6,volume=1.7,"
)
Samples = NDArray[np.float64]


def _say(words: str, voice: str, pitch: float, pace: float, folder: Path) -> Samples:
    """One line as flite speaks it, trimmed of its silent ends and brought to the same loudness."""
    for written, heard in _SPOKEN.items():
        words = words.replace(written, heard)
    flite = shutil.which("flite")
    if flite is None:
        raise SystemExit("flite is not installed: install it, or run with --skip-audio.")
    spoken = folder / "line.wav"
    stretch = f"duration_stretch={pace * pitch:.3f}"
    subprocess.run([flite, "-voice", voice, "--setf", stretch, "-t", words, "-o", str(spoken)], check=True)
    with wave.open(str(spoken)) as file:
        if file.getframerate() != RATE:
            raise SystemExit(f"flite's voice {voice} speaks at {file.getframerate()} Hz, {RATE} Hz were expected.")
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.float64) / 32768
    loud = np.flatnonzero(np.abs(samples) > 0.012)
    samples = samples[max(0, loud[0] - 400) : loud[-1] + 1200]
    # flite has one pitch for a voice: played faster or slower, the same voice sounds like a smaller or larger person.
    samples = np.interp(np.arange(0, len(samples) - 1, pitch), np.arange(len(samples)), samples)
    louder: Samples = samples * (0.09 / float(np.sqrt(np.mean(samples**2))))
    return louder


def _conversation(call: Call, folder: Path) -> tuple[Samples, list[tuple[float, float, str, str]]]:
    """The whole call as samples, and each line's start and end in seconds, its speaker and its words."""
    chance = story.stream(f"call/{call.file}")
    pieces, cues, place = [np.zeros(RATE // 3)], [], RATE // 3
    for speaker, words in call.lines:
        voice, pitch, pace = ("slt", 1.0, 0.98) if speaker == "A" else ("rms", call.pitch, call.pace)
        samples = _say(words, voice, pitch, pace, folder) * (1.0 if speaker == "A" else 1.12)
        name = "Agent" if speaker == "A" else "Customer"
        cues.append((place / RATE, (place + len(samples)) / RATE, name, words))
        pause = np.zeros(round(RATE * chance.uniform(0.28, 0.75)))
        pieces += [samples, pause]
        place += len(samples) + len(pause)
    call_samples = np.concatenate(pieces)
    hiss = np.random.default_rng(len(call.file) + len(call.lines)).normal(0, 0.0045, len(call_samples))
    return call_samples + hiss, cues


def _encode(samples: Samples, path: Path, folder: Path) -> None:
    """The samples in the telephone band as MP3, 24 kHz mono at a constant 48 kbit/s, without tags or headers."""
    raw = folder / "call.wav"
    with wave.open(str(raw), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -0.99, 0.99) * 32767).astype("<i2").tobytes())
    source = ["-nostdin", "-y", "-loglevel", "error", "-i", f"file:{raw}", "-map", "0:a:0"]
    sound = ["-af", f"{_TELEPHONE}alimiter=limit=0.85", "-ar", "24000", "-ac", "1", "-c:a", "libmp3lame", "-b:a", "48k"]
    bare = ["-map_metadata", "-1", "-id3v2_version", "0", "-write_id3v1", "0", "-write_xing", "0", "-bitexact"]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *source, *sound, *bare, f"file:{path}"], check=True)


def _clock(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 60_000:02d}:{whole // 1000 % 60:02d}.{whole % 1000:03d}"


def _transcript(cues: list[tuple[float, float, str, str]]) -> str:
    blocks = [
        f"{_clock(start + ENCODER_DELAY)} --> {_clock(end + ENCODER_DELAY)}\n<v {speaker}>{words}"
        for start, end, speaker, words in cues
    ]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def write_calls(root: Path) -> None:
    """Speak and write every call into `recordings/`, and list them in `data/clips.csv`."""
    recordings = root / "recordings"
    recordings.mkdir(parents=True, exist_ok=True)
    rows = []
    for call in CALLS:
        transcript = Path(call.file).with_suffix(".vtt").name
        with tempfile.TemporaryDirectory() as name:
            samples, cues = _conversation(call, Path(name))
            _encode(samples, recordings / call.file, Path(name))
        (recordings / transcript).write_text(_transcript(cues), encoding="utf-8", newline="\n")
        rows.append((call.file, transcript, call.stage, call.touchpoint, call.title, call.shows, call.recorded_on))
    write_csv(root / "data" / "clips.csv", COLUMNS, rows)
