"""How many users does one worker refresh per second, and what does it ask of Spotify for that?

    python -m bench.refresh [--users 1000] [--genres 30]

The baseline is what no refresh can do without: storing a ready list in PostgreSQL and on the
shelf, measured in turns with whole refreshes in the same run. Also prints what ranking alone
costs in CPU time.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

from devstack.stack import Stack

CHUNK = 50
TASTES = 3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--genres", type=int, default=30)
    options = parser.parse_args()
    with Stack(Path(tempfile.mkdtemp(prefix="music-bench-")), parts=("standin",)) as stack:
        os.environ.update(stack.environment | {"LOG_LEVEL": "ERROR"})
        os.environ["DJANGO_SETTINGS_MODULE"] = "music_discovery_backend.settings"
        django.setup()
        users = make_users(options.users, options.genres)
        warm_pools(users)
        calls = stack.standin.calls()["total"]
        measure_refresh(users)
        measure_ranking(users[0])
        per_thousand = 1000 * calls / len(users)
        print(f"upstream calls  {calls} for {len(users)} users: {per_thousand:.0f} per 1,000")


def make_users(count: int, genres: int) -> list[int]:
    """Users with three genres each, out of ``genres``; their ids."""
    from spotify.genre_seeds import GENRE_SEEDS
    from spotify.standin.genres import GENRES
    from users.models import User, UserProfile

    known = [word for words in GENRES.values() for word in words]
    words = list(dict.fromkeys([*known, *sorted(GENRE_SEEDS)]))[:genres]
    dice = random.Random(0)
    users = User.objects.bulk_create(
        User(username=f"user{n}", email=f"user{n}@example.org") for n in range(count)
    )
    UserProfile.objects.bulk_create(
        UserProfile(user=user, favorite_genres=dice.sample(words, TASTES)) for user in users
    )
    return [user.pk for user in users]


def warm_pools(users: Sequence[int]) -> None:
    """Fill every pool that these users need, as the first refreshes would."""
    from recommendations import services

    for user_id in users:
        services.warm_tastes(user_id)


def measure_refresh(users: Sequence[int]) -> None:
    """Refresh and merely store, chunk by chunk in turns."""
    from recommendations import services

    spent = {"refresh": Spent(), "store only": Spent()}
    for chunk in chunks(users):
        lists = [ready_list(user_id) for user_id in chunk]
        spent["store only"].add(lambda lists=lists: [store(*item) for item in lists])
        spent["refresh"].add(
            lambda chunk=chunk: services.refresh_users(chunk, services.Trigger.HOURLY)
        )
    for name, cost in spent.items():
        each, own = 1000 * cost.seconds / len(users), 1000 * cost.cpu / len(users)
        print(f"{name:11s} {1000 / each:6.0f} users/s  {each:.2f} ms, {own:.2f} ms own CPU")
    print(f"ratio refresh/store only  {spent['store only'].seconds / spent['refresh'].seconds:.2f}")


def measure_ranking(user_id: int) -> None:
    """CPU time of one ranking of about 500 candidates for a listener with a long history."""
    from recommendations import listeners, pipeline
    from recommendations.ranking import rank
    from recommendations.types import RefreshRequest, Taste

    seeds = tuple(Taste("genre", words) for words in every_genre())
    profile = listeners.load([user_id])[user_id].profile
    candidates = pipeline.draw(profile, RefreshRequest(seeds=seeds), patience=0).candidates[:500]
    listen(user_id, [each.track for each in candidates[::5]])
    context = pipeline.context_of(listeners.load([user_id])[user_id])
    taken = [cpu_time(lambda: rank(candidates, context, count=50)) for _ in range(50)]
    print(
        f"ranking     {len(candidates)} candidates in {1000 * statistics.median(taken):.2f} ms CPU "
        f"(the best {1000 * min(taken):.2f}), after actions with {len(context.artists)} artists"
    )


def listen(user_id: int, played: Sequence[Any]) -> None:
    """Play all of these tracks, like every second and skip every third."""
    from analytics import services as analytics

    events = [
        {
            "track_id": track.id,
            "track_name": track.name,
            "artist_name": track.artist_name,
            "action": action,
        }
        for place, track in enumerate(played)
        for action, each in (("play", 1), ("like", 2), ("skip", 3))
        if place % each == 0
    ]
    analytics.record_events(events, analytics.Caller(user_id))


def cpu_time(work: Callable[[], object]) -> float:
    """Seconds of this process that the work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def every_genre() -> list[str]:
    """The genres that have pools."""
    from recommendations.models import TastePool

    return list(TastePool.objects.filter(kind="genre").values_list("value", flat=True)[:24])


def ready_list(user_id: int) -> tuple[int, list]:
    """A user's present list in the form in which it is stored."""
    from recommendations import lists, tracks
    from recommendations.types import Ranked, Reason

    rows = lists.present(user_id)
    facts = {item.id: item for item in tracks.known([row.track_id for row in rows])}
    return user_id, [
        Ranked(facts[row.track_id], row.score, Reason(row.reason_code, row.reason_value))
        for row in rows
    ]


def store(user_id: int, ranked: list) -> None:
    """What every refresh ends with."""
    from django.db import transaction
    from django.utils import timezone

    from recommendations import lists, shelf
    from recommendations.refreshing import rendered_rows

    now = timezone.now()
    with transaction.atomic():
        lists.lock(user_id)
        rows = lists.replace(user_id, ranked, now)
        shelf.put(rendered_rows(user_id, rows, now), b"0")


def chunks(users: Sequence[int]) -> Iterator[Sequence[int]]:
    """The users, 50 at a time."""
    return (users[start : start + CHUNK] for start in range(0, len(users), CHUNK))


@dataclass
class Spent:
    """Seconds by the clock, and of this process's CPU."""

    seconds: float = 0.0
    cpu: float = 0.0

    def add(self, work: Callable[[], object]) -> None:
        """Do the work and add what it takes."""
        began, cpu_began = time.perf_counter(), time.process_time()
        work()
        self.seconds += time.perf_counter() - began
        self.cpu += time.process_time() - cpu_began


if __name__ == "__main__":
    main()
