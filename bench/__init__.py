"""Measurements against a baseline of the same run. See README.md; none of this is a test."""
