"""Services outside are not trusted either: neither the length nor the shape of what they say."""

import os
import tracemalloc

import pytest
from redis import Redis

from listenbrainz.client import build_client
from listenbrainz.config import ListenBrainzConfig
from listenbrainz.errors import Unreadable as UnreadableListens
from spotify.config import SpotifyConfig
from spotify.errors import Unreadable
from spotify.messages import Group, Request
from spotify.tokens import Bearer
from spotify.transport import Transport
from tests.endless import mad_service

MOST_MEMORY = 24_000_000  # bytes: the longest answer there may be, a few times over


@pytest.fixture(scope="module")
def mad():
    """The address of a service whose answers do not end."""
    with mad_service() as address:
        yield address


@pytest.fixture
def memory():
    """How much was held at most while the test ran, in bytes."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


@pytest.mark.parametrize("path", ["search", "bomb/search"])
def test_an_answer_of_spotify_without_end_is_given_up(mad, memory, path):
    transport = Transport(SpotifyConfig(client_id="a", client_secret="b"))
    with pytest.raises(Unreadable):
        transport.send(Request(Group.SEARCH, f"{mad}/{path}"), Bearer("token"))
    assert memory() < MOST_MEMORY
    transport.close()


@pytest.mark.parametrize("path", ["endless", "bomb"])
def test_an_answer_of_listenbrainz_without_end_is_given_up(mad, memory, path):
    with Redis.from_url(os.environ["REDIS_URL"]) as redis:
        client = build_client(ListenBrainzConfig(labs_url=f"{mad}/{path}"), redis)
        with pytest.raises(UnreadableListens):
            client.similar_tags("rock")
        client.close()
    assert memory() < MOST_MEMORY
