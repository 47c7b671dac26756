"""Who someone is and what they like. See README.md for what does not belong here."""
