"""What does learning which items go together cost, what is it spent on, and what would less do?

    python -m bench.training [--listeners 2000 10000] [--whole 10000]

Made-up listeners of 50 tracks each, three and a half tracks a listener in the catalogue, whose
tastes are scenes of 250. Prints the share of items whose lists change when some listeners were
active since the last training; then, for each size, CPU time an item and the peak of memory, each
measured in a process of its own; then one training from PostgreSQL into PostgreSQL, by its parts.
The largest sizes learn a sample of their items only.
"""

import argparse
import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import django
import numpy as np
from scipy.sparse import csr_matrix

from bench.analytics_database import database, make_users
from recommendations.learning.links import Links, truncate
from recommendations.learning.matrix import weigh
from recommendations.learning.neighbours import ItemVectors, Ridge, blocks, learn_block, learn_links

EACH = 50
SCENE = 250
SAMPLE = 40_000  # items that are learned at the most where the cost of an item is asked for


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--listeners", type=int, nargs="*", default=[2000, 10_000])
    parser.add_argument("--whole", type=int, default=10_000, help="listeners of the whole training")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--train", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.train:
        train()
        return
    if options.one:
        say(json.dumps(cost(options.one)))
        return
    for share, changed in changes(made_up(2000)):
        say(f"active since {share:6.2%} of listeners: {changed:6.1%} of the lists change")
    for listeners in options.listeners:
        command = [sys.executable, "-m", "bench.training", "--one", str(listeners)]
        say(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
    with database():
        whole(options.whole)


def say(line: str) -> None:
    """Print at once: some of this takes minutes."""
    print(line, flush=True)


def made_up(listeners: int, seed: int = 0) -> csr_matrix:
    """Listeners x items counts: each draws from three scenes, most from the known of each."""
    dice = np.random.default_rng(seed)
    scenes = max(3, round(3.5 * listeners / SCENE))
    fame = 1 / np.arange(1, SCENE + 1) ** 0.8
    own = dice.integers(0, scenes, (listeners, 3))
    chosen = own[np.arange(listeners)[:, None], dice.integers(0, 3, (listeners, EACH))]
    items = chosen * SCENE + dice.choice(SCENE, (listeners, EACH), p=fame / fame.sum())
    rows = np.repeat(np.arange(listeners), EACH)
    plays = dice.geometric(0.3, listeners * EACH).astype(float)
    return csr_matrix((plays, (rows, items.ravel())), (listeners, scenes * SCENE))


def changes(counts: csr_matrix) -> Iterator[tuple[float, float]]:
    """Share of listeners active since, and share of lists that are not the same afterwards.

    A listener's weights all change with one more play, so that every item in the history is
    another vector; a list changes with its item's vector and with those of its neighbours.
    """
    items = ItemVectors.of(weigh(counts), Ridge().min_listeners)
    links = learn_links(weigh(counts))
    dice = np.random.default_rng(1)
    for share in (0.0005, 0.001, 0.005, 0.01, 0.05):
        active = dice.choice(counts.shape[0], max(1, round(share * counts.shape[0])), replace=False)
        touched = np.zeros(counts.shape[1], bool)
        touched[counts[active].indices] = True
        changed = touched.copy()
        changed[links.target[touched[links.source]]] = True
        yield share, float(changed[items.columns].mean())


def cost(listeners: int) -> dict[str, float]:
    """What it takes to learn for so many listeners; memory is that of the whole process."""
    counts = made_up(listeners)
    before = peak()
    began = time.process_time()
    weights = weigh(counts)
    items = ItemVectors.of(weights, Ridge().min_listeners)
    sample = list(islice(blocks(items, 256), SAMPLE // 256))
    learned = sum(map(len, sample))
    links = Links.join(learn_block(items, block, Ridge()) for block in sample)
    truncate(links, counts.shape[1])
    spent = time.process_time() - began
    return {
        "listeners": listeners,
        "items": len(items),
        "pairs": counts.nnz,
        "learned": learned,
        "links": len(links),
        "ms an item": round(1000 * spent / learned, 2),
        "MB before": before,
        "MB at the peak": peak(),
    }


def peak() -> int:
    """The most memory that this program ever held, in MB; not that of who started it."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) // 1024


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print how long the block took."""
    began = time.perf_counter()
    yield
    say(f"  {name:28} {time.perf_counter() - began:6.1f} s   {peak()} MB at the peak")


def whole(listeners: int) -> None:
    """One training by its parts, then at once by the command, as a worker's process does it."""
    from recommendations.learning.matrix import gather
    from recommendations.similarity.counting import counts

    store_events(make_users(listeners), made_up(listeners))
    say(f"training for {listeners} listeners")
    with timed("read and counted"):
        rows = list(counts("track"))
    with timed("gathered"):
        gathered = gather(rows)
    with timed("weighed and learned"):
        links = learn_links(weigh(gathered.counts))
    with timed("cut"):
        truncate(links, len(gathered.items))
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "bench.training", "--train"],
        capture_output=True,
        text=True,
        check=True,
    )
    say(f"  {done.stdout.strip()}")
    say(f"  all of it in a new process   {time.perf_counter() - began:6.1f} s")


def train() -> None:
    """Train on the database that the environment names, as a worker's process does."""
    django.setup()
    from recommendations import services

    say(f"{services.train_similarity('track')} {peak()} MB at the peak.")


def store_events(users: list[int], counts: csr_matrix) -> None:
    """A play for each pair of listener and track, copied in."""
    from django.db import connection

    pairs = counts.tocoo()
    lines = io.StringIO(
        "".join(
            f"{users[row]}\tt{item}\tTrack {item}\tArtist {item % 997}\tartist {item % 997}\tplay\t"
            f"2026-11-01T00:00:00Z\te{number}\t{{}}\t\tf\n"
            for number, (row, item) in enumerate(zip(pairs.row, pairs.col, strict=True))
        )
    )
    columns = "user_id, track_id, track_name, artist_name, artist_key, action, timestamp, event_id"
    columns += ", metadata, reason_end, private"
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY analytics_useractivity ({columns}) FROM STDIN", lines)


if __name__ == "__main__":
    main()
