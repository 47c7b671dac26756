"""Everything that is kept about a user, for that user."""
