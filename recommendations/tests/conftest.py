"""What the tests of this app share: a Spotify to ask, people with tastes, the task queue."""

import base64
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from redis import Redis

from analytics.models import UserActivity
from recommendations import experiments, popular, tastes
from recommendations.models import RecommendationLog
from recommendations.pool import drawing
from spotify.standin import StandinServer
from users.models import User, UserProfile


@pytest.fixture(autouse=True)
def _nothing_in_memory() -> None:
    """No test draws from what another has read."""
    drawing.forget()
    tastes.forget()
    popular.forget()
    experiments.forget()


@pytest.fixture(autouse=True)
def _cheap_passwords(settings: Any) -> None:
    """Nothing here is about passwords, and hashing one well takes longer than making a list."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def standin(request: pytest.FixtureRequest, settings: Any) -> Iterator[StandinServer]:
    """The Spotify of this test; parametrize indirectly with another profile than dev2026.

    Its budget of calls is ample, so that no test depends on the time of day.
    """
    with StandinServer(profile=getattr(request, "param", "dev2026")) as server:
        settings.SPOTIFY_API_URL = server.api_url
        settings.SPOTIFY_ACCOUNTS_URL = server.accounts_url
        settings.SPOTIFY_DAILY_BUDGET = 100_000
        yield server


@pytest.fixture
def upstream_calls(standin: StandinServer) -> Callable[[], int]:
    """How many calls Spotify has got, tokens left aside."""

    def count() -> int:
        calls = standin.calls()
        return int(calls["total"]) - int(calls["by_group"].get("token", 0))

    return count


@pytest.fixture
def get_list(client_of: Callable[..., Any]) -> Callable[..., Any]:
    """The list as its owner reads it: ``get_list(user, limit=50)``."""

    def get(user: User, **query: Any) -> Any:
        answer = client_of(user).get("/api/recommendations/me/", query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return get


@pytest.fixture
def act(client_of: Callable[..., Any]) -> Callable[..., None]:
    """Do something with items of a list: ``act(user, "like", item, other_item)``."""

    def send(user: User, action: str, *items: dict[str, Any]) -> None:
        names = ("track_id", "track_name", "artist_name")
        events = [{"action": action, **{name: item[name] for name in names}} for item in items]
        answer = client_of(user).post("/api/analytics/activity/", events)
        assert answer.json()["accepted"] == len(items), answer.content

    return send


@pytest.fixture
def people(db: None) -> Callable[..., list[User]]:
    """Many accounts at once, without the cost of their passwords: ``people(50, [["rock"]])``.

    The n-th has the n-th list of genres, and so on in turns.
    """

    def make(number: int, genres: Sequence[Sequence[str]]) -> list[User]:
        rows = [
            User(username=f"listener{n}", email=f"{n}@example.org", password="!")
            for n in range(number)
        ]
        users = User.objects.bulk_create(rows, batch_size=2000)
        UserProfile.objects.bulk_create(
            [
                UserProfile(user=user, favorite_genres=list(genres[n % len(genres)]))
                for n, user in enumerate(users)
            ],
            batch_size=2000,
        )
        return users

    return make


@pytest.fixture
def queue(settings: Any) -> Iterator[Callable[[], list[tuple[str, dict[str, Any]]]]]:
    """The tasks that wait at the broker, oldest first, as (name, arguments)."""
    with Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        broker.flushdb()

        def waiting() -> list[tuple[str, dict[str, Any]]]:
            return [_task_of(raw) for raw in reversed(broker.lrange("celery", 0, -1))]

        yield waiting
        broker.flushdb()


def _task_of(raw: bytes) -> tuple[str, dict[str, Any]]:
    message = json.loads(raw)
    _, arguments, _ = json.loads(base64.b64decode(message["body"]))
    return message["headers"]["task"].rpartition(".")[2], arguments


@pytest.fixture
def happened() -> Callable[..., UserActivity]:
    """Store an event of the past: ``happened(user, "play", item, at=moment, private=True)``."""

    def store(user: User, action: str, item: dict[str, Any], at: Any, **facts: Any) -> UserActivity:
        return UserActivity.objects.create(
            user=user,
            action=action,
            track_id=item["track_id"],
            track_name=item["track_name"],
            artist_name=item["artist_name"],
            artist_key=item["artist_name"].casefold(),
            timestamp=at,
            event_id=uuid4().hex,
            **facts,
        )

    return store


@pytest.fixture
def age() -> Callable[..., None]:
    """Let time pass for a log row: ``age(log, hours=2)``."""

    def pass_time(log: RecommendationLog, **time: float) -> None:
        ago = timedelta(**time)
        log.refresh_from_db()
        log.created_at -= ago
        if log.claimed_until is not None:
            log.claimed_until -= ago
        log.save(update_fields=["created_at", "claimed_until"])

    return pass_time


@pytest.fixture
def in_threads(transactional_db: None) -> Callable[..., list[Any]]:
    """What something gives in each of several threads at once: ``in_threads(5, work)``.

    An argument is taken from ``each``, if that is given. A thread that raises fails the test.
    """

    def run(number: int, work: Callable[..., Any], each: Sequence[Any] | None = None) -> list[Any]:
        start = threading.Barrier(number)

        def begin(arguments: tuple[Any, ...]) -> Any:
            start.wait(30)
            try:
                return work(*arguments)
            finally:
                connection.close()

        arguments = [(item,) for item in each] if each is not None else [()] * number
        with ThreadPoolExecutor(number) as pool:
            return list(pool.map(begin, arguments))

    return run
