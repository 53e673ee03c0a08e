"""The most memory a process ever held."""

import sys
from pathlib import Path


def peak_megabytes() -> float:
    """The peak of this process's resident memory in MB.

    On Linux not by `getrusage`, which counts the peak of the process that started this one as well.
    """
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(held.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
