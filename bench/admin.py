"""How long the admin's pages take with a million activities.

``python -m bench.admin [--events 1000000]``. Loads events, recommendations and refresh logs of
20,000 users, counts the events, then asks for each list page, its filters and searches, pages of
rows and the dashboard, through Django's whole request path as an operator's browser would. Prints
p50 and p99 of 30 requests each, the CPU time of this process, which a busy machine disturbs less,
and the slowest page.
"""

import argparse
import statistics
import time
from collections.abc import Callable

from bench.analytics_database import database, make_users

USERS = 20_000
# Zipf's law: one has 7 % of all events, the worst that a page of one user can meet.
_WHO = "%(first)s + floor(power(%(users)s, random()))::int - 1"
ASKED = 30
CHUNK = 100_000
DAYS = 30
LIMIT = 200  # milliseconds

RECOMMENDATIONS = """
INSERT INTO recommendations_recommendation
    (user_id, track_id, track_name, artist_name, album_name, spotify_url, metadata, position, score,
     reason_code, reason_value, created_at, chosen_at, expires_at)
SELECT %(first)s + n %% %(users)s, 'track ' || n / %(users)s * 37 + n %% 1000, 'Song ' || n,
       'Artist ' || n %% 10000, '', 'https://open.spotify.com/track/x', '{}',
       CASE WHEN n / %(users)s < 50 THEN n / %(users)s + 1 END, random(),
       CASE n %% 10 WHEN 0 THEN 'artist' WHEN 1 THEN 'popular' ELSE 'genre' END, 'rock',
       now(), now(), now() + interval '30 days'
FROM generate_series(0, %(count)s - 1) n
ON CONFLICT DO NOTHING
"""
LOGS = """
INSERT INTO recommendations_recommendationlog
    (user_id, task_id, trigger, status, parameters, request_key, count, source, error, created_at)
SELECT %(first)s + n %% %(users)s, gen_random_uuid(),
       CASE n %% 50 WHEN 0 THEN 'on_demand' ELSE 'hourly' END,
       CASE n %% 500 WHEN 0 THEN 'error' ELSE 'success' END, '{}', '', 50, 'pools', '',
       now() - %(days)s * interval '1 day' * (1 - n::float / %(count)s)
FROM generate_series(1, %(count)s) n
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    options = parser.parse_args()
    with database():
        first = min(make_users(USERS))
        _load(first, options.events)
        print(f"{'milliseconds':72}    p50   p99   CPU")
        slowest = max(_report(name, _ask(page)) for name, page in _pages(first).items())
        print(f"slowest by p99: {slowest[1]}, {slowest[0]:.0f} ms (the aim is {LIMIT})")


def _load(first: int, events: int) -> None:
    from analytics import rollups
    from analytics.sql import execute
    from bench.analytics_data import EVENTS, GENRES, TRACKS

    execute(GENRES, {"tracks": TRACKS})
    load = EVENTS.format(user=_WHO)
    values = {"first": first, "users": USERS, "tracks": TRACKS}
    for start in range(0, events, CHUNK):
        # As they come in life: each portion later than the one before.
        portion = min(CHUNK, events - start)
        execute(load, values | {"count": portion, "days": DAYS * (1 - start / events)})
    for statement in (RECOMMENDATIONS, LOGS):
        execute(statement, values | {"count": events, "days": DAYS})
    rollups.catch_up(seconds=3600)
    execute("VACUUM ANALYZE")
    print(
        f"{events:,} events, as many recommendations and refresh logs, {USERS:,} users", flush=True
    )


def _pages(user_id: int) -> dict[str, str]:
    """What is asked for: a name, and the address below /admin/."""
    activity, refreshes = "analytics/useractivity/", "recommendations/recommendationlog/"
    lists = "recommendations/recommendation/"
    addresses = [
        "",
        *_all_lists(),
        *(f"{activity}?{query}" for query in ("action__exact=share", "private__exact=1", "p=333")),
        f"{activity}?timestamp_from_0=2001-01-01&timestamp_from_1=00:00:00"
        "&timestamp_to_0=2001-01-02&timestamp_to_1=00:00:00",
        *(f"{activity}?q={term}" for term in ("track 50", "listener5", user_id, "nothing")),
        f"{activity}?user__id__exact={user_id}&action__exact=share",
        f"{refreshes}?status__exact=error",
        f"{refreshes}?trigger__exact=read",
        f"{refreshes}?user__id__exact={user_id}",
        f"analytics/usertotal/?q={user_id}",
        "analytics/trackgenre/?q=track 50",
        "analytics/item/?q=track 50",
        f"{lists}?reason_code=similar",
        f"{lists}?place=out",
        f"{lists}?q={user_id}",
        "users/user/?q=listener77",
        "users/user/?q=listener77@example.org",
        f"users/user/{user_id}/change/",
        "autocomplete/?term=listener1&app_label=analytics&model_name=useractivity&field_name=user",
    ]
    return {address or "the dashboard": f"/admin/{address}" for address in addresses}


def _all_lists() -> list[str]:
    from django.contrib import admin

    return [f"{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry]


def _ask(address: str) -> list[tuple[float, float]]:
    """How long each request took, and how much of that this process worked, in milliseconds."""
    fetch = _operator()
    fetch(address)
    taken = []
    for _ in range(ASKED):
        _forget_cards()
        started, worked = time.perf_counter(), time.process_time()
        fetch(address)
        taken.append((_milliseconds(started), (time.process_time() - worked) * 1000))
    return taken


def _milliseconds(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _operator() -> Callable[[str], None]:
    """How somebody with all rights asks for a page; anything but 200 ends the bench."""
    from django.test import Client

    from users.models import User

    name = {"username": "operator", "email": "operator@example.org"}
    user, _ = User.objects.get_or_create(**name, is_staff=True, is_superuser=True)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)

    def fetch(address: str) -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)

    return fetch


def _forget_cards() -> None:
    """Each look at the dashboard pays for all cards."""
    from django.core.cache import cache

    cache.clear()


def _report(name: str, taken: list[tuple[float, float]]) -> tuple[float, str]:
    """Print a page's line; its p99 and name."""
    quantiles = statistics.quantiles((wall for wall, _ in taken), n=100)
    worked = statistics.median(cpu for _, cpu in taken)
    print(f"{name[:72]:72} {quantiles[49]:6.0f} {quantiles[98]:5.0f} {worked:5.0f}", flush=True)
    return quantiles[98], name


if __name__ == "__main__":
    main()
