import dataclasses
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PIL import Image

from customer_room.domain.records import Actor, StoredFile
from customer_room.operations.hang import ArtifactToHang, keep_artifact, write_artifact
from customer_room.operations.room import opened
from customer_room.store.connection import Write
from customer_room.store.media_rows import save_file
from customer_room.store.structure import read_structure
from tests.cli.commanding import CHECKOUT, Served, serving

FONTS = sorted((CHECKOUT / "customer_room" / "ui" / "static" / "fonts").glob("*.woff2"))


@dataclass(frozen=True)
class Gallery:
    """A served room with a picture that hangs, one whose file is gone, and a file of a kind that is never shown."""

    room: Served
    picture: StoredFile
    lost_id: UUID
    page_id: UUID

    @property
    def content(self) -> bytes:
        """The picture's bytes."""
        return (self.room.folder / self.picture.path).read_bytes()

    @property
    def address(self) -> str:
        """Where the picture is to be had."""
        return f"/files/{self.picture.id}"


@pytest.fixture(scope="module")
def gallery(made_room: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    """The gallery, served until the end of the module."""
    place = tmp_path_factory.mktemp("gallery")
    folder = shutil.copytree(made_room, place / "room")
    picture, lost_id, page_id = hang(folder, place)
    with serving(folder, place) as served:
        yield Gallery(served, picture, lost_id, page_id)


def hang(folder: Path, place: Path) -> tuple[StoredFile, UUID, UUID]:
    """Hang a picture, and enter a file that is gone and one that is a web page."""
    painted = io.BytesIO()
    Image.effect_noise((400, 300), 80).save(painted, "PNG")
    (place / "slip.png").write_bytes(painted.getvalue())
    with opened(folder) as room:
        with room.store.snapshot() as cursor:
            stage = read_structure(cursor).stages[0]
        wanted = ArtifactToHang(place / "slip.png", stage.id, None, "Slip", "A slip", date(2026, 1, 1))
        kept = keep_artifact(room, wanted)
        lost = dataclasses.replace(kept.file, id=uuid4(), path="artifacts/00/gone.png")
        (folder / "artifacts" / "page.html").write_text("<script>", encoding="utf-8")
        page = dataclasses.replace(kept.file, id=uuid4(), path="artifacts/page.html", media_type="text/html")

        def work(write: Write) -> None:
            write_artifact(write, kept)
            save_file(write, lost)
            save_file(write, page)

        room.store.transact(Actor("test"), work)
    return kept.file, lost.id, page.id


def test_a_picture_is_sent_whole(gallery: Gallery) -> None:
    """A file comes with its own bytes and type, is never stored by a browser, and says nothing of its name."""
    answer = gallery.room.ask(gallery.address)
    assert (answer.status, answer.body) == (200, gallery.content)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-disposition"] == "inline"
    assert answer.headers["etag"] == f'"{gallery.picture.sha256}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_picture_is_never_compressed(gallery: Gallery) -> None:
    """A browser that takes gzip gets the bytes as they are, so that ranges stay true."""
    answer = gallery.room.ask(gallery.address, {"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers
    assert answer.body == gallery.content


@pytest.mark.parametrize(("asked", "part"), [("0-0", slice(0, 1)), ("10-19", slice(10, 20)), ("-5", slice(-5, None))])
def test_a_range_is_cut_exactly(gallery: Gallery, asked: str, part: slice) -> None:
    """A range answers 206 with exactly its bytes, also where gzip is accepted."""
    answer = gallery.room.ask(gallery.address, {"Range": f"bytes={asked}", "Accept-Encoding": "gzip"})
    assert (answer.status, answer.body) == (206, gallery.content[part])
    assert answer.headers["content-range"].endswith(f"/{len(gallery.content)}")


def test_a_range_of_another_version_gets_the_whole(gallery: Gallery) -> None:
    """A range for a file that has changed since is answered with the whole file."""
    headers = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert gallery.room.ask(gallery.address, headers).status == 200
    headers["If-Range"] = f'"{gallery.picture.sha256}"'
    assert gallery.room.ask(gallery.address, headers).status == 206


@pytest.mark.parametrize(
    ("asked", "status"),
    [("bytes=999999999-", 416), ("bytes=x-y", 400), ("lines=0-1", 400), ("bytes=" + "0-0," * 1000 + "0-0", 200)],
)
def test_a_range_that_cannot_be_cut_is_survived(gallery: Gallery, asked: str, status: int) -> None:
    """A range outside the file, of nonsense or of a thousand parts is answered, and the room goes on."""
    assert gallery.room.ask(gallery.address, {"Range": asked}).status == status
    assert gallery.room.ask(gallery.address).status == 200


def test_headers_alone_can_be_asked_for(gallery: Gallery) -> None:
    """HEAD answers as GET does, without the bytes."""
    answer = gallery.room.ask(gallery.address, method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(len(gallery.content))


@pytest.mark.parametrize(
    "file_id",
    ["", "x", "1", "..", "%2e%2e%2froom.toml", "a/b", "00000000-0000-0000-0000-000000000000", "%00", "%C3%A4"],
)
def test_an_unknown_file_is_said_in_words(gallery: Gallery, file_id: str) -> None:
    """An id that means nothing is not found, and the answer is a sentence without anything of the id."""
    answer = gallery.room.ask(f"/files/{file_id}")
    assert answer.status in (400, 404)
    assert "room.toml" not in answer.text
    assert "<" not in answer.text


def test_a_file_that_is_gone_is_said_in_words(gallery: Gallery) -> None:
    """A file missing from the folder is a 404 that names the command that finds it."""
    answer = gallery.room.ask(f"/files/{gallery.lost_id}")
    assert answer.status == 404
    assert "customer-room check" in answer.text


def test_a_kind_that_is_not_shown_is_not_sent(gallery: Gallery) -> None:
    """A web page in the room's files stays there, even if a row names it."""
    answer = gallery.room.ask(f"/files/{gallery.page_id}")
    assert answer.status == 404
    assert "script" not in answer.text


def test_fonts_come_from_the_program_itself(gallery: Gallery) -> None:
    """The fonts of the pages are served, and a browser need not ask for them again."""
    answer = gallery.room.ask(f"/assets/fonts/{FONTS[0].name}")
    assert (answer.status, answer.body) == (200, FONTS[0].read_bytes())
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"] == "font/woff2"


@pytest.mark.parametrize("path", ["../current.py", "%2e%2e/current.py", "fonts/../../current.py", "fonts/", ""])
def test_nothing_beside_the_assets_is_served(gallery: Gallery, path: str) -> None:
    """No path leads out of the assets' folder, and no folder is listed."""
    answer = gallery.room.ask(f"/assets/{path}")
    assert answer.status in (400, 404)
    assert "current_room" not in answer.text
