"""`python -m customer_room` is `customer-room`."""

from customer_room.cli import main

if __name__ == "__main__":
    main()
