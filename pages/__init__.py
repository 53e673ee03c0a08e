"""The pages of the room, one thin script each, in the order of the menu."""
