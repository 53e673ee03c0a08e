"""What authors of the project run: the demo room's generator and the finder of a browser."""
