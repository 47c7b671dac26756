"""A stand-in for Spotify: a real HTTP server that speaks its protocol over a small catalogue.

Tests, the demo and runs without credentials talk to it as they would to Spotify. Titles, artists,
albums, genres and durations are facts from the Chinook sample database. **Everything else is
invented**, deterministically from each id's hash: release dates, popularity, followers, explicit
marks, ISRC and UPC codes, audio attributes, moods, images. Ids are made from names and are not
Spotify's.

It needs nothing beyond the standard library and never imports Django.
"""

from spotify.standin.server import StandinServer

__all__ = ["StandinServer"]
