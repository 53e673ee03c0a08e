"""The wall: one component that draws a room's stages on one screen."""

from customer_room.ui.wall.component import show_wall

__all__ = ["show_wall"]
