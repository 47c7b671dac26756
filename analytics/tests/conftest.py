"""What the tests of this app share."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from analytics.models import UserActivity

pytest.register_assert_rewrite("analytics.tests.recounts")


@pytest.fixture
def now():
    """One moment for the whole test."""
    return datetime.now(UTC)


@pytest.fixture
def happened(now):
    """Store an event as if it had come in: ``happened(user, "play", "t1", hours_ago=3)``."""

    def store(user, action, track, *, hours_ago=0.0, artist="Nina Simone", **fields):
        return UserActivity.objects.create(
            user=user,
            action=action,
            track_id=track,
            track_name=f"Song {track}",
            artist_name=artist,
            artist_key=artist.casefold(),
            timestamp=now - timedelta(hours=hours_ago),
            event_id=fields.pop("event_id", uuid.uuid4().hex),
            **fields,
        )

    return store


@pytest.fixture
def event():
    """An event as a client sends it: ``event(action="like")``."""

    def make(**fields):
        song = {"track_id": "t1", "track_name": "Feeling Good", "artist_name": "Nina Simone"}
        return {**song, "action": "play", **fields}

    return make


@pytest.fixture
def send(client_of):
    """Post events as a user: ``send(owner, event())`` or ``send(owner, [event(), event()])``."""

    def post(user, body):
        raw = json.dumps(body)  # half surrogates included, which DRF's own renderer cannot write
        path = "/api/analytics/activity/"
        return client_of(user).post(path, raw, content_type="application/json")

    return post
