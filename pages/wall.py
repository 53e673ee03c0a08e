"""The wall: all stages of the experience as columns on one screen."""

from customer_room.ui.wall_page import show_wall_page

show_wall_page()
