"""What is done to a whole room: make, import, check, back up, restore, export, demonstrate."""
