"""A stand-in for ListenBrainz: a real HTTP server that answers the three calls we make.

It knows a few dozen artists (names from the Chinook sample database), grouped as people may
listen to them; scores and ids are invented. It needs nothing beyond the standard library.
"""

from listenbrainz.standin.server import StandinServer

__all__ = ["StandinServer"]
