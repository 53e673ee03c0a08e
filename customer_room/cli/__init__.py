"""The command line `customer-room`."""

from customer_room.cli.starting import main

__all__ = ["main"]
