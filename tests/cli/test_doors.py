import base64
import gzip
import os
import tomllib

import pytest

from customer_room.server.options import FIXED_OPTIONS
from tests.cli.commanding import CHECKOUT, Answer, Served

REBOUND = ("evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "me@127.0.0.1:{port}", "[::1", "")
BUNDLE_REQUEST = {"Accept-Encoding": "gzip"}


def shake_hands(room: Served, origin: str | None, host: str) -> Answer:
    """Ask for Streamlit's websocket."""
    headers = {
        "Host": host,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Protocol": "streamlit",
    }
    return room.ask("/_stcore/stream", headers | ({"Origin": origin} if origin else {}))


def bundle_path(room: Served) -> str:
    """The address of the script that the page loads first."""
    return "/" + room.ask("/").text.split('src="./', 1)[1].split('"', 1)[0]


@pytest.mark.parametrize("host", REBOUND)
@pytest.mark.parametrize("path", ["/", "/_room/health", "/files/x"])
def test_another_name_for_this_computer_is_refused(quiet_room: Served, host: str, path: str) -> None:
    """A Host that is not this computer's own name and port gets nothing of the room."""
    answer = quiet_room.ask(path, {"Host": host.format(port=quiet_room.port)})
    assert answer.status in (400, 403)
    assert "<script" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST", "[::1]", "127.9.9.9"])
def test_this_computers_own_names_are_answered(quiet_room: Served, host: str) -> None:
    """Every name of the loopback address with the room's port is answered."""
    assert quiet_room.ask("/_room/health", {"Host": f"{host}:{quiet_room.port}"}).status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:1", "null", "https://{own}"])
def test_another_sites_websocket_is_refused(quiet_room: Served, origin: str) -> None:
    """A page from elsewhere cannot open the room's connection."""
    own = f"127.0.0.1:{quiet_room.port}"
    assert shake_hands(quiet_room, origin.format(own=own), own).status == 403


def test_a_rebound_websocket_is_refused(quiet_room: Served) -> None:
    """A foreign name for this computer as both Host and Origin is refused too."""
    host = f"evil.example:{quiet_room.port}"
    assert shake_hands(quiet_room, f"http://{host}", host).status == 403


def test_the_rooms_own_websocket_is_accepted(quiet_room: Served) -> None:
    """The room's own page gets its connection."""
    own = f"127.0.0.1:{quiet_room.port}"
    assert shake_hands(quiet_room, f"http://{own}", own).status == 101


@pytest.mark.parametrize("path", ["/", "/_room/health", "/files/x", "/assets/none", "/_stcore/health"])
def test_every_answer_says_what_a_browser_may_do_with_it(quiet_room: Served, path: str) -> None:
    """No sniffing, no referrer, no foreign frame and no foreign script, on every kind of answer."""
    headers = quiet_room.ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "unsafe-eval'" not in headers["content-security-policy"].replace("wasm-unsafe-eval", "")
    assert "server" not in headers


def test_bundles_are_compressed_and_stay_the_same(quiet_room: Served) -> None:
    """A script bundle goes out as gzip, the first time and from then on, and unpacks to the very file."""
    path = bundle_path(quiet_room)
    plain = quiet_room.ask(path)
    for _ in range(2):
        packed = quiet_room.ask(path, BUNDLE_REQUEST)
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.headers["vary"] == "Accept-Encoding"
        assert gzip.decompress(packed.body) == plain.body
        assert packed.headers["cache-control"] == plain.headers["cache-control"]
    assert "content-encoding" not in plain.headers


def test_a_part_of_a_bundle_is_not_compressed(quiet_room: Served) -> None:
    """A range of a bundle is cut from the file itself."""
    path = bundle_path(quiet_room)
    part = quiet_room.ask(path, BUNDLE_REQUEST | {"Range": "bytes=0-9"})
    assert (part.status, part.body) == (206, quiet_room.ask(path).body[:10])
    assert "content-encoding" not in part.headers


def test_the_tree_says_the_same_options_as_the_code() -> None:
    """What .streamlit/config.toml of the tree sets, and the code sets too, has the same value."""
    with (CHECKOUT / ".streamlit" / "config.toml").open("rb") as stream:
        sections = tomllib.load(stream)
    said = {
        f"{section}.{key}": value
        for section, table in sections.items()
        if section != "theme"
        for key, value in table.items()
        if key != "address"
    }
    assert said.items() <= FIXED_OPTIONS.items()
