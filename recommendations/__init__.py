"""What to play next. See README.md for the way of a recommendation."""
