import sys
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.cli.commanding import PATIENCE_SECONDS, opened_by

UNFORESEEN = 'raise ValueError("of Ann Lee\\nand Bo Ek")'
FORESEEN = 'from customer_room.errors import RoomError\nraise RoomError("Too *dark*", "No light.", "Light a lamp.")'


def page_texts(port: int) -> list[str]:
    """What one run of the entry script puts on the page, as a browser receives it."""
    url, protocol = f"ws://127.0.0.1:{port}/_stcore/stream", Subprotocol("streamlit")
    texts: list[str] = []
    with connect(url, subprotocols=[protocol], max_size=None) as connection:
        request = BackMsg()
        request.rerun_script.query_string = ""
        connection.send(request.SerializeToString())
        while True:
            message = ForwardMsg.FromString(bytes(connection.recv(timeout=PATIENCE_SECONDS, decode=False)))
            element = message.delta.new_element
            texts += [
                element.heading.body,
                element.text.body,
                element.exception.message,
                *element.exception.stack_trace,
            ]
            if message.WhichOneof("type") == "script_finished":
                return [text for text in texts if text]


@pytest.mark.parametrize(
    ("script", "shown", "logged"),
    [
        (UNFORESEEN, "Something unexpected happened", "A page broke off: ValueError: of Ann Lee\n"),
        (FORESEEN, "Too *dark*", "A page broke off: RoomError: Too *dark*. No light. What to do: Light a lamp.\n"),
    ],
)
def test_a_page_that_breaks_off_says_so_in_words(
    room: Path, tmp_path: Path, script: str, shown: str, logged: str
) -> None:
    """The page shows our words and nothing of a traceback; the log has one line that names the error."""
    (tmp_path / "page.py").write_text(script, encoding="utf-8")
    command = [sys.executable, "-m", "tests.cli.serve_script", str(room), str(tmp_path / "page.py")]
    with opened_by(command, room, tmp_path) as served:
        texts = page_texts(served.port)
    assert texts[0:2] == ["This page cannot be shown", shown]
    assert not any("Ann Lee" in text or "page.py" in text for text in texts)
    assert logged in (tmp_path / "served.err").read_text(encoding="utf-8")
