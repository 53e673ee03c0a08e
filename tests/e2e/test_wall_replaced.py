"""What a wall shows when the room's file is exchanged, or goes, under the running server."""

import os
import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from customer_room.operations.room import database_path
from tests.cli.commanding import run_process, serving
from tests.e2e.test_wall_live import TOTAL, bring, total
from tests.e2e.test_wall_network import LONG_MS, opened_at

UNREADABLE = re.compile(r"^The room cannot be read since .*\d\d.*; what you see is of then$")
OCTOBER = "?grain=month&period=2026-10"


def test_a_restored_backup_put_in_place_is_shown_by_itself(browser: Browser, room: Path, tmp_path: Path) -> None:
    """What was imported after the backup was made is gone from the open wall, which nobody reloaded."""
    backup, restored = tmp_path / "room.zip", tmp_path / "restored"
    with serving(room, tmp_path) as served, opened_at(browser, f"http://127.0.0.1:{served.port}/{OCTOBER}") as page:
        assert run_process(tmp_path, "backup", room, backup).code == 0
        before = total(page)
        bring(served, tmp_path)
        expect(page.locator(TOTAL)).to_contain_text(re.compile(rf"^{before + 9}\b"))
        assert run_process(tmp_path, "restore", backup, restored).code == 0
        os.replace(database_path(restored), database_path(room))  # noqa: PTH105 - as `mv` does it
        expect(page.locator(TOTAL)).to_contain_text(re.compile(rf"^{before}\b"), timeout=LONG_MS)
        expect(page.locator(".lost-contact")).to_have_count(0)


def test_a_room_whose_file_is_gone_shows_as_old_until_it_is_back(browser: Browser, room: Path, tmp_path: Path) -> None:
    """The wall keeps its figures, says since when they may be old, and takes that back by itself."""
    aside = tmp_path / "aside.duckdb"
    with serving(room, tmp_path) as served, opened_at(browser, f"http://127.0.0.1:{served.port}/{OCTOBER}") as page:
        before = total(page)
        database_path(room).rename(aside)
        expect(page.locator(".foot .lost-contact")).to_have_text(UNREADABLE, timeout=LONG_MS)
        assert total(page) == before
        aside.rename(database_path(room))
        expect(page.locator(".lost-contact")).to_have_count(0, timeout=LONG_MS)
        assert total(page) == before
