"""What happened, counted. See README.md for what belongs here and what does not."""
