"""Which writer answers a request."""

from spotify.standin.messages import Request
from spotify.standin.objects import Writer
from spotify.standin.parameters import read_market
from spotify.standin.standin import Standin


def writer_for(standin: Standin, request: Request) -> Writer:
    """A writer for the profile and the request's market; refuses a market that is no country."""
    return Writer(request.site, standin.profile.thin, read_market(request.parameters()))
