import json

import pytest

from customer_room.errors import MediaError
from customer_room.operations.check import check_room, mend_room
from customer_room.operations.hang import ArtifactToHang, ClipToPublish, keep_artifact, keep_clip
from customer_room.operations.room import Room
from customer_room.store.rows import WHOLE_ROOM
from customer_room.store.structure import read_structure
from tests.operations.samples import CALL, TESTER, quiet, tree
from tests.rooms import TODAY


def test_a_whole_room_has_nothing_to_find(room: Room) -> None:
    """In a room made and filled by the program the check finds nothing, and it changes nothing."""
    before = room.store.revision
    report = check_room(room, quiet)
    assert (report.findings, report.files_checked) == ((), 3)
    assert room.store.revision == before


def test_a_changed_a_missing_and_a_strange_file_are_named(room: Room) -> None:
    """A file that is not the one that was hung, one that is gone and one nobody hung are each named with their cure."""
    (clip,) = tree(room.folder / "recordings")
    first, second = sorted(tree(room.folder / "artifacts"))
    (room.folder / "recordings" / clip).write_bytes(b"another call")
    (room.folder / "artifacts" / first).unlink()
    (room.folder / "artifacts" / "holiday.jpg").write_bytes(b"sun")
    findings = {finding.what: finding.fix for finding in check_room(room, quiet).findings}
    assert len(findings) == 3
    for name, words in ((clip, "has changed"), (first, "is missing"), ("holiday.jpg", "nothing in the room shows it")):
        (what,) = [what for what in findings if name in what]
        assert words in what
        assert findings[what]
    assert not any(second in what for what in findings)


def test_wrong_sums_are_found_and_mended_and_the_mending_is_recorded(room: Room) -> None:
    """Sums that differ from their rows are mendable; mended, nothing is found, and the record says who and what."""
    room.store.transact(TESTER, lambda write: write.cursor.execute("UPDATE feedback_daily SET items = items + 5"))
    room.store.transact(TESTER, lambda write: write.cursor.execute("DELETE FROM feedback_spans"))
    findings = check_room(room, quiet).findings
    assert len(findings) == 2
    assert all(finding.mendable and "--mend" in finding.fix for finding in findings)
    mend_room(room, TESTER)
    assert check_room(room, quiet).findings == ()
    (entry,) = room.store.read().execute(
        "SELECT changed_by, noun, row_id, before_json FROM changes WHERE \"action\" = 'mend'"
    ).fetchall()  # fmt: skip
    assert entry[:3] == ("tester", "rollups", WHOLE_ROOM)
    assert json.loads(entry[3])["wrong_cells"]["feedback_daily"] > 0


def test_a_clip_shorter_than_its_transcript_is_refused(room: Room) -> None:
    """A clip that was cut off does not hang beside a transcript that goes on; nothing of it is kept."""
    path = room.folder / "inbox" / "cut.mp3"
    path.write_bytes(CALL.read_bytes()[: CALL.stat().st_size // 3])
    stage_id = read_structure(room.store.read()).stages[0].id
    before = tree(room.folder / "recordings")
    with pytest.raises(MediaError, match="belong together"):
        keep_clip(room, ClipToPublish(path, CALL.with_suffix(".vtt"), stage_id, None, "Cut", "", TODAY))
    assert tree(room.folder / "recordings") == before


def test_a_picture_that_is_not_there_is_refused_in_words(room: Room) -> None:
    """A missing picture is named, and nothing is kept."""
    stage_id = read_structure(room.store.read()).stages[0].id
    before = tree(room.folder / "artifacts")
    with pytest.raises(MediaError, match="cannot be read"):
        keep_artifact(room, ArtifactToHang(room.folder / "no.png", stage_id, None, "No", "", TODAY))
    assert tree(room.folder / "artifacts") == before
