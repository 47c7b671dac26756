"""Events per second through ingestion, against PostgreSQL's own COPY of the same rows.

``python -m bench.ingest``. Both write into the same table with the same indexes, in turns. What is
timed for ingestion is everything from the bytes of a request's body to the commit and the news of
it: the parser of the view, validation, the statement, the verdicts, the lists that are outdated.
HTTP, who is asking and the answer's bytes are left out. The CPU time is ours and PostgreSQL's; on
a busy machine it is the steadier figure.
"""

import argparse
import io
import json
import random
import statistics
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from bench.analytics_database import database, make_users, server_seconds

ROUNDS = 5
PER_ROUND = 20_000
USERS = 2_000
COLUMNS = (
    "user_id",
    "track_id",
    "track_name",
    "artist_name",
    "artist_key",
    "action",
    "metadata",
    "timestamp",
    "event_id",
    "ms_played",
    "reason_end",
    "private",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--events", type=int, default=PER_ROUND, help="per round and way")
    options = parser.parse_args()
    with database():
        users = make_users(USERS)
        _throughput(users, options.rounds, options.events)
        _latency(users)


def _throughput(users: Sequence[int], rounds: int, count: int) -> None:
    ways: dict[str, Callable[[list[dict]], None]] = {"COPY": _copy}
    ways |= {f"batches of {size}": _in_batches(size) for size in (1, 100, 1000)}
    rates: dict[str, list[float]] = {name: [] for name in ways}
    costs: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, write in ways.items():
            events = _events(users, count // 10 if name == "batches of 1" else count)
            started, worked = time.perf_counter(), time.process_time() + server_seconds()
            write(events)
            rates[name].append(len(events) / (time.perf_counter() - started))
            worked = time.process_time() + server_seconds() - worked
            costs[name].append(1e6 * worked / len(events))
    base, least = statistics.median(rates["COPY"]), statistics.median(costs["COPY"])
    for name, measured in rates.items():
        rate, cost = statistics.median(measured), statistics.median(costs[name])
        print(
            f"{name:16} {rate:10,.0f} events/s   {rate / base:5.2f} of COPY"
            f"   {cost:6.0f} us of CPU   {least / cost:5.2f} of COPY"
        )


def _latency(users: Sequence[int]) -> None:
    ways = {"one event accepted": _accept_one, "one bare INSERT": _insert_one}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(2000):
        for name, write in ways.items():
            (event,) = _events(users, 1)
            prepared = _body([event]) if write is _accept_one else event
            started = time.perf_counter()
            write(prepared)
            taken[name].append((time.perf_counter() - started) * 1000)
    for name, measured in taken.items():
        cuts = statistics.quantiles(measured, n=100)
        print(f"{name:20} p50 {cuts[49]:6.2f} ms   p99 {cuts[98]:6.2f} ms")


def _events(users: Sequence[int], count: int) -> list[dict]:
    now = datetime.now(UTC)
    return [_event(random.choice(users), now) for _ in range(count)]


def _event(user: int, now: datetime) -> dict:
    track = int(random.paretovariate(0.8)) % 50_000
    return {
        "user": user,
        "track_id": f"{track:022d}",
        "track_name": f"Song number {track}",
        "artist_name": f"Artist {track % 5_000}",
        "action": random.choices(["play", "like", "skip", "share"], [80, 6, 12, 2])[0],
        "metadata": {"device": "phone"},
        "timestamp": (now - timedelta(seconds=random.randrange(86_400))).isoformat(),
        "event_id": str(uuid.uuid4()),
        "ms_played": random.randrange(240_000),
    }


def _copy(events: list[dict]) -> None:
    from django.db import connection, transaction

    lines = io.StringIO("".join(map(_copy_line, events)))
    with transaction.atomic(), connection.cursor() as cursor:
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        cursor.copy_expert(f"COPY analytics_useractivity ({names}) FROM STDIN", lines)


def _copy_line(event: dict) -> str:
    values = (
        *(event[name] for name in ("user", "track_id", "track_name", "artist_name")),
        event["artist_name"].casefold(),
        event["action"],
        json.dumps(event["metadata"]),
        *(event[name] for name in ("timestamp", "event_id", "ms_played")),
        "",
        "f",
    )
    return "\t".join(map(str, values)) + "\n"


def _in_batches(size: int) -> Callable[[list[dict]], None]:
    def write(events: list[dict]) -> None:
        for start in range(0, len(events), size):
            _accept_one(_body(events[start : start + size]))

    return write


def _body(events: list[dict]) -> bytes:
    return json.dumps(events).encode()


def _accept_one(body: bytes) -> None:
    from analytics import services
    from analytics.parsers import events_in

    caller = services.Caller(user_id=None, for_anyone=True)
    verdicts = services.record_events(events_in(body), caller)
    assert all(verdict.status == "accepted" for verdict in verdicts)


def _insert_one(event: dict) -> None:
    from django.db import connection

    names = ", ".join(f'"{name}"' for name in COLUMNS)
    marks = ", ".join(["%s"] * len(COLUMNS))
    values = _copy_line(event).rstrip("\n").split("\t")
    with connection.cursor() as cursor:
        statement = f"INSERT INTO analytics_useractivity ({names}) VALUES ({marks})"  # noqa: S608
        cursor.execute(statement, values)


if __name__ == "__main__":
    main()
