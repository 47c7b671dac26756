"""Invented listeners who leave something to look at: two days of activity, lists, a circuit."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from devstack.demo.api import Api
from devstack.demo.cast import event
from devstack.demo.listener import Item, Listener
from devstack.stack import Stack

_NAMES = ("ada", "bela", "carl", "dora", "emil", "fritz", "greta", "hans", "ida", "jan")
_GENRES = ("rock", "jazz", "metal", "blues", "latin")
_ACTIONS = ("play", "play", "play", "play", "play", "skip", "like", "share")
_HOURS = 48
_EVENTS = 220  # of each listener
# Listeners wake and sleep: how likely an event is, by the hour (UTC).
_BY_HOUR = (2, 1, 1, 1, 1, 2, 4, 7, 8, 6, 5, 6, 7, 6, 5, 6, 8, 10, 12, 13, 12, 9, 6, 4)

# Refreshes happened just now; for a picture they are spread over the day that they belong to.
_SPREAD_REFRESHES = """
from datetime import timedelta
from random import Random
from recommendations.models import RecommendationLog
dice = Random(7)
for log in RecommendationLog.objects.all():
    past = timedelta(hours=24 * dice.random() ** 1.5)
    failed = {"status": "error", "error": "Spotify did not answer."} if dice.random() < 0.1 else {}
    RecommendationLog.objects.filter(pk=log.pk).update(created_at=log.created_at - past, **failed)
"""


def fill(stack: Stack) -> None:
    """Let the listeners sign up, listen, refresh; then let Spotify ask for a pause."""
    dice = random.Random(7)  # noqa: S311 - invention, not a secret
    api = Api(stack.base_url)
    for number, name in enumerate(_NAMES):
        listener = Listener(api, name)
        genres = [_GENRES[number % len(_GENRES)], _GENRES[(number + 1) % len(_GENRES)]]
        listener.sign_up(favorite_genres=genres, moods=["chill"] if number % 2 else [])
        listener.log_in()
        _listen(listener, dice)
    for _ in range(3):
        listener.refresh()
    stack.manage("shell", "-c", _SPREAD_REFRESHES)
    _let_spotify_pause(stack, listener)


def _listen(listener: Listener, dice: random.Random) -> None:
    items = listener.recommendations()
    weights = [1 / (place + 1) for place in range(len(items))]
    chosen = dice.choices(items, weights, k=_EVENTS)
    listener.tell([_heard(item, dice) for item in chosen], status=200)
    for _ in range(6):
        listener.refresh()


def _heard(item: Item, dice: random.Random) -> dict[str, Any]:
    now = datetime.now(UTC)
    hours = [now - timedelta(hours=back) for back in range(1, _HOURS)]
    hour = dice.choices(hours, [_BY_HOUR[each.hour] for each in hours])[0]
    at = hour + timedelta(minutes=dice.random() * 59)
    heard = event(item, dice.choice(_ACTIONS))
    return heard | {"timestamp": at.isoformat(), "ms_played": dice.randrange(20_000, 240_000)}


def _let_spotify_pause(stack: Stack, listener: Listener) -> None:
    """The next search is answered with 429: the circuit opens, and the list is made without."""
    stack.standin.fault("rate_limited", match="search", retry_after=1800)
    newcomer = Listener(Api(stack.base_url), "kurt")
    newcomer.sign_up(favorite_genres=["reggae"])
    newcomer.log_in()
    newcomer.recommendations()
