"""A made-up population with hidden tastes, and those who recommend to it."""
