"""The README's path from a company's files to its wall, run as it is written, on a small call log of that shape."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.commanding import CHECKOUT, Outcome
from tests.cli.conftest import CommandLine

PATH = (CHECKOUT / "README.md").read_text(encoding="utf-8").split("\n## Ten minutes", 1)[1].split("\n## ", 1)[0]
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
NAMED_FILE = re.compile(r"`([\w-]+\.(?:toml|csv))`")
FILE_REFUSED = 65

CALLS = """\
CallId,Agent,Date,Time,Topic,Answered,Resolved,Speed of answer in seconds,AvgTalkDuration,Satisfaction rating
ID0001,Diane,2021-01-14,9:12:58,Contract related,Y,Y,109,0:02:23,3
ID0002,Becky,2021-02-02,9:12:58,Technical Support,Y,N,70,0:04:02,3
ID0003,Stewart,2021-02-13,9:47:31,Streaming,N,N,,,
ID0004,Greg,2021-03-25,10:01:29,Payment related,Y,N,10,0:00:28,1
ID0005,Greg,2021-03-31,10:13:19,Admin Support,Y,Y,53,0:02:00,5
"""


def commands_in(text: str) -> list[list[str]]:
    """The arguments of the `customer-room` commands of a shell block, without the one that serves until Ctrl-C."""
    typed = [shlex.split(line, comments=True) for line in text.splitlines()]
    return [words[1:] for words in typed if words[:1] == ["customer-room"] and words[1] != "serve"]


def typed(customer_room: CommandLine, words: list[str]) -> Outcome:
    """Run a command, and write what it says to the file behind `>`, if there is one."""
    command, target = (words[:-2], words[-1]) if ">" in words else (words, None)
    outcome = customer_room(*command)
    if target:
        Path(target).write_text(outcome.out, encoding="utf-8")
    return outcome


def save_files(folder: Path) -> None:
    """The files that the README shows, each under the last name in backticks before it, and a call log."""
    (folder / "calls.csv").write_text(CALLS, encoding="utf-8")
    for block in BLOCK.finditer(PATH):
        if block["language"] != "sh" and "What to do:" not in block["text"]:
            name = NAMED_FILE.findall(PATH[: block.start()])[-1]
            (folder / name).write_text(block["text"], encoding="utf-8")


def test_the_readmes_path_works_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, customer_room: CommandLine
) -> None:
    """Every command succeeds with every row taken, but for the first dry run, which is refused in the words shown."""
    monkeypatch.chdir(tmp_path)
    save_files(tmp_path)
    commands = [words for block in BLOCK.finditer(PATH) if block["language"] == "sh" for words in commands_in(block[2])]
    outcomes = [typed(customer_room, words) for words in commands]
    refused = [outcome for outcome in outcomes if outcome.code]
    assert [outcome.code for outcome in refused] == [FILE_REFUSED], outcomes
    assert refused[0].err.endswith(next(block["text"] for block in BLOCK.finditer(PATH) if "What to do:" in block[2]))
    assert list(tmp_path.glob("*.refused*")) == []


def test_the_readmes_kinds_are_all_that_fill_a_wall() -> None:
    """The path brings in each kind of file but the two that change a template's outline."""
    commands = [words for block in BLOCK.finditer(PATH) if block["language"] == "sh" for words in commands_in(block[2])]
    kinds = {words[2] for words in commands if words[0] == "import"}
    assert kinds == {"feedback", "responses", "readings", "kpis", "exposure", "teams"}
