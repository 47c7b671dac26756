"""Events survive crashes: a client sends and resends while the service is killed piece by piece.

``python -m bench.crashes [--events 100000]``. The worker, the web server and Redis are ended with
SIGKILL in turns, PostgreSQL once. The client counts an event as acknowledged when it was answered
as accepted or duplicate, and repeats a batch until it is; 30 % of the batches it sends again for
nothing. At the end all events that were sent must have been acknowledged, the stored event ids must
be these, each once, every kept count must equal a recount, and each part must have been killed.
Exits 0 only then.
"""

import argparse
import itertools
import json
import random
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import requests

from devstack.folder import fresh_folder
from devstack.stack import Stack

RESENT = 0.3
VICTIMS = ("worker", "redis", "postgres", "web")
USERS = 3
PASSWORD = "correct horse battery"  # noqa: S105 - of made-up users
_FINAL_CHECK = """
import json
from analytics import rollups
from analytics.models import UserActivity
rollups.catch_up(seconds=120)
ids = list(UserActivity.objects.values_list("event_id", flat=True))
differing = [found.what for found in rollups.compare() if found.differing]
print("OUTCOME " + json.dumps({"ids": ids, "differing": differing}))
"""


@dataclass(slots=True)
class Outcome:
    """What was seen. ``stored`` may hold no id twice and must equal ``acknowledged``.

    So many must be acknowledged as were to be sent, ``due``.
    """

    due: int
    acknowledged: set[str] = field(default_factory=set)
    stored: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    kills: list[str] = field(default_factory=list)
    failures: int = 0

    @property
    def broken(self) -> list[str]:
        """What does not hold, for people; empty if nothing was lost, doubled or miscounted."""
        stored = set(self.stored)
        found = {
            "not all acknowledged": len(self.acknowledged) != self.due or not self.due,
            "acknowledged and not stored": self.acknowledged - stored,
            "stored and not acknowledged": stored - self.acknowledged,
            "stored twice": len(self.stored) - len(stored),
            "counts that differ from a recount": self.differing,
            "never killed": set(VICTIMS) - set(self.kills),
        }
        return [what for what, there in found.items() if there]


def main() -> None:
    """Rehearse and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    options = parser.parse_args()
    with fresh_folder("crashes") as folder:
        outcome = rehearse(folder, events=options.events, batch=100, pause=2)
    told = (outcome.due, len(outcome.acknowledged), len(outcome.stored))
    print("due {:,}, acknowledged {:,}, stored {:,}".format(*told))
    print(f"kills: {', '.join(outcome.kills)}; requests that failed: {outcome.failures}")
    print(f"counts that differ from a recount: {', '.join(outcome.differing) or 'none'}")
    print(f"what does not hold: {', '.join(outcome.broken) or 'nothing'}")
    sys.exit(1 if outcome.broken else 0)


def rehearse(folder: Path, *, events: int, batch: int, pause: float) -> Outcome:
    """Run a whole service in ``folder``, send ``events`` while killing its parts, and look.

    ``pause`` is how long, in seconds, everything runs between two kills.
    """
    each = events // USERS
    outcome = Outcome(due=each * USERS)
    settings = {"RATELIMIT_ENABLE": "false"}
    parts = ("web", "worker", "beat")
    with Stack(folder, parts=parts, settings=settings, durable=True) as stack:
        senders = [
            threading.Thread(
                target=_send_all, args=(stack, name, each, batch, outcome), daemon=True
            )
            for name in (f"sender{number}" for number in range(USERS))
        ]
        for sender in senders:
            sender.start()
        _kill_while_alive(stack, senders, pause, outcome)
        for child in stack.ended():
            child.restart()
        _look(stack, outcome)
    return outcome


def _kill_while_alive(
    stack: Stack, senders: list[threading.Thread], pause: float, outcome: Outcome
) -> None:
    for name in _victims():
        time.sleep(pause)
        if not any(sender.is_alive() for sender in senders):
            return
        outcome.kills.append(name)
        victim = getattr(stack.services if name in ("redis", "postgres") else stack, name)
        victim.kill()
        victim.start()
        if name == "web":  # else it might never come up between two kills of it
            victim.wait()


def _victims() -> Iterator[str]:
    yield from VICTIMS
    yield from itertools.cycle(("web", "worker", "redis"))


def _send_all(stack: Stack, name: str, count: int, batch: int, outcome: Outcome) -> None:
    session = requests.Session()
    account = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
    _post(session, f"{stack.base_url}/api/users/", account, outcome)
    signed_in_at = -1e9
    for start in range(0, count, batch):
        if time.monotonic() - signed_in_at > 300:
            token = _post(session, f"{stack.base_url}/api/auth/token/", account, outcome)
            session.headers["Authorization"] = f"Bearer {token['access']}"
            signed_in_at = time.monotonic()
        events = [_event() for _ in range(min(batch, count - start))]
        for _ in range(1 + (random.random() < RESENT)):
            answer = _post(session, f"{stack.base_url}/api/analytics/activity/", events, outcome)
            for event, result in zip(events, answer["results"], strict=True):
                if result["status"] in ("accepted", "duplicate"):
                    outcome.acknowledged.add(event["event_id"])


def _post(session: requests.Session, url: str, body: object, outcome: Outcome) -> dict:
    """Post until it is answered; a sign-up whose first answer was lost is refused as known."""
    while True:
        try:
            answer = session.post(url, json=body, timeout=10)
        except requests.RequestException:
            outcome.failures += 1
            time.sleep(0.1)
            continue
        if answer.ok or answer.status_code in (400, 409):
            return answer.json()
        outcome.failures += 1
        time.sleep(0.1)


def _event() -> dict:
    track = random.randrange(50)
    return {
        "event_id": str(uuid.uuid4()),
        "track_id": f"t{track}",
        "track_name": f"Song {track}",
        "artist_name": f"Artist {track % 7}",
        "action": random.choice(["play", "play", "like", "skip"]),
        "ms_played": random.randrange(200_000),
    }


def _look(stack: Stack, outcome: Outcome) -> None:
    printed = stack.manage("shell", "-c", _FINAL_CHECK)
    (line,) = (line for line in printed.splitlines() if line.startswith("OUTCOME "))
    found = json.loads(line.removeprefix("OUTCOME "))
    outcome.stored, outcome.differing = found["ids"], found["differing"]


if __name__ == "__main__":
    main()
