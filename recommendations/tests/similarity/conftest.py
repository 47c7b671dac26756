"""What the tests of similarity share."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from django.utils import timezone

from analytics.models import UserActivity
from recommendations import tracks
from recommendations.models import Feedback, SimilarItem, SimilarityVersion
from recommendations.similarity import store, versions
from recommendations.types import TrackFacts
from users.models import User

Lists = Mapping[str, Sequence[tuple[str, float]]]


@pytest.fixture(autouse=True)
def _no_lists_in_memory() -> None:
    """No test is served from what another has read."""
    store.forget()


@pytest.fixture
def learned(db: None) -> Callable[..., SimilarityVersion]:
    """A stored and served version: ``learned("track", {"a": [("b", 0.5)]})``."""

    def keep(kind: str, lists: Lists, **facts: Any) -> SimilarityVersion:
        counts = dict.fromkeys(("listeners", "interactions", "items", "links", "training_ms"), 0)
        version = versions.begin(kind, **counts | facts)
        keys = sorted({*lists, *(key for pairs in lists.values() for key, _ in pairs)})
        store.write(
            SimilarItem(
                version=version,
                number=number,
                key=key,
                listeners=2,
                neighbours=[keys.index(other) for other, _ in lists.get(key, ())],
                weights=[weight for _, weight in lists.get(key, ())],
            )
            for number, key in enumerate(keys)
        )
        versions.complete(version)
        version.refresh_from_db()
        return version

    return keep


@pytest.fixture
def did(db: None) -> Callable[..., list[UserActivity]]:
    """Store events of one kind: ``did(user, "play", "rock1", "rock2")``; artists by the track."""

    def store_events(user: User, action: str, *tracks: str, **fields: Any) -> list[UserActivity]:
        return UserActivity.objects.bulk_create(
            UserActivity(
                user=user,
                action=action,
                track_id=track,
                track_name=f"Song {track}",
                artist_name=f"Band of {track}",
                artist_key=f"band of {track}",
                timestamp=timezone.now(),
                event_id=uuid.uuid4().hex,
                **fields,
            )
            for track in tracks
        )

    return store_events


@pytest.fixture
def said(db: None) -> Callable[..., None]:
    """Store a last word: ``said(user, "like", "track1", artists=["Band"])``."""

    def store_word(
        user: User, action: str, key: str, artists: Sequence[str] = (), **fields: Any
    ) -> None:
        Feedback.objects.create(
            user=user,
            action=action,
            subject="artist" if action == "hide_artist" else "track",
            key=key,
            artist_names=list(artists),
            changed_at=timezone.now(),
            **fields,
        )

    return store_word


@pytest.fixture
def crowd(people: Callable[..., list[User]], did: Callable[..., Any]) -> list[User]:
    """Two dozen listeners: one half plays two thirds of rock0 to rock14 each, the other of jazz."""
    users = people(24, [[]])
    for number, user in enumerate(users):
        genre = ("rock", "jazz")[number % 2]
        did(user, "play", *(f"{genre}{n}" for n in range(15) if (number // 2 + n) % 3))
    return users


@pytest.fixture
def known(db: None) -> Callable[..., None]:
    """Store the facts of tracks: ``known("rock1", "rock2")``; artists as in ``did``."""

    def store_facts(*track_ids: str, **facts: Any) -> None:
        tracks.store(
            TrackFacts(
                **{
                    "id": track_id,
                    "name": f"Song {track_id}",
                    "artist_ids": (f"id of {track_id}",),
                    "artist_names": (f"Band of {track_id}",),
                    "spotify_url": f"https://open.spotify.com/track/{track_id}",
                }
                | facts
            )
            for track_id in track_ids
        )

    return store_facts
