"""Other backends as callers: keys, what they open, and how they are made."""
