"""Failures on order: what Spotify, its outer layers or the network in between may do to a call."""
