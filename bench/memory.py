"""How much memory this process holds, and the most it ever held."""

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


def resident_megabytes() -> float:
    """This process's resident memory in MB now; its peak where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return peak_megabytes()
    held = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(held.split()[1]) / 1024
