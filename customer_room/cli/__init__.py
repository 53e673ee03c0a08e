"""The command line `customer-room`."""

from customer_room.cli.program import main

__all__ = ["main"]
