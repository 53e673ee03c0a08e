import hashlib
from pathlib import Path

import pytest

from customer_room.errors import MediaError
from customer_room.media.files import (
    hash_file,
    keep_bytes,
    kept_among,
    list_kept,
    read_bytes,
    remove_partials,
    resolve_kept,
)


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_bytes_are_kept_under_their_hash_once(tmp_path: Path) -> None:
    """The same bytes hung twice are one file, named by its hash, with nothing beside it."""
    first = keep_bytes(tmp_path, "artifacts", ".png", b"slip")
    again = keep_bytes(tmp_path, "artifacts", ".png", b"slip")
    sha256 = hashlib.sha256(b"slip").hexdigest()
    assert first == again
    assert (first.path, first.sha256, first.size) == (f"artifacts/{sha256[:2]}/{sha256}.png", sha256, 4)
    assert _files(tmp_path) == list_kept(tmp_path, "artifacts") == [first.path]
    assert hash_file(tmp_path / first.path) == sha256


def test_a_damaged_file_is_replaced_when_hung_again(tmp_path: Path) -> None:
    """A kept file whose content changed, even at the same length, is made right by hanging it again."""
    kept = keep_bytes(tmp_path, "artifacts", ".png", b"slip")
    (tmp_path / kept.path).write_bytes(b"lips")
    keep_bytes(tmp_path, "artifacts", ".png", b"slip")
    assert (tmp_path / kept.path).read_bytes() == b"slip"


def test_a_file_that_cannot_be_kept_leaves_nothing(tmp_path: Path) -> None:
    """Where the shelf cannot be written, the refusal says so and no half file stays."""
    (tmp_path / "artifacts").write_text("a file where the folder should be")
    with pytest.raises(MediaError, match="could not be kept"):
        keep_bytes(tmp_path, "artifacts", ".png", b"slip")
    assert _files(tmp_path) == ["artifacts"]


def test_a_folder_where_the_file_should_be_leaves_nothing_half(tmp_path: Path) -> None:
    """A folder in the file's place refuses it in words, and the temporary file goes again."""
    sha256 = hashlib.sha256(b"slip").hexdigest()
    (tmp_path / "artifacts" / sha256[:2] / f"{sha256}.png").mkdir(parents=True)
    with pytest.raises(MediaError):
        keep_bytes(tmp_path, "artifacts", ".png", b"slip")
    assert _files(tmp_path) == []


@pytest.mark.parametrize(
    "path",
    [
        "../outside.txt", "artifacts/../../outside.txt", "/etc/passwd", "room.toml", "data/room.duckdb", "", ".",
        "artifacts", "artifacts/link.txt", "artifacts/loop", "artifacts/\0", "artifacts/" + 300 * "x",
        "artifacts-2/inside.txt",
    ],
)  # fmt: skip
def test_nothing_off_the_shelves_is_ever_found(path: str, tmp_path: Path) -> None:
    """No path, link, loop or odd name leads to a file outside the shelves, not even to the room's own database."""
    room = tmp_path / "room"
    for folder in ("artifacts", "artifacts-2", "data"):
        (room / folder).mkdir(parents=True)
    for secret in (
        tmp_path / "outside.txt",
        room / "room.toml",
        room / "data/room.duckdb",
        room / "artifacts-2/inside.txt",
    ):
        secret.write_text("secret")
    (room / "artifacts" / "link.txt").symlink_to(tmp_path / "outside.txt")
    (room / "artifacts" / "loop").symlink_to(room / "artifacts" / "loop")
    assert resolve_kept(room, path) is None
    assert kept_among(room, [path]) == frozenset()
    assert list_kept(room, "artifacts") == []


def test_those_of_many_paths_that_are_kept_are_found_together(tmp_path: Path) -> None:
    """What is gone or leads off the shelves is left out, and hides none of the others."""
    kept = [keep_bytes(tmp_path, shelf, ".bin", shelf.encode()).path for shelf in ("artifacts", "recordings")]
    (tmp_path / "room.toml").write_text("secret")
    asked = ["artifacts/../room.toml", "artifacts/00/gone.png", kept[0], "artifacts/\0", kept[1]]
    assert kept_among(tmp_path, asked) == frozenset(kept)


def test_leftovers_of_a_killed_program_are_removed_and_never_listed(tmp_path: Path) -> None:
    """A half-written file is on no list, and goes when the room is opened again; kept files stay."""
    kept = keep_bytes(tmp_path, "recordings", ".mp3", b"call")
    leftover = (tmp_path / kept.path).with_name(".0123.partial")
    leftover.write_bytes(b"ca")
    assert list_kept(tmp_path, "recordings") == [kept.path]
    remove_partials(tmp_path)
    assert _files(tmp_path) == [kept.path]


def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    """A missing file and a folder are named, not tracebacks."""
    for path in (tmp_path / "missing.png", tmp_path):
        with pytest.raises(MediaError, match="cannot be read"):
            read_bytes(path)
