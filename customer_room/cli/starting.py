"""The first step of the command line, before anything large is loaded: whether there is memory for it."""

import importlib
import os
import sys

LEAST_ADDRESS_SPACE = 1 << 30
_NO_MEMORY = ("failed to map segment", "cannot allocate memory", "cannot map", "out of memory")
_FAILED = 1


def main() -> None:
    """Run the command line of this process, and end the process with its exit code."""
    allowed = _address_space()
    if allowed is not None and allowed < LEAST_ADDRESS_SPACE:
        _end_without_memory(
            f"This process may use {allowed >> 20:,} MB of address space; it needs {LEAST_ADDRESS_SPACE >> 20:,} MB.",
            "Raise the limit (`ulimit -v unlimited` in this terminal, or where the limit is set), and try again.",
        )
    try:
        program = importlib.import_module("customer_room.cli.program")
    except Exception as error:
        if not _lacks_memory(error):
            raise
        _end_without_memory(
            f"Customer Room could not be loaded: {str(error).rstrip('.') or 'no memory was left'}.",
            "Close other programs or raise this process's memory limit, and try again.",
        )
    else:
        program.main()


def _address_space() -> int | None:
    """How many bytes this process may address; None where there is no limit, or no such thing.

    Below the least, the libraries that we load end the process or wait forever instead of raising an error.
    """
    if sys.platform == "win32":
        return None
    import resource

    allowed = resource.getrlimit(resource.RLIMIT_AS)[0]
    return None if allowed == resource.RLIM_INFINITY else allowed


def _lacks_memory(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, MemoryError) or any(words in str(error).lower() for words in _NO_MEMORY):
            return True
        error = error.__cause__ or error.__context__
    return False


def _end_without_memory(what: str, fix: str) -> None:
    """Half-loaded libraries may fail once more when Python ends in order, so it ends at once."""
    sys.stderr.write(f"There is not enough memory.\n{what}\nWhat to do: {fix}\n")
    sys.stderr.flush()
    os._exit(_FAILED)
