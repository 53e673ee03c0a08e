"""A real small disk that a test can fill."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DISK_BYTES = 64 << 20
MOUNT, UNMOUNT = shutil.which("mount"), shutil.which("umount")


@contextmanager
def mounted_disk(folder: Path) -> Iterator[Path]:
    """A file system of its own with 64 MB at `folder`; only root may make one, and not in every container."""
    if sys.platform != "linux" or os.geteuid() != 0 or MOUNT is None or UNMOUNT is None:
        pytest.skip("A FULL DISK WAS NOT TRIED: only root on Linux can mount a small one")
    folder.mkdir()
    options = f"size={DISK_BYTES}"
    made = subprocess.run([MOUNT, "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False)
    if made.returncode != 0:
        pytest.skip(f"A FULL DISK WAS NOT TRIED: mount says {made.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run([UNMOUNT, "--lazy", folder], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Take all space of the disk but `leave` bytes; returns the file that takes it."""
    ballast = folder / "ballast"
    ballast.write_bytes(b"\0" * (shutil.disk_usage(folder).free - leave))
    return ballast
