"""Serve an open room: the pages, the room's files, and the door for commands that need the room while it is open."""
