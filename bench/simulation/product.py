"""The product as an arm: accounts, lists, events, counting and training, by its own services.

Import after ``django.setup()``.
"""

import json
from collections.abc import Iterator, Sequence, Set
from typing import Any

import numpy as np

from analytics import services as analytics
from bench.simulation.arms import Arm, Reactions, pick
from bench.simulation.population import Population, Reaction
from recommendations import services
from recommendations.models import PoolCandidate, TastePool
from recommendations.types import MAX_COUNT
from users import services as users

_FINISHED = {"reason_end": "trackdone"}
_LEFT = {"reason_end": "fwdbtn", "ms_played": 5000}
_SECONDS = 60


class Product(Arm):
    """Shows each listener the list that the API would; what they do is sent as a client would."""

    name = "ours"

    def __init__(self, population: Population, fills: int) -> None:
        """Sign everybody up, and fill each pool so many times, as so many days would."""
        self._population = population
        self._numbers = {track.id: place for place, track in enumerate(population.tracks)}
        self._users = [_sign_up(number, genres) for number, genres in enumerate(population.stated)]
        self._recommendations: list[dict[int, int]] = [{} for _ in self._users]
        self.places = self.repeats = 0
        for user_id in self._users:
            services.warm_tastes(user_id)
        for _ in range(fills - 1):
            _fill_pools()
        services.refresh_users(self._users, services.Trigger.HOURLY)

    def offer(self) -> np.ndarray:
        """Everything that the pools hold now, as numbers of tracks."""
        ids = PoolCandidate.objects.values_list("track_id", flat=True).distinct()
        return np.array(sorted(self._numbers[track_id] for track_id in ids))

    def choose(
        self, listener: int, heard: Set[int], offer: np.ndarray, count: int
    ) -> Sequence[int]:
        """The user's list without what was heard, and as much more of it as that takes.

        Liked tracks come again in the product; how often at the top is counted in ``repeats``.
        """
        order: list[int] = []
        for item in _read_on(self._users[listener]):
            track = self._numbers[item["track_id"]]
            order.append(track)
            self._recommendations[listener][track] = item["id"]
            if len(order) >= count and len(set(order) - heard) >= count:
                break
        self.places += len(order[:count])
        self.repeats += len(heard.intersection(order[:count]))
        return pick(order, self._population, heard, count)

    def learn(self, reactions: Reactions) -> None:
        """Send the events; then what Beat does: count, train, fill pools, make lists anew."""
        for listener, of_listener in enumerate(reactions):
            self._send(listener, of_listener)
        analytics.record_views()
        analytics.roll_up(_SECONDS)
        services.train_similarity("track")
        services.train_similarity("artist")
        services.learn_reception()
        _fill_pools()
        services.refresh_users(self._users, services.Trigger.HOURLY)

    def _send(self, listener: int, reactions: dict[int, Reaction]) -> None:
        user_id = self._users[listener]
        events = [
            event
            for track, reaction in reactions.items()
            for event in self._events(listener, track, reaction)
        ]
        if not events:
            return
        for verdict in analytics.record_events(events, analytics.Caller(user_id)):
            if verdict.status != "accepted":
                raise SystemExit(f"An event of user {user_id} was not accepted: {verdict}")

    def _events(self, listener: int, track: int, reaction: Reaction) -> Iterator[dict[str, Any]]:
        facts = self._population.tracks[track]
        event = {
            "track_id": facts.id,
            "track_name": facts.title,
            "artist_name": facts.artist.name,
            "duration_ms": facts.duration_ms,
            "recommendation": self._recommendations[listener][track],
        }
        if reaction == "skip":
            yield event | {"action": "skip"} | _LEFT
            return
        yield event | {"action": "play", "ms_played": facts.duration_ms} | _FINISHED
        if reaction == "like":
            yield event | {"action": "like"}


def _sign_up(number: int, genres: Sequence[str]) -> int:
    name = f"listener{number}"
    account = {"username": name, "email": f"{name}@example.org"}
    profile = {"favorite_genres": list(genres)}
    return users.register(account, f"simulated {name}", profile).pk


def _fill_pools() -> None:
    for pool_id in TastePool.objects.values_list("id", flat=True):
        services.outdate_pool(pool_id)
        services.refill_pool(pool_id)


def _read_on(user_id: int) -> Iterator[dict[str, Any]]:
    """The items of the list and of all that follows it, page by page."""
    body = services.read_list(user_id, MAX_COUNT, by_listener=True).body
    while True:
        page = json.loads(body)
        yield from page["recommendations"]
        if page["next_cursor"] is None:
            return
        body = services.read_more(user_id, page["next_cursor"], MAX_COUNT)
