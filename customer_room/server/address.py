"""Where a room listens: loopback addresses only, on a port nobody else has."""

import errno
import ipaddress
import socket
from dataclasses import dataclass

from customer_room.errors import RoomError

DEFAULT_ADDRESS = "127.0.0.1"
DEFAULT_PORT = 8501
_PORTS_TRIED = 100
_BACKLOG = 2048


@dataclass(frozen=True, slots=True)
class Listener:
    """A bound socket and the address people use for it."""

    socket: socket.socket
    address: str
    port: int

    @property
    def url(self) -> str:
        """The room's address for a browser."""
        return f"http://{host_for_url(self.address)}:{self.port}/"


def host_for_url(address: str) -> str:
    """An address as it is written before a port."""
    return f"[{address}]" if ":" in address else address


def is_loopback(address: str) -> bool:
    """Whether an address can be reached from this computer only."""
    if address.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def refuse_other_addresses(address: str) -> None:
    """Serve nobody but this computer's users.

    Raises:
        RoomError: the address can be reached from elsewhere, or is none.
    """
    if not is_loopback(address):
        raise RoomError(
            "Only this computer can be served",
            f"{address} is not an address of this computer alone, and a room has no sign-in yet that would keep others "
            "out.",
            "Use 127.0.0.1 (the default), ::1 or localhost.",
        )


def listen(address: str, port: int | None) -> Listener:
    """Take a port.

    Args:
        address: A loopback address or `localhost`.
        port: The port; 0 is any free one; None is 8501, or the next one that is free.

    Raises:
        RoomError: the address is not this computer's own, or the port cannot be had.
    """
    refuse_other_addresses(address)
    numeric = DEFAULT_ADDRESS if address.casefold() == "localhost" else address
    if port is not None:
        return _listen_on(numeric, port)
    for candidate in range(DEFAULT_PORT, DEFAULT_PORT + _PORTS_TRIED):
        try:
            return _bound(numeric, candidate)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise _unusable(numeric, candidate, error) from error
    raise RoomError(
        "No port is free",
        f"The ports {DEFAULT_PORT} to {DEFAULT_PORT + _PORTS_TRIED - 1} are all in use.",
        "Name another one with --port, or use --port 0 for any free one.",
    )


def _listen_on(address: str, port: int) -> Listener:
    try:
        return _bound(address, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise RoomError(
                "The port is in use",
                f"Another program already listens on port {port}.",
                "Stop that program, name another port, or leave --port out to take the next free one.",
            ) from error
        raise _unusable(address, port, error) from error


def _unusable(address: str, port: int, error: OSError) -> RoomError:
    return RoomError(
        "The port cannot be used",
        f"{host_for_url(address)}:{port}: {error.strerror}.",
        "Name another port above 1023 with --port, or another address.",
    )


def _bound(address: str, port: int) -> Listener:
    is_v6 = ":" in address
    # Only of a socket that says it is TCP does asyncio send every answer at once, instead of 40 ms after its head.
    taken = socket.socket(socket.AF_INET6 if is_v6 else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if is_v6:
            taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        taken.bind((address, port))
        taken.listen(_BACKLOG)
        taken.setblocking(False)
    except OSError:
        taken.close()
        raise
    return Listener(taken, address, taken.getsockname()[1])
