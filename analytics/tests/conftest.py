"""What the tests of this app share."""

import json
import time
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from analytics.models import UserActivity

pytest.register_assert_rewrite("analytics.tests.recounts")


_QUARTER = 15 * 60
_LONGEST_TEST = 10


@pytest.fixture
def now():
    """One moment for the whole test, during which no hour, and no quarter of one, turns."""
    left = _QUARTER - time.time() % _QUARTER
    if left < _LONGEST_TEST:
        time.sleep(left)
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


_PLAY = """
INSERT INTO analytics_useractivity
    (user_id, track_id, track_name, artist_name, artist_key, action, metadata, timestamp, event_id,
     reason_end, private)
SELECT u, track, 'Song', 'by ' || track, 'by ' || track, 'play', '{}',
       %(now)s - h * interval '1 hour' - n * interval '1 second', gen_random_uuid()::text, '', false
FROM unnest(%(tracks)s) track, unnest(%(users)s) u, unnest(%(hours)s) h,
     generate_series(1, %(times)s) n
"""


@pytest.fixture
def crowd(django_user_model, db):
    """The ids of sixty users."""
    users = [
        django_user_model(username=f"u{number}", email=f"u{number}@example.org")
        for number in range(60)
    ]
    return [user.pk for user in django_user_model.objects.bulk_create(users)]


@pytest.fixture
def played(now):
    """Each of them heard it so many hours ago: ``played("t1", crowd[:3], [0, 24], times=2)``."""

    def play(tracks, users, hours, times=1):
        tracks = [tracks] if isinstance(tracks, str) else list(tracks)
        values = {"tracks": tracks, "users": users, "hours": list(hours), "times": times}
        with connection.cursor() as cursor:
            cursor.execute(_PLAY, values | {"now": now})

    return play


@pytest.fixture
def trends(client_of):
    """The body of the trends: ``trends(owner, "?window=7d")``."""

    def get(user, query=""):
        return client_of(user).get(f"/api/analytics/trends/{query}").json()

    return get
